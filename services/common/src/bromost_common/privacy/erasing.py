"""Takes a person out of a service's tables; official records stay without them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from .declare import OnErasure, PersonalTable
from .holdings import count_mentions
from .person import Person, about

# Free texts of the whole installation are looked through.
_TAKE_TIME = text("SET LOCAL statement_timeout = '10min'")
_REDACT = text(
    "SELECT common.redact_texts(CAST(CAST(:place AS text) AS regclass),"
    " CAST(:texts AS text[]), CAST(:needles AS text[]), :pseudonym)"
)


async def erase(
    session: AsyncSession, tables: Sequence[PersonalTable], person: Person
) -> dict[str, dict[str, int]]:
    """How many rows were changed, deleted and redacted; a second time finds none."""
    await session.execute(_TAKE_TIME)
    outcome: dict[str, dict[str, int]] = {}
    for table in tables:
        done = await _erase_from(session, table, person)
        if any(done.values()):
            outcome[table.name] = done
    for place, count in (await count_mentions(session, tables, person)).items():
        outcome[place] = {"kept": count}
    return outcome


async def _erase_from(
    session: AsyncSession, table: PersonalTable, person: Person
) -> dict[str, int]:
    done: dict[str, int] = {}
    if table.deletes_rows:
        sql = f"DELETE FROM {table.name} WHERE {table.whose}"  # noqa: S608  # declared
        done["deleted"] = await _run(session, sql, person)
    elif table.whose is not None:
        changes = _changes(table)
        if changes:
            sql = f"UPDATE {table.name} SET {changes} WHERE {table.whose}"  # noqa: S608  # declared
            done["anonymised"] = await _run(session, sql, person)
    if person.needles:
        done["redacted"] = await _redact(session, table, person)
    return done


def _changes(table: PersonalTable) -> str:
    changes = [
        f"{column.name} = {column.becomes}"
        for column in table.columns
        if column.on_erasure is OnErasure.ANONYMISE
    ]
    return ", ".join([*changes, *([table.also] if table.also else [])])


async def _redact(session: AsyncSession, table: PersonalTable, person: Person) -> int:
    columns = [c.name for c in table.columns if c.on_erasure is OnErasure.REDACT]
    if not columns:
        return 0
    values = {
        "place": table.name,
        "texts": columns,
        "needles": person.needles,
        "pseudonym": person.pseudonym,
    }
    return int(await session.scalar(_REDACT, values) or 0)


async def _run(session: AsyncSession, sql: str, person: Person) -> int:
    used = {name: v for name, v in person.values().items() if f":{name}" in sql}
    result: Any = await session.execute(about(sql), used)
    return int(result.rowcount)
