"""Every paged list, on the reference portfolio: what a page costs, and its bounds."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    async_sessionmaker,
    create_async_engine,
)

from bromost.demo import load_news, load_portfolio
from bromost_common.auth import Role
from bromost_common.paging import MAX_LIMIT
from bromost_indicators.figures.keeping import catch_up_with_all
from tests.conftest import SignIn, client_of
from tests.statements import statements

from .operations import SERVICES, Operation, label, operations

PAGED = [one for one in operations() if one.is_safe and "cursor" in one.parameters]
every_list = pytest.mark.parametrize("operation", PAGED, ids=label)

# Something of which the demo portfolio has several parts.
RICHEST = {
    "project_id": "SELECT project_id FROM indicators.result",
    "period_id": "SELECT period_id FROM indicators.entry",
    "definition_id": "SELECT v.definition_id FROM indicators.indicator i"
    " JOIN indicators.definition_version v ON v.id = i.definition_version_id"
    " JOIN indicators.definition d ON d.id = v.definition_id WHERE d.code IS NOT NULL",
    "entry_id": "SELECT entry_id FROM indicators.entry_step",
    "owner_id": "SELECT project_id FROM indicators.period_lock",
    "import_id": "SELECT batch_id FROM api.import_row",
    "programme_id": "SELECT programme_id FROM notifications.announcement",
    "funding_round_id": "SELECT round_id FROM api.funding_application",
    "channel_id": "SELECT channel_id FROM notifications.chat_message",
}
# The history of the first kind of thing that a service has.
CHANGED = {
    "api": "SELECT organisation_id FROM api.organisation_alias",
    "indicators": "SELECT project_id FROM indicators.result",
}
# Of which it has one or two: a copy is told apart by this.
COPIED = {
    "api.conversion_rate": "'valid_on', r.valid_on + n",
    "api.import_batch": "'created_at', r.created_at + n * interval '1 s'",
    "indicators.entry": "'number', r.number + 1000 * n",
    "indicators.entry_step": "'number', r.number + 1000 * n",
}
MORE_PROGRAMMES = """
    INSERT INTO api.programme (id, code, title)
    SELECT gen_random_uuid(), 'P' || n, p.title
    FROM (SELECT title FROM api.programme LIMIT 1) p, generate_series(1, 9) n
"""
MORE_NETWORKS = """
    INSERT INTO api.network (id, programme_id, code, name)
    SELECT gen_random_uuid(), p.id, 'N' || n, p.title
    FROM (SELECT id, title FROM api.programme LIMIT 1) p, generate_series(1, 9) n
"""
MORE_PRACTICES = """
    INSERT INTO api.practice (id, programme_id, kind, title, summary)
    SELECT gen_random_uuid(), p.id, 'guide', p.title, p.title
    FROM (SELECT id, title FROM api.programme LIMIT 1) p, generate_series(1, 9) n
"""
DRAFTS = """
    INSERT INTO notifications.announcement (id, programme_id, audience, title, text,
      original_language)
    SELECT gen_random_uuid(), p.id, 'roles', p.title, p.title, 'en'
    FROM (SELECT id, title FROM api.programme LIMIT 1) p, generate_series(1, 9) n
"""
# A chat channel of the same programme, and what it was told.
TOLD = """
    WITH channel AS (
      INSERT INTO notifications.chat_channel (id, programme_id, name, kind, host,
        sealed, language, topics)
      SELECT gen_random_uuid(), programme_id, 'C', 'slack', 'chat.example', '', 'en',
        '{project.changed}'
      FROM notifications.announcement LIMIT 1 RETURNING id
    ), message AS (
      INSERT INTO notifications.chat_message (id, channel_id, news, news_count, is_open,
        occurred_at)
      SELECT gen_random_uuid(), id, '[{"topic": "chat_channel.test"}]', 1, false, now()
      FROM channel, generate_series(1, 9) RETURNING id, channel_id
    )
    INSERT INTO notifications.delivery (id, source_kind, source_id, channel, target_id,
      max_attempt, expires_at)
    SELECT gen_random_uuid(), 'event', id, 'chat', channel_id, 1, now() FROM message
"""
# A project's accounts.
ENTRIES = """
    INSERT INTO api.transaction (id, project_id, kind, happened_on, amount, currency,
      giver_id)
    SELECT gen_random_uuid(), p.project_id, 'expenditure', make_date(2006, 1, n), n,
      'NOK', o.id
    FROM (SELECT DISTINCT project_id FROM indicators.result
      WHERE project_id IS NOT NULL) p, (SELECT id FROM api.organisation LIMIT 1) o,
      generate_series(1, 9) n
"""
# What a project hands on.
HANDED_ON = """
    INSERT INTO api.sub_award (id, project_id, kind, giver_id, receiver_id, amount,
      currency, awarded_on)
    SELECT gen_random_uuid(), p.project_id, 'grant', o.ids[1], o.ids[2], n, 'NOK',
      make_date(2006, 1, n)
    FROM (SELECT DISTINCT project_id FROM indicators.result
      WHERE project_id IS NOT NULL) p,
      (SELECT array_agg(id) AS ids FROM api.organisation) o, generate_series(1, 9) n
"""
# Who applied for funding.
APPLIED = """
    WITH round AS (
      INSERT INTO api.funding_round (id, programme_id, name, opened_on)
      SELECT gen_random_uuid(), id, title, '2006-01-01' FROM api.programme LIMIT 1
      RETURNING id, programme_id
    )
    INSERT INTO api.funding_application (id, round_id, programme_id, partnership_id,
      applied_on)
    SELECT gen_random_uuid(), r.id, r.programme_id, p.id, '2006-02-01'
    FROM round r, (SELECT id FROM api.partnership LIMIT 9) p
"""
# The worker forgets at night, and these tests run at any hour.
NIGHTS = """
    INSERT INTO common.retention_run (ran_on, service, table_name, deleted)
    SELECT make_date(2006, 1, n), 'api', 'api.session', n FROM generate_series(1, 9) n
"""
# A library, of which the portfolio's indicators go by the first definition.
LIBRARY = (
    """
    INSERT INTO indicators.definition (id, code)
    SELECT gen_random_uuid(), 'D' || n FROM generate_series(1, 9) n
    """,
    """
    INSERT INTO indicators.definition_version (id, definition_id, number, name,
      original_language, kind, unit, direction, cumulation, over_time, over_children,
      published_at)
    SELECT gen_random_uuid(), id, 1, '{"en": "D"}', 'en', 'number', 'number',
      'increase', 'none', 'latest', 'sum', now()
    FROM indicators.definition WHERE code ~ '^D[1-9]$'
    """,
    """
    UPDATE indicators.indicator SET definition_version_id = (
      SELECT v.id FROM indicators.definition_version v
      JOIN indicators.definition d ON d.id = v.definition_id WHERE d.code = 'D1')
    """,
    """
    WITH axis AS (
      INSERT INTO indicators.axis (id, code, name, original_language)
      SELECT gen_random_uuid(), 'A' || n, '{"en": "A"}', 'en'
      FROM generate_series(1, 9) n RETURNING id
    )
    INSERT INTO indicators.category (id, axis_id, code, name, position, is_unknown)
    SELECT gen_random_uuid(), id, 'unknown', '{"en": "Unknown"}', 1, true FROM axis
    """,
    """
    INSERT INTO indicators.period_lock (id, project_id, starts_on, ends_on, reason)
    SELECT gen_random_uuid(), p.id, make_date(1960 + n, 1, 1),
      make_date(1960 + n, 12, 31), 'Reported.'
    FROM (SELECT id FROM api.project LIMIT 1) p, generate_series(1, 9) n
    """,
    """
    INSERT INTO indicators.cross_check (id, project_id, definition_ids, comparison,
      message, original_language, meaning)
    SELECT gen_random_uuid(), p.id, d.ids, 'at_most', '{"en": "So."}', 'en', n::text
    FROM (SELECT id FROM api.project LIMIT 1) p, generate_series(1, 9) n,
      (SELECT array_agg(id) AS ids FROM indicators.definition
       WHERE code IN ('D1', 'D2')) d
    """,
    """
    INSERT INTO indicators.reporting_requirement (id, programme_id, kind, title,
      original_language, owed_by, rhythm)
    SELECT gen_random_uuid(), g.id, 'special', '{"en": "R"}', 'en', 'lead_partners',
      'explicit'
    FROM api.programme g, generate_series(1, 9) n
    """,
    """
    INSERT INTO indicators.report (id, requirement_id, programme_id, project_id,
      organisation_id, kind, starts_on, ends_on, due_on, grace_days, parts)
    SELECT gen_random_uuid(), q.id, p.programme_id, p.id, o.id, 'special',
      '2006-01-01', '2006-12-31', '2007-01-30', 0, '{}'
    FROM (SELECT id, programme_id FROM api.project LIMIT 1) p
    CROSS JOIN LATERAL (SELECT r.id FROM indicators.reporting_requirement r
      WHERE r.programme_id = p.programme_id LIMIT 1) q,
      (SELECT id FROM api.organisation LIMIT 9) o
    """,
    """
    INSERT INTO indicators.contribution_link (id, project_id, name, email, language,
      starts_on, ends_on, token_digest, made_by, expires_at)
    SELECT gen_random_uuid(), p.project_id, 'A. Example', 'a@example.org', 'en',
      '2006-01-01', '2006-12-31', sha256(convert_to(p.project_id::text || n, 'UTF8')),
      gen_random_uuid(), now() + interval '1 day'
    FROM (SELECT DISTINCT project_id FROM indicators.result
      WHERE project_id IS NOT NULL) p, generate_series(1, 9) n
    """,
)
# Somebody who has just signed in was told nothing yet, and seen by nobody.
EMPTY = {
    "list_notifications",
    "list_threads",
    "list_todo",
    "list_watches",
    "list_webhook_deliveries",
    "list_unhandled_events",
    "list_suppressions",
    "list_person_requests",
    "list_invitations",
    "list_machines",
    "list_analysis_access",
    "list_mail",
    "list_saved_views",
    "list_personal_reads",
    "list_reads_of_own_data",
}
# Of the portfolio, things were made once and not changed since.
SHORT = {"api.list_changes"}


def copies_of(table: str, difference: str) -> str:
    return f"""
        INSERT INTO {table}
        SELECT (jsonb_populate_record(
          r, jsonb_build_object('id', gen_random_uuid(), {difference}))).*
        FROM {table} r, generate_series(1, 9) n
    """  # noqa: S608  # both are written above


@pytest.fixture(scope="module")
async def engine(
    template_url: str, new_database: Callable[[str | None], str]
) -> AsyncIterator[AsyncEngine]:
    """The reference portfolio instead of an empty database."""
    template = make_url(template_url).database
    url = await asyncio.to_thread(new_database, template)
    await asyncio.to_thread(load_portfolio, url)
    await asyncio.to_thread(load_news, url)
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.execute(text(MORE_PROGRAMMES))
        await connection.execute(text(MORE_NETWORKS))
        await connection.execute(text(MORE_PRACTICES))
        await connection.execute(text(DRAFTS))
        await connection.execute(text(TOLD))
        await connection.execute(text(NIGHTS))
        await connection.execute(text(ENTRIES))
        await connection.execute(text(HANDED_ON))
        await connection.execute(text(APPLIED))
        for statement in LIBRARY:
            await connection.execute(text(statement))
        for table, difference in COPIED.items():
            await connection.execute(text(copies_of(table, difference)))
    # As it is found when the worker has done its work.
    await catch_up_with_all(async_sessionmaker(engine, expire_on_commit=False))
    yield engine
    await engine.dispose()


@pytest.fixture
async def browser(
    operation: Operation,
    registry: FastAPI,
    indicators: FastAPI,
    notifications: FastAPI,
    sign_in: SignIn,
) -> AsyncIterator[AsyncClient]:
    """An administrator at the operation's service."""
    apps = dict(zip(SERVICES, (registry, indicators, notifications), strict=True))
    async for client in client_of(apps[operation.service]):
        yield await sign_in(client, Role.ADMINISTRATOR)


@pytest.fixture
async def path(operation: Operation, connection: AsyncConnection) -> str:
    values = {}
    richest = RICHEST | {"object_id": CHANGED.get(operation.service, "")}
    for name in operation.parameters:
        if name in richest:
            ranked = f"{richest[name]} GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
            values[name] = str(await connection.scalar(text(ranked)))
    return operation.url(**values)


@every_list
async def test_number_of_statements_does_not_depend_on_number_of_items(
    operation: Operation, path: str, browser: AsyncClient, connection: AsyncConnection
) -> None:
    found, sent = [], []
    for limit in (1, MAX_LIMIT):
        with statements(connection) as counted:
            answer = await browser.get(path, params={"limit": limit})
        assert answer.status_code == 200, answer.text
        found.append(len(answer.json()["items"]))
        # Whose data were shown is one more at the most, where it was anybody's.
        traces = [one for one in counted if "common.record_read" in one]
        assert len(traces) <= 1
        sent.append(len(counted) - len(traces))

    assert sent[0] == sent[1] <= 10
    assert (found[0] < found[1]) == (
        operation.name not in EMPTY and label(operation) not in SHORT
    )


@every_list
async def test_pages_follow_each_other_without_gap_or_repetition(
    operation: Operation, path: str, browser: AsyncClient
) -> None:
    whole = (await browser.get(path, params={"limit": 60, "with_total": True})).json()
    parts: list[Any] = []
    cursor: str | None = None
    while len(parts) < 60:
        query: dict[str, Any] = {"limit": 7} | ({"cursor": cursor} if cursor else {})
        page = (await browser.get(path, params=query)).json()
        assert page["total"] is None
        parts += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert parts[: len(whole["items"])] == whole["items"]
    if whole["next_cursor"] is None:
        assert len(parts) == len(whole["items"])
        assert whole["total"] == len(parts)
    assert operation.is_safe


@every_list
@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": MAX_LIMIT + 1},
        {"limit": "many"},
        {"cursor": "bm90IG91cnM"},
        {"cursor": "ø"},
        {"cursor": "W10"},
        {"cursor": "a" * 2001},
        {"cursor": "WyJuYW1lIixudWxsLG51bGxd"},
    ],
    ids=str,
)
async def test_bad_pages_are_refused(
    operation: Operation, path: str, browser: AsyncClient, query: dict[str, Any]
) -> None:
    answer = await browser.get(path, params=query)

    assert answer.status_code == 422, operation.name
    assert answer.json()["fields"][0]["loc"] == ["query", *query]
