"""Cursors lead through a list once, and foreign ones are refused."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import new_id
from bromost_common.errors import InvalidError
from bromost_common.outbox import OutboxMessage
from bromost_common.paging import (
    Key,
    Order,
    PageRequest,
    decode_cursor,
    encode_cursor,
    fetch_page,
)

ORDER = Order(
    "type", [Key(OutboxMessage.event_type, descending=True), Key(OutboxMessage.id)]
)


async def test_pages_join_to_the_whole_list(session: AsyncSession) -> None:
    for number in range(23):
        session.add(
            OutboxMessage(
                event_type=f"t{number % 4}",
                object_type="x",
                object_id=new_id(),
                payload={},
            )
        )
    await session.flush()
    statement = select(OutboxMessage.id, OutboxMessage.event_type)
    seen, cursor = [], None
    for _ in range(10):
        rows, cursor, total = await fetch_page(
            session, statement, ORDER, PageRequest(cursor, 5, with_total=True)
        )
        seen += [(row.event_type, row.id) for row in rows]
        assert total == 23
        if cursor is None:
            break

    assert seen == sorted(seen, key=lambda s: (-int(s[0][1:]), s[1]))
    assert len(set(seen)) == 23


@given(
    st.one_of(
        st.text(max_size=60),
        st.binary(max_size=40).map(lambda b: base64.urlsafe_b64encode(b).decode()),
        st.recursive(st.none() | st.integers() | st.text(), st.lists, max_leaves=6).map(
            lambda j: base64.urlsafe_b64encode(json.dumps(j).encode()).decode()
        ),
    )
)
def test_foreign_cursors_are_refused(cursor: str) -> None:
    with pytest.raises(InvalidError):
        decode_cursor(ORDER, cursor)


def test_cursor_of_another_order_is_refused() -> None:
    other = Order("-type", ORDER.keys)
    with pytest.raises(InvalidError):
        decode_cursor(ORDER, encode_cursor(other, ["a", new_id()]))
