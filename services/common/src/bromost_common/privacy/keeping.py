"""Deletes what has been kept for as long as was promised, and writes down how much."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import SessionMaker

from .declare import PersonalTable

# A night's worth in pieces, so that nobody waits for a lock.
PIECE = 5_000
_REPORT = text(
    "INSERT INTO common.retention_run AS r (ran_on, service, table_name, deleted)"
    " VALUES (:day, :service, :table, :deleted)"
    " ON CONFLICT (ran_on, service, table_name) DO UPDATE"
    " SET deleted = r.deleted + excluded.deleted, finished_at = clock_timestamp()"
)
_REPORTED = text(
    "SELECT EXISTS (SELECT FROM common.retention_run"
    " WHERE ran_on = :day AND service = :service)"
)


async def keep_promises(
    sessions: SessionMaker, service: str, tables: Sequence[PersonalTable], day: date
) -> dict[str, int]:
    """How many rows went, per table; a second run the same day finds none."""
    deleted: dict[str, int] = {}
    for table in tables:
        if table.kept.expired is None:
            continue
        deleted[table.name] = 0
        while True:
            async with sessions.begin() as session:
                piece = await _delete_piece(session, table)
                values = {"day": day, "service": service, "table": table.name}
                await session.execute(_REPORT, values | {"deleted": piece})
            deleted[table.name] += piece
            if piece < PIECE:
                break
    return deleted


async def was_done(session: AsyncSession, service: str, day: date) -> bool:
    return bool(await session.scalar(_REPORTED, {"day": day, "service": service}))


async def _delete_piece(session: AsyncSession, table: PersonalTable) -> int:
    if table.kept.forgotten_by is not None:
        forget = text(f"SELECT {table.kept.forgotten_by}({PIECE})")
        return int(await session.scalar(forget) or 0)
    result: Any = await session.execute(
        text(
            f"DELETE FROM {table.name} WHERE ctid = ANY (ARRAY("  # noqa: S608  # declared
            f"SELECT ctid FROM {table.name} WHERE {table.kept.expired} LIMIT {PIECE}))"
        )
    )
    return int(result.rowcount)
