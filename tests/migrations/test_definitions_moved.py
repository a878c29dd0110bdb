"""What was known of indicators before they had definitions is all kept."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from bromost_common.db import new_id
from tests.conftest import migrate

from .test_history import config_for

PROGRAMME, PROJECT, RESULT = new_id(), new_id(), new_id()
COUNT, SHARE, OVER, MONEY = new_id(), new_id(), new_id(), new_id()
RULE = ("unit", "unit_name", "direction", "decimals", "allow_over_100", "source")
OLD = """
    SELECT id, title, unit, unit_name, direction, decimals, allow_over_100, source,
      baseline_value, baseline_on, baseline_note, target_value, target_on, is_synthetic,
      position, archived_at, version
    FROM {schema}.indicator ORDER BY id
"""
NEW = """
    SELECT i.id, v.unit, v.unit_name, v.direction, v.decimals,
      v.kind = 'percentage' AND v.maximum IS NULL AS allow_over_100, v.source, v.kind,
      v.minimum, v.maximum, v.cumulation, v.over_time, v.over_children,
      i.baseline_state, d.project_id, d.code, v.published_at IS NOT NULL AS published
    FROM {schema}.indicator i
    JOIN {schema}.definition_version v ON v.id = i.definition_version_id
    JOIN {schema}.definition d ON d.id = v.definition_id ORDER BY i.id
"""


async def _prepare(connection: AsyncConnection) -> None:
    texts = json.dumps({"en": "Text"})
    await connection.execute(
        text(
            "INSERT INTO api.programme (id, code, title, original_language)"
            " VALUES (:id, 'P', CAST(:title AS jsonb), 'en')"
        ),
        {"id": PROGRAMME, "title": texts},
    )
    await connection.execute(
        text(
            "INSERT INTO api.project"
            " (id, programme_id, code, title, status, original_language)"
            " VALUES (:id, :of, '8', CAST(:title AS jsonb), 'active', 'en')"
        ),
        {"id": PROJECT, "of": PROGRAMME, "title": texts},
    )
    await connection.execute(
        text(
            "INSERT INTO indicators.result"
            " (id, project_id, kind, title, position, original_language)"
            " VALUES (:id, :of, 'output', CAST(:title AS jsonb), 1, 'en')"
        ),
        {"id": RESULT, "of": PROJECT, "title": texts},
    )
    await _prepare_indicators(connection, texts)


async def _prepare_indicators(connection: AsyncConnection, texts: str) -> None:
    indicators = (
        (COUNT, "custom", '{"en": "farms"}', "increase", 0, False, "0", "80"),
        (SHARE, "percent", None, "decrease", 1, False, "40.5", "20"),
        (OVER, "percent", None, "increase", 0, True, "100", "120"),
        (MONEY, "currency:NOK", None, "increase", 2, False, None, None),
    )
    for place, row in enumerate(indicators, 1):
        names = (
            "id",
            "unit",
            "name",
            "direction",
            "decimals",
            "over",
            "base",
            "target",
        )
        await connection.execute(
            text(
                "INSERT INTO indicators.indicator (id, result_id, title, unit,"
                " unit_name, direction, decimals, allow_over_100, baseline_value,"
                " baseline_on, target_value, source, position)"
                " VALUES (:id, :result, CAST(:title AS jsonb), :unit,"
                " CAST(:name AS jsonb), :direction, :decimals, :over,"
                " CAST(:base AS numeric), CASE WHEN CAST(:base AS numeric) IS NOT NULL"
                " THEN DATE '2004-06-01' END, CAST(:target AS numeric),"
                """ '{"en": "Register"}', :place)"""
            ),
            {
                **dict(zip(names, row, strict=True)),
                "result": RESULT,
                "title": texts,
                "place": place,
            },
        )


async def _change(connection: AsyncConnection) -> None:
    await connection.execute(
        text(
            "UPDATE indicators.indicator SET unit = 'number', unit_name = NULL,"
            " decimals = 2, direction = 'decrease', baseline_value = 5,"
            " version = version + 1 WHERE id = :id"
        ),
        {"id": COUNT},
    )


async def _rows(
    connection: AsyncConnection, sql: str, as_of: str | None = None
) -> list[dict[str, Any]]:
    if as_of is not None:
        await connection.execute(
            text("SELECT set_config('bromost.as_of', :moment, true)"), {"moment": as_of}
        )
    schema = "indicators" if as_of is None else "indicators_past"
    found = await connection.execute(text(sql.format(schema=schema)))
    return [dict(row) for row in found.mappings()]


class _Database:
    """The database of one test, looked into from code that is not asynchronous."""

    def __init__(self, url: str) -> None:
        self.url = url

    def do(self, work: Callable[[AsyncConnection], Any]) -> Any:
        async def run() -> Any:
            engine = create_async_engine(self.url, poolclass=NullPool)
            async with engine.begin() as connection:
                done = await work(connection)
            await engine.dispose()
            return done

        return asyncio.run(run())

    def rows(self, sql: str, as_of: str | None = None) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.do(lambda c: _rows(c, sql, as_of))
        return found

    def now(self) -> str:
        return str(self.rows("SELECT clock_timestamp() AS now")[0]["now"])


@pytest.fixture
def old(new_database: Callable[[str | None], str]) -> tuple[_Database, str]:
    """Indicators of the old form, one of them changed after the moment that is told."""
    database = _Database(new_database(None))
    migrate(database.url, "0023")
    database.do(_prepare)
    between = database.now()
    database.do(_change)
    return database, between


def test_each_indicator_gets_its_own_definition(old: tuple[_Database, str]) -> None:
    database, _ = old
    before = database.rows(OLD)

    migrate(database.url, "0024")

    after = {row["id"]: row for row in database.rows(NEW)}
    for row in before:
        assert {n: after[row["id"]][n] for n in RULE} == {n: row[n] for n in RULE}
        assert after[row["id"]]["project_id"] == PROJECT
        assert after[row["id"]]["code"] is None
        assert after[row["id"]]["published"]
    assert [after[i]["kind"] for i in (COUNT, SHARE, OVER, MONEY)] == [
        *("number", "percentage", "percentage", "money")
    ]
    assert [after[i]["maximum"] for i in (COUNT, SHARE, OVER)] == [None, 100, None]
    assert [after[i]["baseline_state"] for i in (COUNT, MONEY)] == ["reported", None]


def test_the_past_keeps_the_rules_that_held_then(old: tuple[_Database, str]) -> None:
    database, between = old
    then = database.rows(OLD, between)

    migrate(database.url, "0024")

    now = {row["id"]: row for row in database.rows(NEW, between)}
    assert len(now) == len(then) == 4
    for row in then:
        assert {n: now[row["id"]][n] for n in RULE} == {n: row[n] for n in RULE}
    assert now[COUNT]["unit"] == "custom"
    assert now[COUNT]["baseline_state"] == "zero"


def test_the_way_back_and_forth_loses_nothing(old: tuple[_Database, str]) -> None:
    database, between = old
    before, then = database.rows(OLD), database.rows(OLD, between)
    migrate(database.url, "0024")
    new = database.rows(NEW)

    command.downgrade(config_for(database.url), "0023")

    assert database.rows(OLD) == before
    assert database.rows(OLD, between) == then
    migrate(database.url, "0024")
    assert database.rows(NEW) == new
