"""S2: with the services' own checks out of the way, the database still refuses.

The same calls as in the route matrix, by people who hold a role in one scope, in
services that believe everybody may do everything everywhere.
"""

from typing import Any

import pytest
from sqlalchemy import text

from bromost_common.auth import Actor, Context, Reach, Role, ScopeType
from bromost_common.context import SET, settings_of
from tests.contract.operations import operations
from tests.contract.reach import REACH
from tests.contract.route_matrix import ENDLESS
from tests.contract.world import PARTNER, World, browsers, call

CASES = [
    (role, scope)
    for scope in REACH
    # Who writes most, who reads most, and who sees what was approved.
    for role in (Role.PROGRAMME_MANAGER, Role.AUDITOR, Role.FUNDER)
]
CALLED = [one for one in operations() if one.name not in ENDLESS]
# Seen by all who are signed in: organisations are a phone book, others are code lists.
COMMON_BOOKS = {
    "api.organisation",
    "api.organisation_alias",
    "api.organisation_identifier",
    "api.country",
    "api.country_alias",
    "api.currency",
    "api.theme",
    "api.conversion_rate",
    # What these were before, and which tables have a history.
    "api.history",
    "common.history_table",
}
# But for the logs of who did and saw what: they grow by whatever is asked.
_GUARDED = """
    SELECT c.oid::regclass::text FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('api', 'indicators', 'notifications', 'common')
      AND c.relkind IN ('r', 'p') AND c.relrowsecurity
      AND c.oid NOT IN ('common.audit_event'::regclass,
        'common.personal_read'::regclass)
    ORDER BY 1
"""


@pytest.fixture
def without_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the services ask of an actor, the answer is yes, everywhere."""
    monkeypatch.setattr(Actor, "may", lambda *_: True)
    monkeypatch.setattr(Actor, "reach", lambda *_: Reach(everywhere=True))


def foreign_ids(world: World) -> set[str]:
    """What only the other portfolio has, but for the phone book."""
    shared = {"organisation_id", PARTNER, "object_type"}
    ids = {one for name, one in world.other.ids.items() if name not in shared}
    return ids - set(world.own.ids.values())


# Counted within the transaction, what is undone as well.
_WRITTEN = """
    SELECT relid::regclass::text, n_tup_ins + n_tup_upd + n_tup_del
    FROM pg_stat_xact_user_tables
"""


async def guarded(world: World) -> set[str]:
    return set((await world.as_owner(_GUARDED)).scalars())


async def written(world: World) -> set[tuple[str, int]]:
    """How many rows of each table were written so far."""
    return {(table, rows) for table, rows in (await world.as_owner(_WRITTEN)).all()}


async def foreign_rows(world: World, tables: set[str]) -> dict[str, Any]:
    """A digest of the other portfolio's rows, by table."""
    parts = [
        f"SELECT '{table}', md5(string_agg(t::text, ',' ORDER BY t::text))"  # noqa: S608  # catalogue
        f" FROM {table} t WHERE t::text LIKE ANY (:ids)"
        "  OR to_jsonb(t)->>'id' = ANY (:shared)"
        for table in sorted(tables)
    ]
    if not parts:
        return {}
    found = await world.as_owner(
        " UNION ALL ".join(parts),
        ids=[f"%{one}%" for one in foreign_ids(world)],
        shared=[world.other.ids["organisation_id"], world.other.ids[PARTNER]],
    )
    return dict(found.all())


@pytest.mark.usefixtures("without_checks")
@pytest.mark.parametrize(("role", "scope"), CASES, ids=lambda one: str(one.value))
async def test_s2_no_foreign_row_is_told_or_changed(
    world: World, role: Role, scope: ScopeType
) -> None:
    foreign, told, changed = foreign_ids(world), {}, {}
    before = await foreign_rows(world, await guarded(world))
    async with world.undone():
        token, _ = await world.enter(role, scope, world.own.scope(scope))
        async with browsers(world, token) as browser:
            for operation in CALLED:
                for part in (world.own, world.other):
                    about = (
                        f"{operation.name} {'own' if part is world.own else 'other'}"
                    )
                    async with world.undone():
                        so_far = set() if operation.is_safe else await written(world)
                        answer = await call(browser, operation, part, world)
                        after = {}
                        # What is refused is rolled back, as other tests show.
                        if not operation.is_safe and answer.is_success:
                            now = {table for table, _ in await written(world) - so_far}
                            after = await foreign_rows(world, now & before.keys())
                    if differing := {t for t in after if after[t] != before[t]}:
                        changed[about] = differing
                    if found := {one for one in foreign if one in answer.text}:
                        told[about] = found

    assert told == {}
    assert changed == {}


@pytest.mark.usefixtures("without_checks")
async def test_s2_the_checks_are_really_out_of_the_way(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: where the database lets through as well, foreign rows are told."""
    everything = Reach(everywhere=True)
    monkeypatch.setattr(Actor, "context", Context(reads=everything, writes=everything))
    before = await foreign_rows(world, await guarded(world))
    async with world.undone():
        scope = world.own.scope(ScopeType.PROJECT)
        token, _ = await world.enter(Role.CONTRIBUTOR, ScopeType.PROJECT, scope)
        async with browsers(world, token) as browser:
            for operation in CALLED:
                if operation.name in {"get_project", "get_framework", "change_project"}:
                    async with world.undone():
                        so_far = await written(world)
                        answer = await call(browser, operation, world.other, world)
                        now = {table for table, _ in await written(world) - so_far}
                        after = await foreign_rows(world, now & before.keys())
                    is_seen = any(after[table] != before[table] for table in after)
                    assert is_seen is (operation.name == "change_project")
                    assert answer.status_code == 200, operation.name
                    assert world.other.ids["project_id"] in answer.text


@pytest.mark.parametrize(
    "context",
    [None, Context(), Context(reads=Reach(), writes=Reach())],
    ids=["unset", "nobody", "nothing granted"],
)
async def test_s3_without_a_context_no_guarded_row_is_seen(
    world: World, context: Context | None
) -> None:
    seen, filled = {}, set()
    for (table,) in (await world.as_owner(_GUARDED)).all():
        if (await world.as_owner(f"SELECT count(*) FROM {table}")).scalar_one():  # noqa: S608  # catalogue
            filled.add(table)
        for service in ("api", "indicators", "notifications"):
            may = f"has_table_privilege('bromost_{service}', '{table}', 'SELECT')"
            if not (await world.as_owner(f"SELECT {may}")).scalar_one():
                continue
            async with world.undone():
                await world.connection.execute(text(f"SET ROLE bromost_{service}"))
                settings = settings_of(context or Context())
                blank = dict.fromkeys(settings, "") if context is None else settings
                await world.connection.execute(SET, blank)
                count = await world.connection.scalar(
                    text(f"SELECT count(*) FROM {table}")  # noqa: S608  # catalogue
                )
            if count:
                seen[table] = count

    assert seen.keys() <= COMMON_BOOKS
    # What nothing is in would be empty for everybody.
    assert filled >= {"api.project", "indicators.entry", "common.outbox", "api.account"}
