"""Jobs are done after their cause committed, once, and again after a failure."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bromost_common import jobs as module
from bromost_common.db import SessionMaker, create_engine, session_maker
from bromost_common.jobs import Job, Jobs, enqueue_in

pytestmark = pytest.mark.committed
NAME = "tests.note"


@pytest.fixture
async def engine(committed_database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(committed_database_url, role="bromost_api", task="test")
    yield engine
    await engine.dispose()


@pytest.fixture
def sessions(engine: AsyncEngine) -> SessionMaker:
    return session_maker(engine)


@pytest.fixture(autouse=True)
def retry_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FIRST_RETRY", timedelta(milliseconds=1))
    monkeypatch.setattr(module, "POLL_INTERVAL", timedelta(milliseconds=200))
    monkeypatch.setattr(module, "RECONNECT_SECONDS", 0.05)


async def work_until(jobs: Jobs, engine: AsyncEngine, done: asyncio.Event) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(jobs.run(engine, stop))
    await asyncio.wait_for(done.wait(), 20)
    stop.set()
    await asyncio.wait_for(running, 20)


async def waiting(sessions: SessionMaker) -> int:
    async with sessions() as session:
        found = await session.scalar(text("SELECT count(*) FROM common.pgqueuer"))
    return found or 0


async def test_a_job_is_done_with_its_payload(
    engine: AsyncEngine, sessions: SessionMaker
) -> None:
    jobs, done, seen = Jobs(), asyncio.Event(), list[Job]()

    @jobs.job(NAME)
    async def note(job: Job) -> None:
        seen.append(job)
        done.set()

    async with sessions.begin() as session:
        await enqueue_in(session, NAME, {"id": "7"})
    await work_until(jobs, engine, done)

    assert [(job.payload, job.starts) for job in seen] == [({"id": "7"}, 1)]
    assert await waiting(sessions) == 0


async def test_a_rolled_back_cause_leaves_no_job(sessions: SessionMaker) -> None:
    async with sessions() as session:
        await enqueue_in(session, NAME, {})
        await session.rollback()

    assert await waiting(sessions) == 0


async def test_a_key_that_waits_already_is_not_added_again(
    sessions: SessionMaker,
) -> None:
    async with sessions.begin() as session:
        await enqueue_in(session, NAME, {}, key="one")
        await enqueue_in(session, NAME, {}, key="one")

    assert await waiting(sessions) == 1


async def test_a_failed_job_is_started_again(
    engine: AsyncEngine, sessions: SessionMaker
) -> None:
    jobs, done, starts = Jobs(), asyncio.Event(), list[int]()

    @jobs.job(NAME)
    async def fail_once(job: Job) -> None:
        starts.append(job.starts)
        if job.starts == 1:
            raise ValueError
        done.set()

    async with sessions.begin() as session:
        await enqueue_in(session, NAME, {})
    await work_until(jobs, engine, done)

    assert starts == [1, 2]


async def test_after_the_last_failure_somebody_is_told(
    engine: AsyncEngine, sessions: SessionMaker
) -> None:
    jobs, done, starts = Jobs(), asyncio.Event(), list[int]()

    async def tell(_: Job) -> None:
        done.set()

    @jobs.job(NAME, gave_up=tell)
    async def fail(job: Job) -> None:
        starts.append(job.starts)
        raise ValueError

    async with sessions.begin() as session:
        await enqueue_in(session, NAME, {})
    await work_until(jobs, engine, done)

    assert starts == [1, 2, 3, 4, 5]
    assert await waiting(sessions) == 0


async def test_a_job_that_kills_its_worker_is_given_up(sessions: SessionMaker) -> None:
    jobs, told = Jobs(), list[int]()

    async def tell(job: Job) -> None:
        told.append(job.starts)

    @jobs.job(NAME, gave_up=tell)
    async def never(_: Job) -> None:
        raise AssertionError

    await jobs.start(Job(NAME, {}, sessions, module.MAX_STARTS + 1))

    assert told == [module.MAX_STARTS + 1]


async def test_the_worker_outlives_a_lost_connection(
    engine: AsyncEngine, sessions: SessionMaker
) -> None:
    jobs, done, stop = Jobs(), asyncio.Event(), asyncio.Event()

    @jobs.job(NAME)
    async def note(_: Job) -> None:
        done.set()

    running = asyncio.create_task(jobs.run(engine, stop))
    await asyncio.sleep(0.5)
    async with sessions.begin() as session:
        await session.execute(text("SET LOCAL ROLE NONE"))
        await session.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE"
                " pid <> pg_backend_pid() AND datname = current_database()"
            )
        )
        await enqueue_in(session, NAME, {})
    await asyncio.wait_for(done.wait(), 20)
    stop.set()
    await asyncio.wait_for(running, 20)


async def test_schedules_are_kept_in_the_database(
    engine: AsyncEngine, sessions: SessionMaker
) -> None:
    jobs, done = Jobs(), asyncio.Event()

    @jobs.cron("tests.minute", "* * * * *")
    async def tick(_: SessionMaker) -> None: ...

    @jobs.job(NAME)
    async def note(_: Job) -> None:
        done.set()

    async with sessions.begin() as session:
        await enqueue_in(session, NAME, {}, delay=timedelta(seconds=1))
    await work_until(jobs, engine, done)

    async with sessions() as session:
        names = await session.scalars(
            text("SELECT entrypoint FROM common.pgqueuer_schedules ORDER BY 1")
        )
    assert names.all() == ["jobs.purge", "tests.minute"]


async def test_old_log_lines_are_purged(sessions: SessionMaker) -> None:
    async with sessions.begin() as session:
        await enqueue_in(session, NAME, {})
        await session.execute(
            text("UPDATE common.pgqueuer_log SET created = now() - interval '1 year'")
        )

    await module.purge_logs(sessions)

    async with sessions() as session:
        left = await session.scalar(text("SELECT count(*) FROM common.pgqueuer_log"))
    assert left == 0
