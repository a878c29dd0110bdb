"""Many rows at once: COPY into a table of the transaction's own, then INSERT … SELECT.

COPY straight into a table would pass by what guards its rows one by one.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_STAGE = "import_stage"


async def insert_rows(
    session: AsyncSession,
    table: str,
    columns: Sequence[str],
    rows: Collection[Sequence[Any]],
) -> None:
    """Insert `rows` into `api.<table>`; names come from the code, never from a user."""
    if not rows:
        return
    names = ", ".join(columns)
    await _stage(session, table, columns, rows)
    await session.execute(
        text(f"INSERT INTO api.{table} ({names}) SELECT {names} FROM {_STAGE}")  # noqa: S608  # constants
    )
    await session.execute(text(f"DROP TABLE {_STAGE}"))


async def update_rows(
    session: AsyncSession,
    table: str,
    columns: Sequence[str],
    rows: Collection[Sequence[Any]],
) -> None:
    """Set the columns of rows found by the first column, and count their versions."""
    if not rows:
        return
    key, *others = columns
    sets = ", ".join(f"{name} = s.{name}" for name in others)
    comma = ", " if sets else ""
    await _stage(session, table, columns, rows)
    await session.execute(
        text(
            f"UPDATE api.{table} t SET {sets}{comma}version = t.version + 1,"  # noqa: S608  # constants
            f" updated_at = now() FROM {_STAGE} s WHERE t.{key} = s.{key}"
        )
    )
    await session.execute(text(f"DROP TABLE {_STAGE}"))


async def _stage(
    session: AsyncSession,
    table: str,
    columns: Sequence[str],
    rows: Collection[Sequence[Any]],
) -> None:
    names = ", ".join(columns)
    await session.execute(
        text(
            f"CREATE TEMPORARY TABLE {_STAGE} ON COMMIT DROP AS"  # noqa: S608  # constants
            f" SELECT {names} FROM api.{table} WITH NO DATA"
        )
    )
    connection = await session.connection()
    raw = await connection.get_raw_connection()
    driver: Any = raw.driver_connection
    await driver.copy_records_to_table(_STAGE, records=rows, columns=list(columns))
