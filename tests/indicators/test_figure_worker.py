"""The worker that keeps figures, over real connections: cut off, raced, and timed."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bromost_common.db import SessionMaker, create_engine, session_maker
from bromost_indicators.figures.auditing import audit
from bromost_indicators.figures.keeping import catch_up, catch_up_with_all
from bromost_indicators.figures.parts import PartRepository
from bromost_indicators.figures.recompute import in_processes
from bromost_indicators.figures.worker import FigureWorker

from .many import MAKE

pytestmark = pytest.mark.committed
INDICATORS = 1_000
_RECORD = """
    INSERT INTO indicators.entry (id, period_id, number, value, state, status)
    SELECT gen_random_uuid(), p.id, :number, extract(year FROM p.starts_on) - 2000,
      'reported', 'accepted'
    FROM indicators.period p
"""


@pytest.fixture
async def sessions(committed_database_url: str) -> AsyncIterator[SessionMaker]:
    engine: AsyncEngine = create_engine(
        committed_database_url, role="bromost_indicators", task="worker", pool_size=4
    )
    yield session_maker(engine)
    await engine.dispose()


async def run(sessions: SessionMaker, sql: str, **values: object) -> None:
    async with sessions.begin() as session:
        await session.execute(text("SET LOCAL ROLE NONE"))
        await session.execute(text(sql), values)


async def number(sessions: SessionMaker, sql: str) -> int:
    async with sessions.begin() as session:
        return int(await session.scalar(text(sql)) or 0)


async def due(sessions: SessionMaker) -> int:
    marked = "SELECT count(DISTINCT indicator_id) FROM indicators.figure_due"
    return await number(sessions, marked)


async def filled(sessions: SessionMaker, count: int) -> UUID:
    project = uuid4()
    await run(sessions, MAKE, project=project, count=count)
    await run(sessions, _RECORD, number=1)
    return project


async def until(met: Callable[[], Awaitable[bool]]) -> None:
    for _ in range(6_000):
        if await met():
            return
        await asyncio.sleep(0.005)
    raise AssertionError


def worker(url: str) -> "asyncio.Future[asyncio.subprocess.Process]":
    environment = {**os.environ, "BROMOST_INDICATORS_DATABASE_URL": url}
    started = asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bromost_indicators.worker"), env=environment
    )
    return asyncio.ensure_future(started)


async def test_a_worker_that_is_killed_loses_nothing(
    sessions: SessionMaker, committed_database_url: str
) -> None:
    await filled(sessions, INDICATORS)
    process = await worker(committed_database_url)

    async def halfway() -> bool:
        return await due(sessions) not in {0, INDICATORS}

    try:
        await until(halfway)
    finally:
        os.kill(process.pid, signal.SIGKILL)
        await process.wait()
    left = await due(sessions)
    assert 0 < left < INDICATORS

    # What is written and what is marked come to all there is, and to no more.
    written = await number(sessions, "SELECT count(*) FROM indicators.figure")
    assert written + left == INDICATORS
    assert await catch_up_with_all(sessions) == left
    found = await audit(sessions)
    assert (found.indicators, found.differing) == (INDICATORS, 0)


async def test_an_audit_is_done_in_processes_and_outlives_them(
    sessions: SessionMaker, committed_database_url: str
) -> None:
    """Some are killed in the middle of it; nothing is lost, and nothing done twice."""
    await filled(sessions, INDICATORS)
    await run(sessions, "UPDATE indicators.period SET target_value = 7")
    done = "SELECT count(*) FROM indicators.figure_audit_part WHERE done_at IS NOT NULL"
    started: list[asyncio.subprocess.Process] = []

    async def killed(audit_id: UUID) -> None:
        started.append(await helper(committed_database_url, audit_id))
        await until(lambda: some(sessions, done))
        started[0].kill()
        await started[0].wait()

    first = await audit(sessions, helpers=killed)
    assert await due(sessions) == 0
    assert await number(sessions, "SELECT count(*) FROM indicators.figure") == (
        INDICATORS
    )
    # All of it was marked: not calculated yet is no defect.
    assert (first.indicators, first.differing) == (0, 0)
    await run(sessions, _SPOIL)
    side_by_side = in_processes(2, committed_database_url)
    second = await audit(sessions, helpers=side_by_side)
    assert (second.indicators, second.differing) == (INDICATORS, 3)
    assert len(second.examples) == 3
    assert (
        await number(sessions, "SELECT count(*) FROM indicators.figure_audit_part") == 0
    )
    third = await audit(sessions, helpers=side_by_side)
    assert (third.indicators, third.differing) == (INDICATORS, 0)


async def test_an_audit_that_was_cut_off_goes_on(sessions: SessionMaker) -> None:
    await filled(sessions, 500)
    await catch_up_with_all(sessions)

    async def cut_off(audit_id: UUID) -> None:
        async with sessions.begin() as session:
            part = await PartRepository(session).taken(audit_id)
            assert part is not None
            part.done_at, part.indicators = datetime.now(UTC), 200
        raise TimeoutError

    with pytest.raises(TimeoutError):
        await audit(sessions, helpers=cut_off)
    found = await audit(sessions)
    assert (found.indicators, found.differing) == (500, 0)
    assert await number(sessions, "SELECT count(*) FROM indicators.figure_audit") == 1


async def test_a_part_that_somebody_leaves_at_the_end_is_still_done(
    sessions: SessionMaker,
) -> None:
    await filled(sessions, 300)
    await catch_up_with_all(sessions)
    other = sessions()

    async def taken(audit_id: UUID) -> None:
        assert await PartRepository(other).taken(audit_id) is not None

    waiting = (
        "SELECT count(*) FROM pg_locks WHERE locktype = 'tuple' AND database ="
        " (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    auditing = asyncio.create_task(audit(sessions, helpers=taken))
    await until(lambda: some(sessions, waiting))
    await other.close()
    found = await asyncio.wait_for(auditing, 30)
    assert (found.indicators, found.differing) == (300, 0)


_SPOIL = """
    UPDATE indicators.figure SET life_value = 99 WHERE indicator_id IN (
      SELECT id FROM indicators.indicator ORDER BY id LIMIT 3)
"""


async def some(sessions: SessionMaker, sql: str) -> bool:
    return await number(sessions, sql) > 0


async def helper(url: str, audit_id: UUID) -> asyncio.subprocess.Process:
    environment = {**os.environ, "BROMOST_INDICATORS_DATABASE_URL": url}
    module = "bromost_indicators.figures.recompute"
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, str(audit_id)), env=environment
    )


async def test_what_is_recorded_meanwhile_is_calculated_afterwards(
    sessions: SessionMaker,
) -> None:
    await filled(sessions, 3)
    async with sessions.begin() as session:
        await catch_up(session)
        # Committed while the worker's transaction still runs, and after it has read.
        recording = asyncio.create_task(run(sessions, _RECORD, number=2))
        await asyncio.wait_for(recording, 5)

    assert await due(sessions) == 3
    await catch_up_with_all(sessions)
    assert (await audit(sessions)).differing == 0


async def test_workers_side_by_side_come_to_the_same(sessions: SessionMaker) -> None:
    await filled(sessions, 30)

    async def some(which: int) -> None:
        await run(sessions, _RECORD, number=which)
        async with sessions.begin() as session:
            await catch_up(session, limit=20)

    await asyncio.gather(*(some(which) for which in range(2, 8)))
    await catch_up_with_all(sessions)
    found = await audit(sessions)
    assert (found.indicators, found.differing) == (30, 0)


async def test_a_value_gets_into_its_figures_without_being_asked_for(
    sessions: SessionMaker,
) -> None:
    await filled(sessions, 5)
    stop = asyncio.Event()
    working = asyncio.create_task(FigureWorker(sessions).run(stop))

    async def all_are(value: int) -> bool:
        kept = f"SELECT count(*) FROM indicators.figure WHERE life_value = {value}"  # noqa: S608  # a number
        return await number(sessions, kept) == 5

    await until(lambda: all_are(5))
    await run(sessions, _RECORD.replace("- 2000", "- 1000"), number=2)
    await until(lambda: all_are(1005))
    stop.set()
    await working
