"""From one LISTEN connection to all open streams of this process."""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bromost_common.auth import AccessMap, Role
from bromost_common.db import SessionMaker
from bromost_common.listen import listen
from bromost_common.paging import AnyRow

from .repository import CHANNEL, Announced, FanOutRepository

log = structlog.get_logger(__name__)

MOST_WAITING = 100
CATCH_UP_PAGE = 100
# Whoever signs out or is deactivated hears nothing more after this long.
CHECK_SECONDS = 3.0
# Streams that all catch up at once leave most of the pool to requests.
CATCH_UPS_AT_ONCE = 2
# What is between here and the browser must not take a quiet stream for a dead one.
PING_SECONDS = 15.0
PING = b": ping\n\n"
# Without an id: a stream that is opened again starts where notifications ended.
CHANGED = b"event: changed\ndata: {}\n\n"


class Event(NamedTuple):
    """A notification as the streams send it."""

    id: int
    sent: bytes

    @classmethod
    def of(cls, row: AnyRow) -> "Event":
        lines = f"event: notification\ndata: {row.data}\nid: {row.id}\n\n"
        return cls(row.id, lines.encode())


@dataclass(eq=False)
class Subscription:
    """One open stream: what waits to be sent, and whether it must end."""

    account_id: UUID
    token_digest: bytes
    last_id: int
    waiting: deque[Event] = field(default_factory=deque)
    # What waits is not all: the rest is read from the table.
    is_behind: bool = True
    has_ended: bool = False
    # The inbox was put in order on another page.
    is_changed: bool = False
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def offer(self, event: Event) -> None:
        if len(self.waiting) >= MOST_WAITING:
            self.catch_up()
        else:
            self.waiting.append(event)
            self.changed.set()

    def catch_up(self) -> None:
        self.waiting.clear()
        self.is_behind = True
        self.changed.set()

    def look_again(self) -> None:
        self.is_changed = True
        self.changed.set()

    def end(self) -> None:
        self.has_ended = True
        self.changed.set()


class Hub:
    """Hands each new notification to the streams of the person it is for."""

    def __init__(self, sessions: SessionMaker, access: AccessMap) -> None:
        self._sessions = sessions
        self._access = access
        self._subscriptions: dict[UUID, set[Subscription]] = {}
        self._announced: asyncio.Queue[Announced] = asyncio.Queue()
        self._catching_up = asyncio.Semaphore(CATCH_UPS_AT_ONCE)
        self._is_closed = False

    @contextlib.asynccontextmanager
    async def running(self, url: str, role: str) -> AsyncIterator[None]:
        tasks = [
            asyncio.create_task(
                listen(
                    url,
                    role=role,
                    channel=CHANNEL,
                    heard=self._heard,
                    connected=self._catch_up_all,
                )
            ),
            asyncio.create_task(_again_and_again(self._hand_out)),
            asyncio.create_task(_again_and_again(self._check_sessions)),
        ]
        try:
            yield
        finally:
            self.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def close(self) -> None:
        """End all streams; the browsers connect again, perhaps to another process."""
        self._is_closed = True
        for subscription in self._all():
            subscription.end()

    async def follow(
        self, account_id: UUID, token_digest: bytes, last_id: int
    ) -> AsyncGenerator[bytes]:
        """What comes after `last_id`, until the session ends; all that waits at once.

        Written here and not by the framework, whose way from an item to the connection
        goes through two queues and a timer: too long with a thousand streams.
        """
        subscription = Subscription(account_id, token_digest, last_id)
        subscription.changed.set()
        with self._subscribed(subscription):
            while not (self._is_closed or subscription.has_ended):
                try:
                    async with asyncio.timeout(PING_SECONDS):
                        await subscription.changed.wait()
                except TimeoutError:
                    yield PING
                    continue
                events = await self._next(subscription)
                if events:
                    subscription.last_id = events[-1].id
                    yield b"".join(event.sent for event in events)
                if subscription.is_changed:
                    subscription.is_changed = False
                    yield CHANGED

    async def _next(self, subscription: Subscription) -> list[Event]:
        if not subscription.is_behind:
            subscription.changed.clear()
            found = list(subscription.waiting)
            subscription.waiting.clear()
            return [n for n in found if n.id > subscription.last_id]
        try:
            return await self._from_table(subscription)
        except (SQLAlchemyError, OSError) as error:
            log.warning("stream_waits_for_database", error=type(error).__name__)
            await asyncio.sleep(1)
            return []

    async def _from_table(self, subscription: Subscription) -> list[Event]:
        async with self._catching_up, self._sessions() as session:
            rows = await FanOutRepository(session).after(
                subscription.last_id, subscription.account_id, CATCH_UP_PAGE
            )
        subscription.is_behind = len(rows) == CATCH_UP_PAGE
        return [Event.of(row) for row in rows]

    @contextlib.contextmanager
    def _subscribed(self, subscription: Subscription) -> Iterator[None]:
        mine = self._subscriptions.setdefault(subscription.account_id, set())
        mine.add(subscription)
        try:
            yield
        finally:
            mine.discard(subscription)
            if not mine:
                self._subscriptions.pop(subscription.account_id, None)

    def _all(self) -> list[Subscription]:
        return [one for many in self._subscriptions.values() for one in many]

    def _heard(self, payload: str) -> None:
        first, _, last = payload.partition(" ")
        if last:
            self._announced.put_nowait(Announced(int(first), int(last)))
            return
        for subscription in self._subscriptions.get(UUID(first), ()):
            subscription.look_again()

    def _catch_up_all(self) -> None:
        for subscription in self._all():
            subscription.catch_up()

    async def _hand_out(self) -> None:
        ids = await self._announced.get()
        if not self._subscriptions:
            return
        try:
            async with self._sessions() as session:
                rows = await FanOutRepository(session).between(
                    ids, list(self._subscriptions)
                )
        except (SQLAlchemyError, OSError):
            self._catch_up_all()
            raise
        for row in rows:
            event = Event.of(row)
            for subscription in self._subscriptions.get(row.account_id, ()):
                subscription.offer(event)

    async def _check_sessions(self) -> None:
        await asyncio.sleep(CHECK_SECONDS)
        open_streams = self._all()
        if not open_streams:
            return
        async with self._sessions() as session:
            live = await FanOutRepository(session).live_sessions(
                {one.token_digest for one in open_streams}
            )
        for subscription in open_streams:
            roles = [Role(role) for role in live.get(subscription.token_digest, ())]
            if not any("inbox.read" in self._access[role] for role in roles):
                subscription.end()


async def _again_and_again(work: Callable[[], Awaitable[None]]) -> None:
    """A database that is away is waited for, and a mistake stops nothing else."""
    while True:
        try:
            await work()
        except (SQLAlchemyError, OSError) as error:
            log.warning("hub_waits_for_database", error=type(error).__name__)
        except Exception:
            log.exception("hub_failed")
