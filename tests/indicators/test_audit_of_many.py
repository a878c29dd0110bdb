"""What the audit of a file of values reads does not grow with what was there before."""

import json
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

OBJECT = uuid4()
ADDED = 40


async def _happened(
    session: AsyncSession, change: UUID, operation: str, first: int, rows: int
) -> None:
    """So many rows of the same indicator, as the triggers keep them."""
    await session.execute(
        text(
            "INSERT INTO indicators.history"
            " (table_name, object_type, object_id, row_key, operation, at, change_id,"
            "  image) SELECT 'entry', 'indicator', :object, 'row ' || n, :operation,"
            " now(), :change, jsonb_build_object('value', n)"
            " FROM generate_series(cast(:first AS int), cast(:last AS int)) n"
        ),
        {
            "object": OBJECT,
            "operation": operation,
            "change": change,
            "first": first,
            "last": first + rows - 1,
        },
    )


async def _told(session: AsyncSession, change: UUID) -> dict[str, Any]:
    found = await session.scalar(
        text("SELECT indicators.audit_changes(:change)"), {"change": change}
    )
    assert isinstance(found, dict)
    return found


async def _read(session: AsyncSession, change: UUID) -> int:
    """How many pages the audit of a change looks into, of a table that is known."""
    await session.execute(text("ANALYZE indicators.history"))
    plan = await session.scalar(
        text(
            "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)"
            f" SELECT indicators.audit_changes('{change}')"
        )
    )
    (whole,) = json.loads(plan) if isinstance(plan, str) else plan
    blocks: int = whole["Plan"]["Shared Hit Blocks"]
    return blocks + int(whole["Plan"]["Shared Read Blocks"])


async def test_a_long_past_costs_rows_that_are_added_nothing(
    session: AsyncSession,
) -> None:
    early, late = uuid4(), uuid4()
    await _happened(session, early, "added", 1, ADDED)
    at_first = await _read(session, early)

    await _happened(session, uuid4(), "added", 1_000, 3_000)
    await _happened(session, late, "added", 10_000, ADDED)

    assert len((await _told(session, late))["items"]) == ADDED
    assert await _read(session, late) < 3 * at_first


async def test_what_was_removed_and_is_added_again_was_not_there(
    session: AsyncSession,
) -> None:
    change = uuid4()
    await _happened(session, uuid4(), "added", 1, 2)
    await _happened(session, uuid4(), "removed", 1, 1)
    await _happened(session, change, "added", 1, 1)
    await _happened(session, change, "changed", 1, 2)

    told = await _told(session, change)

    assert told["rows"] == 2
    assert [one["operation"] for one in told["items"]] == ["added"]
