"""Results at a programme's size: figures shown, kept and calculated anew."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

import asyncpg
import httpx
from sqlalchemy import text

from bromost.postgres_programs import launcher
from bromost_common.db import SessionMaker, create_engine, session_maker
from bromost_indicators.figures.auditing import audit
from bromost_indicators.figures.models import FigureAudit
from bromost_indicators.figures.recompute import in_processes
from tests.deploy.distributed import free_port, wait_for

from . import accepted, corpus
from .corpus import ENTRIES, PERIODS, USES, Corpus
from .report import Report
from .system import System

# The whole size is 1,000 projects; this one takes a few minutes.
PROJECTS = int(os.environ.get("BENCH_PROJECTS", "40"))
MILLION = 1_000_000
# All that the figures of a programme come from and are, moved by the database alone.
_FLOOR = """
    CREATE TEMP TABLE floor_entry ON COMMIT DROP AS
      SELECT DISTINCT ON (period_id, place_id) * FROM indicators.entry
      WHERE status = 'accepted' ORDER BY period_id, place_id, number DESC;
    CREATE TEMP TABLE floor_figure ON COMMIT DROP AS
      SELECT * FROM indicators.period_figure;
"""
_ACCEPTED = """
    INSERT INTO indicators.entry (id, period_id, number, value, state, status)
    VALUES (gen_random_uuid(), $1, $2, $3, 'reported', 'accepted')
"""


def measure(system: System, report: Report) -> None:
    url = system.postgres.url()
    started = time.monotonic()
    made = asyncio.run(corpus.make(system.postgres.url(driver="postgresql"), PROJECTS))
    entries = PROJECTS * USES * PERIODS * ENTRIES
    sys.stdout.write(
        f"     {PROJECTS} projects, {made.uses} uses, {entries} entries made in"
        f" {time.monotonic() - started:.0f} s; load {os.getloadavg()[0]:.1f}\n"
    )
    asyncio.run(_calculated(url, report, made, "first"))
    asyncio.run(_calculated(url, report, made, "again"))
    with _worker(system), _web(system) as port:
        asyncio.run(_seen_above(system, report, made))
        accepted.measure(system, report, made, port)
    with _web(system) as port:
        _shown(system, report, made, port)
        _recorded(system, report, made, port)


async def _calculated(url: str, report: Report, made: Corpus, which: str) -> None:
    """All figures anew, in as many processes as there are processors."""
    engine = create_engine(url, role="bromost_indicators", task="worker")
    sessions = session_maker(engine)
    helpers = in_processes(os.cpu_count() or 1, url)
    started = time.monotonic()
    found: FigureAudit = await audit(sessions, helpers=helpers)
    took = time.monotonic() - started
    assert found.differing == 0, found.examples
    floor = await _floor(sessions)
    await engine.dispose()
    per_million = took * MILLION / (made.uses * PERIODS)
    report.at_most(
        f"all figures anew ({which}), seconds for a million periods",
        per_million,
        target=120,
        detail=f"{took:.1f} s, {took / floor:.0f} times the rows moved by the database",
    )


async def _floor(sessions: SessionMaker) -> float:
    started = time.monotonic()
    async with sessions.begin() as session:
        await session.execute(text("SET LOCAL ROLE NONE"))
        for statement in _FLOOR.split(";"):
            if statement.strip():
                await session.execute(text(statement))
    return time.monotonic() - started


@contextmanager
def _worker(system: System) -> Iterator[None]:
    worker = subprocess.Popen(
        [*launcher("same"), sys.executable, "-m", "bromost_indicators.worker"],
        env=os.environ | {"BROMOST_INDICATORS_DATABASE_URL": system.postgres.url()},
    )
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(10)


async def _seen_above(system: System, report: Report, made: Corpus) -> None:
    """From the commit of a value to the programme's figure that has it."""
    connection = await asyncpg.connect(system.postgres.url(driver="postgresql"))
    kept = "SELECT life_value FROM indicators.figure WHERE indicator_id = $1"
    waited = []
    try:
        for round_ in range(8):
            above = made.indicator_id(0, round_)
            before = await connection.fetchval(kept, above)
            period = made.period_id(1, round_, 0)
            values = (period, ENTRIES + 1, 1000 + round_)
            await connection.execute(_ACCEPTED, *values)
            committed = time.monotonic()
            while await connection.fetchval(kept, above) == before:  # noqa: ASYNC110  # another process writes it
                await asyncio.sleep(0.005)
            waited.append(time.monotonic() - committed)
    finally:
        await connection.close()
    # The first waits for the process to start.
    report.at_most(
        "an accepted value in the programme's figure, seconds",
        max(waited[1:]),
        target=1,
        detail=f"the longest of {len(waited) - 1}, {PROJECTS} projects below",
    )


@contextmanager
def _web(system: System) -> Iterator[int]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with (system.folder / "indicators.log").open("wb") as log:
        web = subprocess.Popen(
            [*launcher("same"), sys.executable, "-m", "bromost_indicators"],
            env=os.environ
            | {
                "BROMOST_INDICATORS_DATABASE_URL": system.postgres.url(),
                "BROMOST_INDICATORS_PUBLIC_URL": system.url,
                "BROMOST_INDICATORS_REQUESTS_PER_MINUTE": "100000000",
                "BROMOST_INDICATORS_PORT": str(port),
            },
            stdout=log,
            stderr=log,
        )
        try:
            wait_for(f"{url}/health/ready", system.folder)
            yield port
        finally:
            web.terminate()
            web.wait(10)


def _shown(system: System, report: Report, made: Corpus, port: int) -> None:
    project, programme = made.project_id(1), made.programme_id
    indicator = made.indicator_id(0, 0)
    summary = f"/v1/performance/summary?programme_id={programme}"
    for what, path in (
        ("figures of a programme's indicator", f"/v1/indicators/{indicator}/figures"),
        ("a project's framework", f"/v1/projects/{project}/results"),
        ("coverage of the programme", f"/v1/frameworks/{programme}/coverage"),
        ("the programme's table", f"/v1/performance?owner_id={programme}"),
        ("the programme's dashboard", summary),
        ("the programme's dashboard by project", f"{summary}&by=project"),
    ):
        taken = list(_asked(system, port, path))
        if not taken:
            sys.stdout.write(f"     {what}: there is no {path}\n")
            continue
        report.at_most(
            f"{what}, p95 in milliseconds",
            taken[int(len(taken) * 0.95)],
            target=150,
            detail=f"median {taken[len(taken) // 2]:.0f}, one after the other,"
            f" {len(taken)} times; load {os.getloadavg()[0]:.1f}",
        )


def _asked(system: System, port: int, path: str) -> Iterator[float]:
    taken = []
    url = f"http://127.0.0.1:{port}"
    with httpx.Client(base_url=url, cookies={"sid": system.cookie}) as client:
        for _ in range(45):
            started = time.monotonic()
            answer = client.get(path)
            taken.append((time.monotonic() - started) * 1000)
            if answer.status_code == 404:
                return iter(())
            answer.raise_for_status()
    return iter(sorted(taken[5:]))


def _recorded(system: System, report: Report, made: Corpus, port: int) -> None:
    """A sheet of values through the front door, against COPY of as many entries."""
    values, body = 0, dict[str, Any]()
    url = f"http://127.0.0.1:{port}"
    started = time.monotonic()
    with httpx.Client(
        base_url=url, cookies={"sid": system.cookie}, timeout=60
    ) as client:
        for project in range(2, min(7, PROJECTS)):
            body = {"submit": True, "rows": [*_sheet(made, project)]}
            path = f"/v1/projects/{made.project_id(project)}/entries"
            answer = client.post(path, json=body)
            answer.raise_for_status()
            values += answer.json()["saved"]
    per_second = values / (time.monotonic() - started)
    floor = asyncio.run(_copied(system, made))
    report.ratio(
        "values recorded per second",
        per_second,
        target=20_000,
        detail=f"{values} of 5 sheets; COPY alone {floor:.0f}",
    )


def _sheet(made: Corpus, project: int) -> Iterator[dict[str, Any]]:
    for use in range(USES):
        for period in range(PERIODS):
            yield {
                "period_id": str(made.period_id(project, use, period)),
                "version": 1,
                "state": "reported",
                "value": str(use * 10 + period + 1),
                "reason": "Synthetic.",
            }


async def _copied(system: System, made: Corpus) -> float:
    connection = await asyncpg.connect(system.postgres.url(driver="postgresql"))
    rows = [
        (made.period_id(2, use, period), number, datetime.now(UTC))
        for use in range(USES)
        for period in range(PERIODS)
        for number in range(5)
    ]
    try:
        await connection.execute(
            "CREATE TEMP TABLE copied (a uuid, b int, c timestamptz)"
        )
        started = time.monotonic()
        await connection.copy_records_to_table("copied", records=rows)
        return len(rows) / (time.monotonic() - started)
    finally:
        with suppress(asyncpg.PostgresError):
            await connection.close()
