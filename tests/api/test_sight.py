"""Row-level security shows what the functions of reach say, found by quicker ways."""

from collections.abc import AsyncIterator, Iterable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bromost_common.context import SET
from bromost_common.db import new_id

ORGANISATIONS = ("lead", "twin", "third", "giver", "head", "nobody")
COLUMNS = {
    "organisation": "id, kind, name",
    "programme": "id, code, title",
    "programme_role": "programme_id, organisation_id, role",
    "project": "id, programme_id, code, title, status",
    "project_country": "project_id, country_code",
    "project_role": "project_id, organisation_id, role",
    "partnership": "id, name, link_type",
    "partnership_member": "id, partnership_id, organisation_id, side",
    "project_partnership": "project_id, partnership_id",
    "budget_line": "id, project_id, funder_id, year, amount, currency",
}
# A word that names one of the ids stands for it.
PORTFOLIO = """\
programme norway N {"en":"N"}
programme poland P {"en":"P"}
programme_role poland head manager
project p0 norway P0 {"en":"P"} active
project p1 norway P1 {"en":"P"} planned
project p2 norway P2 {"en":"P"} active
project p3 poland P3 {"en":"P"} planned
project p4 poland P4 {"en":"P"} active
project p5 poland P5 {"en":"P"} planned
project_country p0 NO
project_country p3 NO
project_country p5 NO
project_role p0 lead partner
project_role p4 lead partner
project_role p1 twin partner
partnership bond B twinning
partnership far F twinning
partnership_member b1 bond third 1
partnership_member b2 far twin 1
project_partnership p2 bond
budget_line b3 p0 giver 2005 1 NOK
budget_line b4 p1 giver 2005 1 NOK
budget_line b5 p5 giver 2005 1 NOK"""
CHILDREN = ("project_country", "project_role", "project_partnership", "budget_line")
FOLLOWING = {"project": CHILDREN, "partnership": ("partnership_member",)}


@pytest.fixture
def ids() -> dict[str, UUID]:
    places = [f"{letter}{n}" for letter in "pb" for n in range(6)]
    names = [*ORGANISATIONS, "norway", "poland", "bond", "far", *places]
    return {name: new_id() for name in names}


@pytest.fixture
async def portfolio(connection: AsyncConnection, ids: dict[str, UUID]) -> None:
    for name in ORGANISATIONS:
        await _add(connection, "organisation", ids[name], "municipality", name)
    for line in PORTFOLIO.splitlines():
        table, *values = line.split()
        await _add(connection, table, *(ids.get(value, value) for value in values))


async def _add(connection: AsyncConnection, table: str, *values: object) -> None:
    written = ", ".join(f"'{value}'" for value in values)
    names = COLUMNS[table]
    await connection.exec_driver_sql(
        f"INSERT INTO api.{table} ({names}) VALUES ({written})"  # noqa: S608  # our own
    )


def _array(scopes: Iterable[UUID]) -> str:
    return "{" + ",".join(map(str, scopes)) + "}"


@pytest.fixture
async def as_reader(
    connection: AsyncConnection, portfolio: None
) -> AsyncIterator[AsyncConnection]:
    del portfolio
    await connection.exec_driver_sql("SET LOCAL ROLE bromost_api")
    yield connection
    await connection.exec_driver_sql("RESET ROLE")


async def _read(
    connection: AsyncConnection, reads: list[UUID], funds: list[UUID]
) -> None:
    await _act(connection, reads=_array(reads), funds=_array(funds))


async def _act(connection: AsyncConnection, **said: str) -> None:
    silent = dict.fromkeys(
        ("account", "reads", "funds", "writes", "task", "request"), ""
    )
    await connection.execute(SET, silent | said)


async def _found(connection: AsyncConnection, sql: str) -> set[UUID]:
    return set((await connection.exec_driver_sql(sql)).scalars())


async def test_whoever_has_a_scope_sees_what_it_reaches_and_what_follows_it(
    as_reader: AsyncConnection, ids: dict[str, UUID]
) -> None:
    scopes = list(ids.values())
    cases: list[tuple[list[UUID], list[UUID]]] = [([], []), (scopes[2:4], scopes[3:9])]
    cases += [([one], []) for one in scopes] + [([], [one]) for one in scopes]
    cases += [([ids["norway"], ids["lead"]], [ids["giver"]])]
    seen_by_any = False
    for reads, funds in cases:
        await _read(as_reader, reads, funds)
        reach = f"('{_array(reads)}', '{_array(funds)}')"
        projects = await _found(as_reader, f"SELECT api.projects_seen_by{reach}")
        bonds = await _found(as_reader, f"SELECT api.partnerships_seen_by{reach}")

        assert await _found(as_reader, "SELECT id FROM api.project") == projects
        assert await _found(as_reader, "SELECT id FROM api.partnership") == bonds
        for child in CHILDREN:
            followed = await _found(as_reader, f"SELECT project_id FROM api.{child}")  # noqa: S608  # our own names
            everything = await _followed(as_reader, child)
            assert followed == everything & projects, child
        glance = "SELECT project_id FROM api.project_glance"
        assert await _found(as_reader, glance) == projects
        own = await _found(as_reader, "SELECT scope_id FROM api.own_project_bond")
        assert own <= {*reads, *funds}
        members = "SELECT partnership_id FROM api.partnership_member"
        assert await _found(as_reader, members) == bonds
        seen_by_any = seen_by_any or bool(projects and bonds)
    assert seen_by_any


async def _followed(
    connection: AsyncConnection, child: str, owner: str = "project_id"
) -> set[UUID]:
    await connection.exec_driver_sql("RESET ROLE")
    found = await _found(connection, f"SELECT {owner} FROM api.{child}")  # noqa: S608  # our own names
    await connection.exec_driver_sql("SET LOCAL ROLE bromost_api")
    return found


async def test_what_changes_between_two_statements_is_seen_by_the_second(
    as_reader: AsyncConnection, ids: dict[str, UUID]
) -> None:
    await _read(as_reader, [ids["nobody"]], [])
    assert await _found(as_reader, "SELECT id FROM api.project") == set()

    await as_reader.exec_driver_sql("RESET ROLE")
    await as_reader.exec_driver_sql(
        "INSERT INTO api.project_role (project_id, organisation_id, role)"
        " VALUES ($1, $2, 'partner')",
        (ids["p3"], ids["nobody"]),
    )
    await as_reader.exec_driver_sql("SET LOCAL ROLE bromost_api")

    assert await _found(as_reader, "SELECT id FROM api.project") == {ids["p3"]}


async def test_whoever_has_a_scope_changes_what_it_covers_and_what_follows_it(
    as_reader: AsyncConnection, ids: dict[str, UUID]
) -> None:
    scopes = list(ids.values())
    changed_by_any = set()
    for writes in ([], *([one] for one in scopes), scopes[2:9]):
        await _act(as_reader, reads="*", writes=_array(writes))
        for kind, children in FOLLOWING.items():
            covered = await _found(
                as_reader,
                f"SELECT api.{kind}s_covered_by('{_array(writes)}')",  # our own
            )
            assert await _changed(as_reader, kind, "id") == covered
            for child in children:
                everything = await _followed(as_reader, child, f"{kind}_id")
                changed = await _changed(as_reader, child, f"{kind}_id")
                assert changed == everything & covered, (writes, child)
            changed_by_any |= {kind} if covered else set()
    assert changed_by_any == FOLLOWING.keys()


async def _changed(connection: AsyncConnection, table: str, owner: str) -> set[UUID]:
    return await _found(
        connection,
        f"UPDATE api.{table} SET {owner} = {owner} RETURNING {owner}",  # noqa: S608  # our own
    )


async def test_no_row_of_a_project_asks_for_all_that_is_in_reach(
    connection: AsyncConnection,
) -> None:
    rules = await _found(
        connection,
        "SELECT tablename || ': ' || policyname FROM pg_policies"
        " WHERE schemaname = 'api' AND concat(qual, with_check)"
        " ~ '(projects|partnerships)_(covered_by|seen_by|in_sight)'",
    )

    assert rules == set()


# Each project and programme has a result with an indicator, a period and a value.
RESULTS = """
    WITH definition AS (
      INSERT INTO indicators.definition (id, code, programme_id)
      SELECT gen_random_uuid(), 'WALL', id FROM api.programme WHERE code = 'N'
      RETURNING id
    ), version AS (
      INSERT INTO indicators.definition_version (id, definition_id, number, name,
        original_language, kind, unit, direction, cumulation, over_time, over_children)
      SELECT gen_random_uuid(), id, 1, '{"en": "D"}', 'en', 'number', 'number',
        'increase', 'summed', 'sum', 'sum' FROM definition RETURNING id
    ), result AS (
      INSERT INTO indicators.result (id, project_id, programme_id, kind, title,
        position, original_language)
      SELECT gen_random_uuid(), p.id, g.id, 'output', '{"en": "R"}', 1, 'en'
      FROM api.programme g FULL JOIN api.project p ON false
      WHERE coalesce(p.id, g.id) = ANY (CAST('%s' AS uuid[])) RETURNING id
    ), indicator AS (
      INSERT INTO indicators.indicator (id, result_id, title, position,
        definition_version_id)
      SELECT gen_random_uuid(), r.id, '{"en": "I"}', 1, v.id FROM result r, version v
      RETURNING id
    ), period AS (
      INSERT INTO indicators.period (id, indicator_id, starts_on, ends_on)
      SELECT gen_random_uuid(), id, '2005-01-01', '2005-12-31' FROM indicator
      RETURNING id
    )
    INSERT INTO indicators.entry (id, period_id, number, state, value, status)
    SELECT gen_random_uuid(), id, 1, 'reported', 1, 'accepted' FROM period
"""
_PATH = """
    SELECT {table}.id, coalesce(result.project_id, result.programme_id)
    FROM indicators.result JOIN indicators.indicator ON result_id = result.id
    JOIN indicators.period ON indicator_id = indicator.id
    JOIN indicators.entry ON period_id = period.id
"""
LEVELS = ("result", "indicator", "period", "entry")


@pytest.fixture
async def owned(
    connection: AsyncConnection, portfolio: None, ids: dict[str, UUID]
) -> AsyncIterator[dict[str, dict[UUID, UUID]]]:
    """For each table, the project or programme of each of its rows."""
    del portfolio
    await connection.exec_driver_sql(RESULTS % _array(ids.values()))
    owners: dict[str, dict[UUID, UUID]] = {}
    for table in LEVELS:
        path: Iterable[Any] = await connection.exec_driver_sql(
            _PATH.format(table=table)
        )
        owners[table] = {one: owner for one, owner in path if owner in ids.values()}
    await connection.exec_driver_sql("SET LOCAL ROLE bromost_indicators")
    yield owners
    await connection.exec_driver_sql("RESET ROLE")


async def test_results_are_seen_and_changed_with_what_they_belong_to(
    connection: AsyncConnection,
    owned: dict[str, dict[UUID, UUID]],
    ids: dict[str, UUID],
) -> None:
    counts = set()
    for scopes in ([], *([one] for one in ids.values()), list(ids.values())[2:9]):
        one, nothing = _array(scopes), _array([])
        for said, functions, lock in (
            ({"reads": one}, f"seen_by('{one}', '{nothing}')", ""),
            ({"funds": one}, f"seen_by('{nothing}', '{one}')", ""),
            ({"reads": "*", "writes": one}, f"covered_by('{one}')", " FOR UPDATE"),
        ):
            await _act(connection, **said)
            reach = await _found(
                connection,
                f"SELECT api.projects_{functions}"
                f" UNION SELECT api.programmes_{functions}",
            )
            for table, owners in owned.items():
                found = await _found(
                    connection,
                    f"SELECT id FROM indicators.{table}{lock}",  # noqa: S608  # our own
                )
                expected = {row for row, owner in owners.items() if owner in reach}
                assert found & owners.keys() == expected, (said, table)
                counts.add(len(expected))
    assert len(counts) > 3
