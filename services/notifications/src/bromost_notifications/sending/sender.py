"""Takes deliveries of one channel out, at least once each, whatever becomes of it.

It claims what is due for as long as a lease lasts. Should it vanish, another takes
over when the lease is over; should it only have been slow, what it says then counts
for nothing.
"""

import asyncio
import contextlib
import os
import random
import secrets
import time
from collections.abc import Callable, Coroutine, Iterable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from asyncpg.exceptions import PostgresError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import SessionMaker

from .channel import Channel, Due, Ending, Outcome, Send
from .repository import SendingRepository

log = structlog.get_logger(__name__)
T = TypeVar("T")

LEASE = timedelta(seconds=30)
POLL_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 5.0
# How long a sender that is told to stop may go on with what it has begun.
GRACE_SECONDS = 10
_LOST_DATABASE = (SQLAlchemyError, PostgresError, OSError)


class Sender:
    """One of any number that work beside each other."""

    def __init__(
        self,
        sessions: SessionMaker,
        channel: Channel,
        *,
        lease: timedelta = LEASE,
        grace: float = GRACE_SECONDS,
        clock: Callable[[], datetime] | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._sessions = sessions
        self._channel = channel
        self._lease = lease
        self._grace = grace
        self._clock = clock
        self._chance = chance
        self.name = f"{os.uname().nodename}:{os.getpid()}:{secrets.token_hex(4)}"
        self._turn = 0
        self._pause = POLL_SECONDS

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop` is set; what has been begun may end, or is given back."""
        working = asyncio.create_task(self._again_and_again(stop))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        _, slow = await asyncio.wait({working}, timeout=self._grace)
        for task in (*slow, stopping):
            task.cancel()
        await asyncio.gather(working, stopping, return_exceptions=True)

    async def deliver(self) -> int:
        """Claim what is due and send it; how much that was."""
        async with self._sessions.begin() as session:
            repository = self._repository(session)
            await repository.tidy()
            due = await self._claim(repository)
        if due:
            await self._send_all(due)
        return len(due)

    def _repository(self, session: AsyncSession) -> SendingRepository:
        now = self._clock() if self._clock else None
        return SendingRepository(session, self._channel.name, self.name, now)

    async def _claim(self, repository: SendingRepository) -> Sequence[Due]:
        """What its sender vanished with goes out with fewer others, and then alone.

        By turns, so that none of the three keeps the others waiting.
        """
        sizes = (self._channel.at_once, max(self._channel.at_once // 4, 1), 1)
        for _ in sizes:
            lost, self._turn = self._turn, (self._turn + 1) % len(sizes)
            due = await repository.claim(sizes[lost], self._lease, lost=lost)
            if due:
                return due
        return []

    async def _again_and_again(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            sent = await self._survive(self.deliver(), stop)
            if sent is not None:
                pause = 0.001 if sent else POLL_SECONDS
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), pause)

    async def _survive(
        self, work: Coroutine[None, None, T], stop: asyncio.Event
    ) -> T | None:
        """What it gives; None after a pause where it failed."""
        try:
            given = await work
        except _LOST_DATABASE as error:
            log.warning("sender_paused", error=type(error).__name__)
            self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS)
        except Exception:
            log.exception("sender_failed", channel=self._channel.name)
            self._pause = LONGEST_PAUSE_SECONDS
        else:
            self._pause = POLL_SECONDS
            return given
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), self._pause)
        return None

    async def _send_all(self, due: Sequence[Due]) -> None:
        renewing = asyncio.create_task(self._keep_leases())
        try:
            async with self._channel.open() as send:
                await _all_of(self._send(send, one) for one in due)
        except BaseException:
            await self._release()
            raise
        finally:
            renewing.cancel()

    async def _release(self) -> None:
        """Told to stop, or the database is away: then the lease ends by itself."""
        with contextlib.suppress(*_LOST_DATABASE):
            async with self._sessions.begin() as session:
                await self._repository(session).release()

    async def _keep_leases(self) -> None:
        while True:
            await asyncio.sleep(self._lease.total_seconds() / 3)
            with contextlib.suppress(*_LOST_DATABASE):
                async with self._sessions.begin() as session:
                    await self._repository(session).renew(self._lease)

    async def _send(self, send: Send, due: Due) -> None:
        await self._say([await self._try(send, due)])

    async def _try(self, send: Send, due: Due) -> Ending:
        began = time.monotonic()
        try:
            outcome = await send(due)
        except Exception as error:
            log.exception(
                "delivery_failed", delivery=str(due.id), channel=self._channel.name
            )
            outcome = Outcome("failed", type(error).__name__)
        ms = round((time.monotonic() - began) * 1000)
        state, wait = self._what_next(due, outcome)
        return Ending(due, outcome, state, wait, ms)

    async def _say(self, endings: Sequence[Ending]) -> None:
        """Write down how they ended, and what that means for where they went."""
        async with self._sessions.begin() as session:
            mine = await self._repository(session).finish(endings)
            await self._note(session, [one for one in endings if one.due.id in mine])
        for one in endings:
            if one.due.id not in mine:
                log.warning("delivery_taken_over", delivery=str(one.due.id))
            elif one.state == "dead":
                log.error(
                    "delivery_given_up",
                    delivery=str(one.due.id),
                    channel=self._channel.name,
                    failure=one.outcome.error,
                    attempts=one.due.attempt,
                )

    async def _note(self, session: AsyncSession, endings: Sequence[Ending]) -> None:
        """In the same transaction; for channels that remember how receivers do."""

    def _what_next(self, due: Due, outcome: Outcome) -> tuple[str, timedelta]:
        if outcome.result == "postponed":
            return "pending", outcome.retry_after or timedelta(0)
        if outcome.result != "failed":
            return outcome.result, timedelta(0)
        if outcome.is_permanent or due.attempt >= due.max_attempt:
            return "dead", timedelta(0)
        wait = self._channel.retries.wait(
            due.attempt,
            chance=self._chance,
            retry_after=outcome.retry_after,
            at_least=outcome.at_least,
        )
        return "pending", wait


async def _all_of(works: Iterable[Coroutine[None, None, None]]) -> None:
    """Each goes on to its end, whatever comes of the others."""
    for error in await asyncio.gather(*works, return_exceptions=True):
        if error is not None:
            raise error
