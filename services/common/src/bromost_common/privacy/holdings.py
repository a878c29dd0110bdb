"""What is stored of a person, table by table."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from .declare import OnErasure, PersonalTable
from .person import Person, about

# An export says that a secret is stored, and nothing of it.
NOT_SHOWN = "(stored, not shown)"
MOST_ROWS = 100_000


async def count_held(
    session: AsyncSession, tables: Sequence[PersonalTable], person: Person
) -> dict[str, int]:
    """How many rows of each table are the person's."""
    counts: dict[str, int] = {}
    for table in tables:
        if table.whose is not None:
            found = await session.scalar(
                about(f"SELECT count(*) FROM {table.name} WHERE {table.whose}"),  # noqa: S608  # declared
                _used(table.whose, person),
            )
            counts[table.name] = int(found or 0)
    return counts


async def read_held(
    session: AsyncSession, tables: Sequence[PersonalTable], person: Person
) -> dict[str, list[dict[str, Any]]]:
    """The person's rows, without their secrets."""
    held: dict[str, list[dict[str, Any]]] = {}
    for table in tables:
        if table.whose is not None:
            sql = (
                f"SELECT to_jsonb(t) FROM {table.name} t"  # noqa: S608  # declared
                f" WHERE {table.whose} LIMIT {MOST_ROWS}"
            )
            rows = await session.scalars(about(sql), _used(table.whose, person))
            secrets = {column.name for column in table.columns if column.is_secret}
            held[table.name] = [
                {
                    name: NOT_SHOWN if name in secrets and value is not None else value
                    for name, value in row.items()
                }
                for row in rows
            ]
    return held


async def count_mentions(
    session: AsyncSession, tables: Sequence[PersonalTable], person: Person
) -> dict[str, int]:
    """In which free texts that are kept the person is named, and how often."""
    counts: dict[str, int] = {}
    if not person.needles:
        return counts
    for table in tables:
        for column in table.columns:
            if column.on_erasure is not OnErasure.KEEP:
                continue
            condition = f"common.mentions({column.name}::text, :needles)"
            sql = f"SELECT count(*) FROM {table.name} WHERE {condition}"  # noqa: S608  # declared
            found = await session.scalar(about(sql), _used(condition, person))
            if found:
                counts[f"{table.name}.{column.name}"] = int(found)
    return counts


def _used(sql: str, person: Person) -> dict[str, Any]:
    return {name: v for name, v in person.values().items() if f":{name}" in sql}
