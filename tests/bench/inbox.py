"""News at the size of years: an inbox of millions, streams, and news for very many."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from uuid import UUID

import asyncpg

from bromost.postgres_programs import launcher
from bromost_common.db import new_id
from tests.deploy.distributed import free_port, wait_for

from .report import Report
from .streams import Streams
from .system import System

PEOPLE, STREAMS = 10_000, 1_000
ROWS = int(os.environ.get("BENCH_NOTIFICATIONS", "2000000"))
INBOXES = 200
ROUNDS = 5
# A stream that was just opened looks for what it missed first.
WARMING = 3
PER_SECOND, SECONDS = 200, 10
BURST = int(os.environ.get("BENCH_BURST", "50000"))
LONGEST, BURST_LONGEST = 60, 600
_MADE = f"""
    INSERT INTO api.account (id, email, display_name)
    SELECT gen_random_uuid(), 'news-' || lpad(n::text, 5, '0') || '@example.org',
      'Synthetic ' || n
    FROM generate_series(1, {PEOPLE}) AS n;
    INSERT INTO api.role_assignment (id, account_id, role)
    SELECT gen_random_uuid(), id, 'adviser' FROM api.account WHERE email LIKE 'news-%';
    INSERT INTO api.session (id, account_id, token_digest, idle_until, expires_at)
    SELECT gen_random_uuid(), id, sha256(convert_to(email, 'UTF8')),
      now() + interval '1 day', now() + interval '1 day'
    FROM api.account WHERE email LIKE 'news-%'
"""  # noqa: S608  # our own words
# Each inbox has a tenth unread and half of the rest archived, about a thing each ten.
_INBOXES = f"""
    INSERT INTO notifications.notification (account_id, event_id, topic, object_type,
      object_id, params, occurred_at, read_at, archived_at)
    SELECT a.id, gen_random_uuid(), 'organisation.registered.v1', 'organisation',
      md5((n / 10)::text || a.id)::uuid, '{{"name": "Synthetic"}}', now(),
      CASE WHEN n % 10 > 0 THEN now() END, CASE WHEN n % 10 > 4 THEN now() END
    FROM generate_series(1, {ROWS // INBOXES}) AS n CROSS JOIN
      (SELECT id FROM api.account WHERE email LIKE 'news-%' ORDER BY email
       LIMIT {INBOXES}) AS a
"""  # noqa: S608  # see above
_TOLD_IN_ALL = "SELECT count(*) FROM notifications.notification"
_TOLD_OF = f"{_TOLD_IN_ALL} WHERE event_id = $1"
_DOUBLED = f"{_TOLD_IN_ALL} HAVING count(*) > count(DISTINCT (account_id, event_id))"
_IS_BEHIND = """
    SELECT EXISTS (SELECT FROM common.outbox o WHERE NOT EXISTS (
      SELECT FROM common.inbox i
      WHERE i.message_id = o.id AND i.consumer = 'notifications'))
"""
_EVENT = """
    INSERT INTO common.outbox (id, event_type, object_type, object_id, payload)
    VALUES ($1, 'organisation.registered.v1', 'organisation', $2, $3)
"""
# All of one actor, each for one person.
_BURST = f"""
    INSERT INTO common.outbox
      (id, event_type, object_type, object_id, actor_id, payload)
    SELECT uuidv7(), 'organisation.registered.v1', 'organisation', gen_random_uuid(),
      '01a20000-0000-7000-8000-000000000001', jsonb_build_object('told_to',
        jsonb_build_array(($1::uuid[])[1 + n % cardinality($1::uuid[])]))
    FROM generate_series(1, {BURST}) AS n
"""  # noqa: S608  # our own words
# What the relay does with an event, in the form that the streams see.
_TOLD = """
    WITH made AS (INSERT INTO notifications.notification (account_id, event_id, topic,
      object_type, object_id, params, occurred_at)
    SELECT a, $2, 'organisation.registered.v1', 'organisation', $2, $3, now()
    FROM unnest($1::uuid[]) AS a RETURNING id)
    SELECT pg_notify('inbox', min(id) || ' ' || max(id)) FROM made
"""


def measure(system: System, report: Report) -> None:
    asyncio.run(system.execute(*_MADE.split(";"), "VACUUM ANALYZE"))
    with _services(system) as port:
        asyncio.run(_with_services(system, report, port))
        started = time.monotonic()
        asyncio.run(system.execute(_INBOXES, "VACUUM ANALYZE"))
        sys.stdout.write(f"     {ROWS} made in {time.monotonic() - started:.0f} s\n")
        _inboxes(system, report, port)


@contextmanager
def _services(system: System) -> Iterator[int]:
    """The web process of this service and its worker."""
    port = free_port()
    env = os.environ | {
        "BROMOST_NOTIFICATIONS_DATABASE_URL": system.postgres.url(),
        "BROMOST_NOTIFICATIONS_PUBLIC_URL": system.url,
        "BROMOST_NOTIFICATIONS_REQUESTS_PER_MINUTE": "100000000",
        "BROMOST_NOTIFICATIONS_PORT": str(port),
    }
    with ExitStack() as stack:
        log = stack.enter_context((system.folder / "notifications.log").open("wb"))
        for module in ("bromost_notifications", "bromost_notifications.worker"):
            command = [*launcher("same"), sys.executable, "-m", module]
            started = subprocess.Popen(command, env=env, stdout=log, stderr=log)
            stack.callback(started.wait, 20)
            stack.callback(started.terminate)
        wait_for(f"http://127.0.0.1:{port}/health/ready", system.folder)
        yield port


async def _with_services(system: System, report: Report, port: int) -> None:
    connection = await asyncpg.connect(system.postgres.url(driver="postgresql"))
    try:
        # What happened while the portfolio was loaded is told first.
        started = time.monotonic()
        while await connection.fetchval(_IS_BEHIND):
            assert time.monotonic() - started < LONGEST
            await asyncio.sleep(0.2)
        await _fanned_out(connection, report)
        rows = await connection.fetch(
            "SELECT id, email FROM api.account WHERE email LIKE 'news-%'"
            " ORDER BY email LIMIT $1",
            STREAMS,
        )
        async with Streams.open(port, [row["email"] for row in rows]) as streams:
            people = [row["id"] for row in rows]
            await _streamed(connection, report, streams, people)
            await _kept_up(connection, report, streams, people)
        await _burst(connection, report, people)
    finally:
        await connection.close()


async def _fanned_out(connection: asyncpg.Connection, report: Report) -> None:
    """From the commit of one event until everybody has it in the inbox."""
    waited = []
    for _ in range(ROUNDS + 1):
        event_id = await _publish(connection, {"name": "Synthetic"})
        committed = time.monotonic()
        while await connection.fetchval(_TOLD_OF, event_id) < PEOPLE:
            assert time.monotonic() - committed < LONGEST
            await asyncio.sleep(0.02)
        waited.append(time.monotonic() - committed)
    report.at_most(
        f"one event told to {PEOPLE:,} people, seconds",
        # The first waits for the worker to start.
        max(waited[1:]),
        target=1,
        detail=f"the longest of {ROUNDS}, the shortest {min(waited):.2f};"
        f" load {os.getloadavg()[0]:.1f}",
    )


async def _streamed(
    connection: asyncpg.Connection,
    report: Report,
    streams: Streams,
    people: list[UUID],
) -> None:
    """From the commit of what is new until each of a thousand streams has it."""
    for round_ in range(WARMING + 20):
        if round_ == WARMING:
            streams.taken()
        params = json.dumps({"at": time.monotonic_ns()})
        await connection.execute(_TOLD, people, new_id(), params)
        await streams.received(len(people), LONGEST)
    took = streams.taken()
    report.at_most(
        f"what is new on {STREAMS:,} streams of one process, p99 in milliseconds",
        took[int(len(took) * 0.99)],
        target=100,
        detail=f"from before it is written; median {took[len(took) // 2]:.0f},"
        f" {len(took):,} lines; load {os.getloadavg()[0]:.1f}",
    )


async def _kept_up(
    connection: asyncpg.Connection,
    report: Report,
    streams: Streams,
    people: list[UUID],
) -> None:
    """Events at a steady pace, each for one person, until it is on their page."""
    started = time.monotonic()
    for number in range(PER_SECOND * SECONDS):
        await asyncio.sleep(max(0, started + number / PER_SECOND - time.monotonic()))
        one = str(people[number % len(people)])
        await _publish(connection, {"at": time.monotonic_ns(), "told_to": [one]})
    pace = PER_SECOND * SECONDS / (time.monotonic() - started)
    await streams.received(PER_SECOND * SECONDS, LONGEST)
    took = streams.taken()
    report.at_most(
        f"event to open page at {PER_SECOND} events a second, p95 in seconds",
        took[int(len(took) * 0.95)] / 1000,
        target=1,
        detail=f"{len(took):,} events at {pace:.0f} a second, median"
        f" {took[len(took) // 2] / 1000:.2f}; load {os.getloadavg()[0]:.1f}",
    )


async def _burst(
    connection: asyncpg.Connection, report: Report, people: list[UUID]
) -> None:
    """A machine runs wild; meanwhile others go on with what they do."""
    before = await connection.fetchval(_TOLD_IN_ALL)
    await connection.execute(_BURST, people)
    started, done, others = time.monotonic(), 0, 0
    waits: list[float] = []
    while done < BURST + others:
        assert time.monotonic() - started < BURST_LONGEST, done
        others += 1
        waits.append(await _one_of_others(connection, people[others]))
        await asyncio.sleep(1)
        done = await connection.fetchval(_TOLD_IN_ALL) - before
    took = time.monotonic() - started
    doubled = await connection.fetchval(_DOUBLED)
    assert (done, doubled) == (BURST + others, None)
    waits.sort()
    report.at_most(
        f"event of somebody else in a burst of {BURST:,}, p95 in seconds",
        waits[int(len(waits) * 0.95)],
        target=1,
        detail=f"{len(waits)} of them, median {waits[len(waits) // 2]:.2f}; all of the"
        f" burst told after {took:.0f} s, none lost or doubled;"
        f" load {os.getloadavg()[0]:.1f}",
    )


async def _one_of_others(connection: asyncpg.Connection, person: UUID) -> float:
    """Seconds until what happened is in the inbox of the one whom it concerns."""
    event_id = await _publish(connection, {"told_to": [str(person)]})
    committed = time.monotonic()
    while not await connection.fetchval(_TOLD_OF, event_id):
        assert time.monotonic() - committed < BURST_LONGEST
        await asyncio.sleep(0.02)
    return time.monotonic() - committed


async def _publish(connection: asyncpg.Connection, payload: dict[str, Any]) -> UUID:
    event_id = new_id()
    await connection.execute(_EVENT, event_id, new_id(), json.dumps(payload))
    return event_id


def _inboxes(system: System, report: Report, port: int) -> None:
    for what, path in (
        ("a page of the inbox", "/v1/inbox"),
        ("a page of unread ones", "/v1/inbox?state=unread"),
        ("a page by threads", "/v1/inbox/threads"),
        ("the count", "/v1/inbox/count"),
    ):
        speed = system.ask(path, port=port, cookie="news-00001@example.org", clients=1)
        report.at_most(
            f"{what}, {ROWS:,} rows in all, p95 in milliseconds",
            speed.p95_ms,
            target=20,
            detail=f"{ROWS // INBOXES:,} of them this person's, one after the other;"
            f" median {speed.p50_ms:.1f}; load {os.getloadavg()[0]:.1f}",
        )
