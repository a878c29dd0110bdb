"""Cursors lead through a list once, and foreign ones are refused."""

import base64
import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Integer, column, select, text, values
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.organisations.models import Organisation
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
    paged,
)

ORDER = Order(
    "type", [Key(OutboxMessage.event_type, descending=True), Key(OutboxMessage.id)]
)
BY_NAME = Order("name", [Key(Organisation.name_key), Key(Organisation.id)])
# Few values, so that the first keys tie often; the last one is unique.
TIED = [(n % 2, n * 7 % 5, n) for n in range(30)]


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


@pytest.mark.parametrize("limit", [1, 4, 7, 29, 30])
@pytest.mark.parametrize(
    "directions", list(itertools.product([False, True], repeat=3)), ids=str
)
async def test_pages_join_in_any_mix_of_directions(
    session: AsyncSession, directions: tuple[bool, ...], limit: int
) -> None:
    columns = [column(name, Integer) for name in ("a", "b", "c")]
    table = values(*columns, name="tied").data(TIED).cte()
    keys = [
        Key(table.c[x.name], down) for x, down in zip(columns, directions, strict=True)
    ]
    order = Order("mixed", keys)
    seen, cursor = [], None
    while True:
        rows, cursor, _ = await fetch_page(
            session, select(table), order, PageRequest(cursor, limit)
        )
        seen += [(row.a, row.b, row.c) for row in rows]
        if cursor is None:
            break

    signs = [-1 if down else 1 for down in directions]
    assert seen == sorted(
        TIED, key=lambda row: [s * v for s, v in zip(signs, row, strict=True)]
    )


async def test_a_deep_page_starts_at_its_place_in_the_index(
    session: AsyncSession,
) -> None:
    await session.execute(text("SET LOCAL enable_seqscan = off"))
    await session.execute(text("SET LOCAL enable_sort = off"))
    await session.execute(text("SET LOCAL enable_bitmapscan = off"))
    page = paged(select(Organisation.id), BY_NAME, 50, ["m", new_id()])
    shown = str(page.compile(session.bind, compile_kwargs={"literal_binds": True}))
    plan = "\n".join((await session.scalars(text(f"EXPLAIN {shown}"))).all())

    assert "Index Cond: (name_key >= 'm'" in plan, plan


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
