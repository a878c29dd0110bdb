"""S2, S19: what the services' database roles may do at all, asked of the catalogue."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

SERVICES = ("api", "indicators", "notifications")
ROLES = [f"bromost_{service}" for service in SERVICES]
SCHEMAS = (*SERVICES, "common")
JOBS = (
    "common.job_start",
    "common.pgqueuer",
    "common.pgqueuer_log",
    "common.pgqueuer_schedules",
    "common.pgqueuer_statistics",
)
# Tables without row-level security, and why that is right.
EXEMPT = {
    **dict.fromkeys(JOBS, "the workers' queue: ids of work, which every worker takes"),
    "common.idempotency": "keyed by a digest of the caller's credential; no list of it",
}
# What one service lets others read, and how it is narrowed.
PUBLISHED = {
    "api.account_directory_v1": "names of colleagues for what they did, no addresses",
    "api.account_grant_v1": "filters: one's own, or everything for the system",
    "api.conversion_rate_v1": "rates of currencies, which all may read",
    "api.country_directory_v1": "codes of countries",
    "api.held_project_v1": "filters: on what the reader's roles may act",
    "api.obligation_v1": "filters: what is seen, and of people their own",
    "api.organisation_name_v1": "names of organisations: the phone book",
    "api.organisation_place_v1": "where organisations are: the phone book",
    "api.programme_directory_v1": "filters: what the reader sees",
    "api.programme_goal_v1": "filters: what the reader sees",
    "api.project_country_v1": "filters: what the reader sees",
    "api.project_directory_v1": "filters: what the reader sees",
    "api.project_reporting_v1": "filters: what the reader sees",
    "api.project_side_v1": "filters: what the reader sees",
    "api.project_spending_v1": "filters: what the reader sees",
    "api.project_theme_v1": "filters: what the reader sees",
    "api.project_time_v1": "filters: what the reader sees",
    "api.read_project_v1": "filters: what the reader sees",
    "api.theme_directory_v1": "names of themes",
    "api.watchable_v1": "filters: what the reader sees; organisations as all see them",
    "indicators.accepted_report_v1": "filters: what the reader sees",
    "indicators.obligation_v1": "filters: what is seen, and of people their own",
    "indicators.project_use_v1": "filters: what the reader sees",
}


async def rows(connection: AsyncConnection, sql: str, **values: Any) -> Sequence[Any]:
    await connection.execute(text("RESET ROLE"))
    return (await connection.execute(text(sql), values)).all()


_TABLES = """
    SELECT format('%s.%s', n.nspname, c.relname) AS name, n.nspname AS schema,
      c.relkind::text AS kind, c.relrowsecurity AS guarded,
      (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid) AS policies,
      pg_get_userbyid(c.relowner) AS owner, c.oid
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('api', 'indicators', 'notifications', 'common')
      AND c.relkind IN ('r', 'p', 'v', 'm') ORDER BY 1
"""


async def test_s2_every_table_has_row_level_security(
    connection: AsyncConnection,
) -> None:
    tables = [t for t in await rows(connection, _TABLES) if t.kind in {"r", "p"}]
    open_ones = {t.name for t in tables if not t.guarded}

    assert len(tables) > 40
    assert open_ones - EXEMPT.keys() == set(), "guard these (`common.guard`)"
    assert EXEMPT.keys() - open_ones == set(), "these are guarded now"


async def test_s2_service_roles_cannot_pass_by(connection: AsyncConnection) -> None:
    roles = await rows(
        connection,
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,"
        " rolreplication, (SELECT count(*) FROM pg_auth_members m"
        "  WHERE m.member = r.oid) AS memberships FROM pg_roles r"
        " WHERE rolname = ANY (:roles)",
        roles=ROLES,
    )
    owners = {t.owner for t in await rows(connection, _TABLES)}

    assert {tuple(role[1:]) for role in roles} == {(False,) * 5 + (0,)}
    assert len(roles) == len(ROLES)
    assert owners & set(ROLES) == set()


@pytest.mark.parametrize("role", ROLES)
async def test_s19_no_service_reads_or_writes_anothers_tables(
    connection: AsyncConnection, role: str
) -> None:
    may = await rows(
        connection,
        f"SELECT t.name, t.kind, p.privilege FROM ({_TABLES}) t,"  # noqa: S608  # is above
        " unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE',"
        "  'REFERENCES', 'TRIGGER']) AS p(privilege)"
        " WHERE has_table_privilege(:role, t.oid, p.privilege)"
        "  AND t.schema NOT IN ('common', :own)",
        role=role,
        own=role.removeprefix("bromost_"),
    )

    assert {(m.kind, m.privilege) for m in may} <= {("v", "SELECT")}
    assert {m.name for m in may} <= PUBLISHED.keys()


async def test_s2_service_roles_only_use_rows_of_their_tables(
    connection: AsyncConnection,
) -> None:
    """TRUNCATE and triggers would go around row-level security."""
    may = await rows(
        connection,
        f"SELECT r.role, t.name, p.privilege FROM ({_TABLES}) t,"  # noqa: S608  # is above
        " unnest(CAST(:roles AS text[])) r(role),"
        " unnest(ARRAY['TRUNCATE', 'REFERENCES', 'TRIGGER']) AS p(privilege)"
        " WHERE has_table_privilege(r.role, t.oid, p.privilege)",
        roles=ROLES,
    )
    creates = await rows(
        connection,
        "SELECT r.role, s.name FROM unnest(CAST(:roles AS text[])) r(role),"
        " unnest(CAST(:schemas AS text[])) s(name)"
        " WHERE has_schema_privilege(r.role, s.name, 'CREATE')",
        roles=ROLES,
        schemas=[*SCHEMAS, "public"],
    )

    assert may == []
    assert creates == []


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        "DROP POLICY seen ON {table}",
        "CREATE POLICY mine ON {table} USING (true)",
        "ALTER TABLE {table} OWNER TO {role}",
        "TRUNCATE {table}",
        "SET LOCAL row_security = off; SELECT * FROM {table}",
        "ALTER ROLE {role} BYPASSRLS",
        "SELECT common.unguard('{table}')",
        "CREATE FUNCTION {schema}.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ],
)
async def test_s2_service_roles_cannot_disable_policies(
    connection: AsyncConnection, role: str, statement: str
) -> None:
    schema = role.removeprefix("bromost_")
    table = {
        "api": "api.project",
        "indicators": "indicators.result",
        "notifications": "notifications.notification",
    }[schema]
    await connection.execute(text(f"SET LOCAL ROLE {role}"))

    wanted = statement.format(table=table, role=role, schema=schema)
    *first, last = wanted.split(";")
    for one in first:
        await connection.execute(text(one))

    with pytest.raises(DBAPIError) as refused:
        await connection.execute(text(last))

    assert getattr(refused.value.orig, "sqlstate", None) == "42501"


async def test_s2_doors_are_closed_to_all_but_the_services(
    connection: AsyncConnection,
) -> None:
    """Functions that act as the owner say where they look, and who may call them."""
    doors = await rows(
        connection,
        "SELECT p.oid::regprocedure::text AS name, p.proconfig AS settings FROM"
        " pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname = ANY (:schemas) AND p.prosecdef"
        " AND p.prorettype <> 'trigger'::regtype",
        schemas=list(SCHEMAS),
    )

    assert len(doors) >= 10
    where = "search_path=pg_catalog"
    assert [d.name for d in doors if where not in (d.settings or [])] == []
    # A role that was granted nothing: not even into the rooms of the doors.
    let_in = await rows(
        connection,
        "SELECT s.name FROM unnest(CAST(:schemas AS text[])) s(name)"
        " WHERE has_schema_privilege('pg_monitor', s.name, 'USAGE')",
        schemas=list(SCHEMAS),
    )
    assert let_in == []


async def test_s2_published_views_are_a_list(connection: AsyncConnection) -> None:
    views = [t.name for t in await rows(connection, _TABLES) if t.kind in {"v", "m"}]
    shared = await rows(
        connection,
        "SELECT v.name FROM unnest(CAST(:views AS text[])) v(name),"
        " unnest(CAST(:roles AS text[])) r(role)"
        " WHERE has_table_privilege(r.role, v.name, 'SELECT')"
        " AND r.role <> 'bromost_' || split_part(v.name, '.', 1)"
        " AND v.name NOT LIKE 'common.%'",
        views=views,
        roles=ROLES,
    )

    assert {v.name for v in shared} == PUBLISHED.keys()


async def test_s2_a_view_lets_nothing_be_changed(connection: AsyncConnection) -> None:
    """Through a view of the owner's, a change would pass row-level security by."""
    may = await rows(
        connection,
        f"SELECT r.role, t.name, p.privilege FROM ({_TABLES}) t,"  # noqa: S608  # is above
        " unnest(CAST(:roles AS text[])) r(role),"
        " unnest(ARRAY['INSERT', 'UPDATE', 'DELETE']) AS p(privilege)"
        " WHERE t.kind IN ('v', 'm')"
        "  AND has_table_privilege(r.role, t.oid, p.privilege)",
        roles=ROLES,
    )

    assert may == []


async def test_s2_what_binds_whom_is_nobodys_to_read(
    connection: AsyncConnection,
) -> None:
    may = await rows(
        connection,
        "SELECT r.role FROM unnest(CAST(:roles AS text[])) r(role)"
        " WHERE has_table_privilege(r.role, 'api.project_bond', 'SELECT')",
        roles=ROLES,
    )

    assert may == []
