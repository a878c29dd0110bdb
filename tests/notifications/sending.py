"""Deliveries to send, and a sender whose channel writes down what it sent.

As a process: `python -m tests.notifications.sending <url> <lease> <slowness>`.
"""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from typing_extensions import override

from bromost_common.db import SessionMaker, create_engine, new_id, session_maker
from bromost_common.process import run_until_stopped
from bromost_notifications.sending.channel import DELIVERED, Due, Outcome, Send
from bromost_notifications.sending.retries import STANDARD, Retries
from bromost_notifications.sending.sender import Sender
from bromost_notifications.settings import ROLE

CHANNEL = "webhook"
# Whoever sends to this one dies of it.
POISON = UUID(int=13)
SENT = (
    "CREATE TABLE IF NOT EXISTS public.sent (position bigserial,"
    " delivery_id uuid, attempt int, source_id uuid, sender int)"
)
_ADD = text(
    "INSERT INTO notifications.delivery (id, source_kind, source_id, channel,"
    " target_id, max_attempt, next_attempt_at, expires_at)"
    " VALUES (:id, 'event', :source_id, 'webhook', :target_id, :max_attempt,"
    " coalesce(CAST(:now AS timestamptz), now()),"
    " coalesce(CAST(:now AS timestamptz), now()) + :life)"
)


async def add_deliveries(
    execute: Callable[..., Any],
    count: int,
    *,
    target_id: UUID | None = None,
    max_attempt: int = 10,
    now: datetime | None = None,
    life: timedelta = timedelta(days=4),
) -> list[UUID]:
    """So many, to fifty targets; their ids."""
    targets = [target_id] if target_id else [UUID(int=1000 + n) for n in range(50)]
    rows = [
        {
            "id": new_id(),
            "source_id": new_id(),
            "target_id": targets[number % len(targets)],
            "max_attempt": max_attempt,
            "now": now,
            "life": life,
        }
        for number in range(count)
    ]
    await execute(_ADD, rows)
    return [row["id"] for row in rows]  # type: ignore[misc]  # ids alone


@dataclass
class FakeChannel:
    """Answers as a test wishes, and remembers what it was given."""

    answer: Callable[[Due], Outcome] = lambda _: DELIVERED
    name: str = CHANNEL
    retries: Retries = STANDARD
    # One test's transactions share a connection, so one at a time.
    at_once: int = 1
    sent: list[Due] = field(default_factory=list)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Send]:
        async def send(due: Due) -> Outcome:
            self.sent.append(due)
            return self.answer(due)

        yield send


class WrittenDown(FakeChannel):
    """Writes what it sent into a table, in a transaction of its own."""

    def __init__(self, engine: AsyncEngine, slowness: float) -> None:
        super().__init__(at_once=20)
        self._engine = engine
        self._slowness = slowness

    @override
    @asynccontextmanager
    async def open(self) -> AsyncIterator[Send]:
        yield self._send

    async def _send(self, due: Due) -> Outcome:
        if due.target_id == POISON:
            os.kill(os.getpid(), signal.SIGKILL)
        async with self._engine.begin() as connection:
            await connection.execute(
                text(
                    "INSERT INTO public.sent (delivery_id, attempt, source_id, sender)"
                    " VALUES (:id, :attempt, :source_id, :sender)"
                ),
                {
                    "id": due.id,
                    "attempt": due.attempt,
                    "source_id": due.source_id,
                    "sender": os.getpid(),
                },
            )
        await asyncio.sleep(self._slowness)
        return DELIVERED


async def run(url: str, lease: float, slowness: float, stop: asyncio.Event) -> None:
    engine = create_engine(url, role=ROLE, task="worker", pool_size=4)
    owner = create_async_engine(url, pool_size=4)
    channel = WrittenDown(owner, slowness)
    sessions: SessionMaker = session_maker(engine)
    await Sender(sessions, channel, lease=timedelta(seconds=lease), grace=1).run(stop)
    await engine.dispose()
    await owner.dispose()


async def start(
    url: str, *, lease: float = 1, slowness: float = 0
) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.notifications.sending"),
        *(url, str(lease), str(slowness)),
        stderr=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    where, lease, slowness = sys.argv[1:]
    run_until_stopped(partial(run, where, float(lease), float(slowness)))
