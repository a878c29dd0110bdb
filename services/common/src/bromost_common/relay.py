"""Hands committed events to one consumer: none lost, none twice.

An event is claimed by its state, that is by having no inbox row, never by "the last
one seen": positions are given out before commit, so a later one may commit first.
Whoever does very much at once waits for it alone: of each actor the oldest comes next.
What a consumer writes and the inbox row that says so are one transaction, so a relay
may be killed at any moment.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol
from uuid import UUID

import structlog
from asyncpg.exceptions import PostgresError
from sqlalchemy import Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from .db import SessionMaker

log = structlog.get_logger(__name__)

BATCH = 100
# Of a batch, so that many failing events never crowd out the new ones.
RETRIES = 20
MAX_ATTEMPTS = 5
POLL_SECONDS = 0.25
LONGEST_PAUSE_SECONDS = 5.0
# Ids tell the time they were made: the frequent look goes over recent events only, and
# the rare one over all, for transactions that stayed open longer than this.
RECENT_SECONDS = 300
SWEEP_SECONDS = 60
PURGE_SECONDS = 3600
PURGE_ROWS = 5_000
KEEP = timedelta(days=30)


class Message(NamedTuple):
    """An event as a consumer sees it."""

    id: UUID
    event_type: str
    object_type: str
    object_id: UUID
    actor_id: UUID | None
    payload: dict[str, Any]
    occurred_at: datetime
    attempts: int


class Batch(Protocol):
    """What a consumer does with one batch, all of it in the batch's transaction."""

    async def handle(self, message: Message) -> None:
        """Deal with one event. What it raises undoes this event alone."""

    async def close(self) -> None:
        """The last thing before the commit."""


# One relay at a time for each consumer; the others find the lock taken and wait. A
# relay that stops in the middle loses its connection and with it the lock.
_LOCK = text(
    "SELECT pg_try_advisory_xact_lock(hashtextextended('relay ' || :consumer, 0)),"
    " set_config('idle_in_transaction_session_timeout', '30s', true)"
)
_WAIT = text("SELECT pg_advisory_xact_lock(hashtextextended('relay ' || :consumer, 0))")
# Places in the line are given out to ids alone: a backlog's payloads are not sorted.
_NEW = text(
    "WITH waiting AS (SELECT o.id, o.position,"
    "  row_number() OVER (PARTITION BY o.actor_id ORDER BY o.position) AS turn"
    "  FROM common.outbox o WHERE o.id >= :since AND NOT EXISTS ("
    "   SELECT FROM common.inbox i"
    "   WHERE i.message_id = o.id AND i.consumer = :consumer)),"
    " next AS MATERIALIZED (SELECT w.id FROM waiting w WHERE w.turn <= :most"
    "  ORDER BY w.turn, w.position LIMIT :most)"
    " SELECT o.id, o.event_type, o.object_type, o.object_id, o.actor_id, o.payload,"
    " o.occurred_at, 0 AS attempts"
    " FROM next JOIN common.outbox o ON o.id = next.id ORDER BY o.position"
).columns(id=Uuid(), payload=JSONB())
# Tried again after 1, 5, 25 and 125 seconds. The index holds what is not done.
_DUE = text(
    "SELECT o.id, o.event_type, o.object_type, o.object_id, o.actor_id, o.payload,"
    " o.occurred_at, i.attempts"
    " FROM common.inbox i JOIN common.outbox o ON o.id = i.message_id"
    " WHERE i.consumer = :consumer AND i.state <> 'done' AND i.state = 'failed'"
    " AND i.handled_at + interval '1 second' * 5 ^ (i.attempts - 1) <= now()"
    " ORDER BY i.handled_at LIMIT :most"
).columns(id=Uuid(), payload=JSONB())
_RECORD = text(
    "INSERT INTO common.inbox"
    " (consumer, message_id, state, attempts, last_error, handled_at)"
    " SELECT :consumer, r.message_id, r.state, r.attempts, r.last_error, now()"
    " FROM unnest(:ids, CAST(:states AS text[]), CAST(:attempts AS smallint[]),"
    "  CAST(:errors AS text[])) AS r (message_id, state, attempts, last_error)"
    " ON CONFLICT (consumer, message_id) DO UPDATE SET state = excluded.state,"
    " attempts = excluded.attempts, last_error = excluded.last_error,"
    " handled_at = excluded.handled_at"
).bindparams(bindparam("ids", type_=ARRAY(Uuid())))
_PURGE = text("SELECT common.purge_outbox(:keep, :most)")


class _Outcome(NamedTuple):
    message: Message
    error: str | None

    @property
    def state(self) -> str:
        if self.error is None:
            return "done"
        return "failed" if self.message.attempts + 1 < MAX_ATTEMPTS else "parked"


async def wait_for_turn(session: AsyncSession, consumer: str) -> None:
    """Keep the relay of `consumer` waiting until this transaction ends."""
    await session.execute(_WAIT, {"consumer": consumer})


class Relay:
    """Delivers to `consumer`; `begin` starts what handles each batch."""

    def __init__(
        self,
        sessions: SessionMaker,
        consumer: str,
        begin: Callable[[AsyncSession], Batch],
    ) -> None:
        self._sessions = sessions
        self._consumer = consumer
        self._begin = begin
        self._next_sweep = 0.0
        self._next_purge = time.monotonic() + PURGE_SECONDS

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until `stop` is set; a database that is away is waited for."""
        pause = POLL_SECONDS
        while not stop.is_set():
            try:
                full = await self.deliver() == BATCH
                await self._purge_now_and_then()
                pause = 0 if full else POLL_SECONDS
            except (SQLAlchemyError, PostgresError, OSError) as error:
                log.warning("relay_paused", error=type(error).__name__)
                pause = min(max(pause, POLL_SECONDS) * 2, LONGEST_PAUSE_SECONDS)
            except Exception:
                # Whatever it is, the next events must not wait for a restart.
                log.exception("relay_failed", consumer=self._consumer)
                pause = LONGEST_PAUSE_SECONDS
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause or 0.001)

    async def deliver(self) -> int:
        """One batch; how many events it had."""
        now = time.monotonic()
        sweep = now >= self._next_sweep
        async with self._sessions.begin() as session:
            mine = (await session.execute(_LOCK, {"consumer": self._consumer})).one()[0]
            if not mine:
                return 0
            messages = await self._claim(session, sweep=sweep)
            if messages:
                await self._handle(session, messages)
        # While there is a backlog, every look goes over all of it.
        if sweep and len(messages) < BATCH:
            self._next_sweep = now + SWEEP_SECONDS
        return len(messages)

    async def _claim(self, session: AsyncSession, *, sweep: bool) -> list[Message]:
        due = await session.execute(_DUE, {"consumer": self._consumer, "most": RETRIES})
        messages = [Message(*row) for row in due]
        since = UUID(int=0) if sweep else first_id(time.time() - RECENT_SECONDS)
        wanted = {"since": since, "consumer": self._consumer}
        new = await session.execute(_NEW, {**wanted, "most": BATCH - len(messages)})
        return messages + [Message(*row) for row in new]

    async def _handle(self, session: AsyncSession, messages: Sequence[Message]) -> None:
        batch = self._begin(session)
        outcomes = [await self._try(session, batch, message) for message in messages]
        await session.execute(
            _RECORD,
            {
                "consumer": self._consumer,
                "ids": [o.message.id for o in outcomes],
                "states": [o.state for o in outcomes],
                "attempts": [o.message.attempts + 1 for o in outcomes],
                "errors": [o.error for o in outcomes],
            },
        )
        await batch.close()

    async def _try(
        self, session: AsyncSession, batch: Batch, message: Message
    ) -> _Outcome:
        try:
            async with session.begin_nested():
                await batch.handle(message)
        except Exception as error:
            if isinstance(error, DBAPIError) and error.connection_invalidated:
                raise  # The whole batch is undone, and counts for no event.
            outcome = _Outcome(message, type(error).__name__)
            log.exception(
                "event_failed",
                consumer=self._consumer,
                event_id=str(message.id),
                event_type=message.event_type,
                state=outcome.state,
            )
            return outcome
        return _Outcome(message, None)

    async def _purge_now_and_then(self) -> None:
        if time.monotonic() < self._next_purge:
            return
        removed = await self.purge()
        self._next_purge = time.monotonic() + (
            PURGE_SECONDS if removed < PURGE_ROWS else SWEEP_SECONDS
        )

    async def purge(self) -> int:
        """Remove some events that are old and done with everywhere; how many."""
        async with self._sessions.begin() as session:
            found = await session.scalar(_PURGE, {"keep": KEEP, "most": PURGE_ROWS})
        return int(found or 0)


def first_id(seconds: float) -> UUID:
    """The smallest UUIDv7 of that moment."""
    return UUID(int=max(0, int(seconds * 1000)) << 80)
