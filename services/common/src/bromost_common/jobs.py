"""Work that outlives its request: a port of three functions over pgqueuer.

`enqueue_in(session, …)` adds a job to the caller's transaction; `Jobs.job` and
`Jobs.cron` say who does it. A job holds ids, never the only copy of state, and may
be started again after a crash: whoever does it must bear to be called twice.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import NamedTuple, Self, TypeAlias
from uuid import uuid4

import structlog
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.qb import (
    QueryBuilderEnvironment,
    QueryQueueBuilder,
    QuerySchedulerBuilder,
)
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.core.applications import PgQueuer
from pgqueuer.core.tm import TaskManager
from pgqueuer.domain import models
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.domain.settings import DBSettings
from pgqueuer.ports.driver import Driver, NotifyCallback
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from typing_extensions import override

from .db import SessionMaker, session_maker

log = structlog.get_logger(__name__)

SCHEMA = "common"
# A job whose worker gave no sign of life for so long is started again by another.
HEARTBEAT_TIMEOUT = timedelta(seconds=15)
POLL_INTERVAL = timedelta(seconds=5)
RECONNECT_SECONDS = 2
MAX_STARTS = 5
FIRST_RETRY = timedelta(seconds=1)
LOG_KEPT_DAYS = 30

_COUNT_START = text(
    "INSERT INTO common.job_start (job_id) VALUES (:id)"
    " ON CONFLICT (job_id) DO UPDATE SET starts = common.job_start.starts + 1"
    " RETURNING starts"
)
_FORGET_STARTS = text("DELETE FROM common.job_start WHERE job_id = :id")
_PURGE = (
    text(
        "DELETE FROM common.pgqueuer_log"
        " WHERE created < now() - make_interval(days => :d)"
    ),
    text(
        "DELETE FROM common.job_start"
        " WHERE first_at < now() - make_interval(days => :d)"
    ),
)


class Job(NamedTuple):
    """What a handler gets: what to do it with, and whether it is the last try."""

    name: str
    payload: Mapping[str, str]
    sessions: SessionMaker
    starts: int = 1

    @property
    def is_last_start(self) -> bool:
        return self.starts >= MAX_STARTS


Handler: TypeAlias = Callable[[Job], Awaitable[None]]
CronHandler: TypeAlias = Callable[[SessionMaker], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Entry:
    handler: Handler
    gave_up: Handler | None


class Jobs:
    """The jobs of one service, collected where they are done and run by its worker."""

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = {}
        self._crons: list[tuple[str, str, CronHandler]] = []

    def job(
        self, name: str, *, gave_up: Handler | None = None
    ) -> Callable[[Handler], Handler]:
        """Register who does `name`; `gave_up` is told after the last failed start."""

        def register(handler: Handler) -> Handler:
            self._entries[name] = _Entry(handler, gave_up)
            return handler

        return register

    def cron(self, name: str, expression: str) -> Callable[[CronHandler], CronHandler]:
        """Register what is done at the times of a crontab `expression` (UTC), once."""

        def register(handler: CronHandler) -> CronHandler:
            self._crons.append((name, expression, handler))
            return handler

        return register

    async def run(self, engine: AsyncEngine, stop: asyncio.Event) -> None:
        """Do jobs until `stop`; a lost database is waited for."""
        sessions = session_maker(engine)
        while not stop.is_set():
            try:
                async with self._connected(engine, sessions) as worker:
                    await _until(stop, worker)
            except Exception as error:  # noqa: BLE001  # the loop must outlive all of them
                log.warning("worker_interrupted", error=type(error).__name__)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), RECONNECT_SECONDS)

    async def start(self, job: Job) -> None:
        """Do one job that has been started `job.starts` times."""
        entry = self._entries[job.name]
        if job.starts > MAX_STARTS:
            # Its earlier starts took their processes with them.
            log.error("job_given_up", job=job.name)
            if entry.gave_up:
                await entry.gave_up(job)
            return
        try:
            await entry.handler(job)
        except Exception:
            log.exception("job_failed", job=job.name, starts=job.starts)
            if not job.is_last_start:
                raise
            if entry.gave_up:
                await entry.gave_up(job)

    @contextlib.asynccontextmanager
    async def _connected(
        self, engine: AsyncEngine, sessions: SessionMaker
    ) -> AsyncIterator[PgQueuer]:
        async with engine.connect() as connection:
            raw = await connection.get_raw_connection()
            driver = AsyncpgDriver(raw.driver_connection)
            try:
                yield self._worker(driver, sessions)
            finally:
                # It listens, and would go on to do so in the pool.
                await connection.invalidate()

    def _worker(self, driver: Driver, sessions: SessionMaker) -> PgQueuer:
        worker = PgQueuer(driver, queries=_queries(driver))
        for name in self._entries:
            worker.entrypoint(name, on_failure="hold", accepts_context=False)(
                self._starter(name, sessions)
            )
        for name, expression, handler in [*self._crons, _PURGE_CRON]:
            worker.schedule(name, expression, accepts_context=False)(
                _crontab(handler, sessions)
            )
        return worker

    def _starter(
        self, name: str, sessions: SessionMaker
    ) -> Callable[[models.Job], Awaitable[None]]:
        async def start(waiting: models.Job) -> None:
            async with sessions.begin() as session:
                starts = await session.scalar(_COUNT_START, {"id": waiting.id})
            payload = json.loads(waiting.payload or b"{}")
            try:
                await self.start(Job(name, payload, sessions, starts or 1))
            except Exception as error:
                delay = FIRST_RETRY * 4 ** ((starts or 1) - 1)
                raise RetryRequested(delay=delay, reason=str(error)[:200]) from error
            async with sessions.begin() as session:
                await session.execute(_FORGET_STARTS, {"id": waiting.id})

        return start


async def enqueue_in(
    session: AsyncSession,
    name: str,
    payload: Mapping[str, str],
    *,
    key: str | None = None,
    delay: timedelta | None = None,
) -> None:
    """Add a job to the caller's transaction; with `key`, unless it waits already."""
    await _queries(_SessionDriver(session)).enqueue(
        name,
        json.dumps(dict(payload)).encode(),
        execute_after=delay,
        dedupe_key=key or str(uuid4()),
        # Raising would abort the caller's transaction.
        on_conflict="skip",
    )


def install_sql() -> str:
    """The statements that make pgqueuer's tables, for the migration."""
    return _environment().build_install_query(create_schema=False)


def uninstall_sql() -> str:
    return _environment().build_uninstall_query()


async def purge_logs(sessions: SessionMaker) -> None:
    """Delete what the library writes for ever."""
    async with sessions.begin() as session:
        for statement in _PURGE:
            await session.execute(statement, {"d": LOG_KEPT_DAYS})


_PURGE_CRON: tuple[str, str, CronHandler] = ("jobs.purge", "17 3 * * *", purge_logs)


@cache
def _settings() -> DBSettings:
    return DBSettings(db_schema=SCHEMA)


def _environment() -> QueryBuilderEnvironment:
    return QueryBuilderEnvironment(_settings())


def _queries(driver: Driver) -> Queries:
    return Queries(
        driver,
        qbe=_environment(),
        qbq=QueryQueueBuilder(_settings()),
        qbs=QuerySchedulerBuilder(_settings()),
    )


def _crontab(
    handler: CronHandler, sessions: SessionMaker
) -> Callable[[models.Schedule], Awaitable[None]]:
    async def run(_: models.Schedule) -> None:
        await handler(sessions)

    return run


async def _until(stop: asyncio.Event, worker: PgQueuer) -> None:
    async def relay() -> None:
        await stop.wait()
        worker.shutdown.set()

    relaying = asyncio.create_task(relay())
    try:
        await worker.run(
            dequeue_timeout=POLL_INTERVAL, heartbeat_timeout=HEARTBEAT_TIMEOUT
        )
    finally:
        relaying.cancel()


class _SessionDriver(Driver):
    """Runs pgqueuer's statements inside a session's transaction.

    They go through the session, not its raw connection: before the first statement
    SQLAlchemy has not begun, and a job on the raw one would commit alone.
    """

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._shutdown = asyncio.Event()

    @override
    async def fetch(self, query: str, *args: object) -> list[dict[str, object]]:
        connection = await self._session.connection()
        result = await connection.exec_driver_sql(query, args)
        return [dict(row) for row in result.mappings()]

    @override
    async def execute(self, query: str, *args: object) -> str:
        connection = await self._session.connection()
        await connection.exec_driver_sql(query, args)
        return ""

    @override
    async def notify(self, channel: str, payload: str) -> None:
        await self.execute("SELECT pg_notify($1, $2)", channel, payload)

    @override
    async def add_listener(self, channel: str, callback: NotifyCallback) -> None:
        raise NotImplementedError

    @property
    @override
    def shutdown(self) -> asyncio.Event:
        return self._shutdown

    @property
    @override
    def tm(self) -> TaskManager:
        return TaskManager()

    @override
    async def __aenter__(self) -> Self:
        return self

    @override
    async def __aexit__(self, *_: object) -> None: ...
