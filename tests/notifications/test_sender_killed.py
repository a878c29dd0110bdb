"""A sender's process dies, freezes or is told to stop: nothing is lost.

N1, N3, N7 and N22 of the acceptance checks, the first with fewer deliveries than there:
those are in `test_webhook_killed.py`.
"""

import asyncio
import random
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.notifications.sending import POISON, SENT, add_deliveries, start

pytestmark = pytest.mark.committed
KILLS = 6
OF_EACH = 25
AT_ONCE = 20

Execute = Callable[..., Awaitable[Any]]


@asynccontextmanager
async def database(url: str) -> AsyncIterator[Execute]:
    engine = create_async_engine(url)

    async def execute(statement: str | TextClause, values: Any = None) -> Any:
        wanted = text(statement) if isinstance(statement, str) else statement
        async with engine.begin() as connection:
            found = await connection.execute(wanted, values)
            return found.all() if found.returns_rows else None

    await execute(SENT)
    yield execute
    await engine.dispose()


async def states(execute: Execute) -> dict[str, int]:
    return dict(
        await execute("SELECT state, count(*) FROM notifications.delivery GROUP BY 1")
    )


async def until(
    execute: Execute, fits: Callable[[dict[str, int]], bool], within: float = 30
) -> dict[str, int]:
    end = time.monotonic() + within
    while not fits(found := await states(execute)):
        assert time.monotonic() < end, found
        await asyncio.sleep(0.02)
    return found


async def kill_again_and_again(
    url: str, execute: Execute, *, kills: int, of_each: int
) -> None:
    """Kill the busier of two senders at a random moment, and start it anew."""
    chance = random.Random(7)  # noqa: S311  # a repeatable choice of moments
    senders = [await start(url), await start(url)]
    for number in range(kills):
        before = (await states(execute)).get("delivered", 0)
        await add_deliveries(execute, of_each)
        await until(execute, lambda now, b=before: now.get("delivered", 0) > b)  # type: ignore[misc]  # bound
        await asyncio.sleep(chance.uniform(0, 0.05))
        senders[number % 2].kill()
        await senders[number % 2].wait()
        senders[number % 2] = await start(url)
    await until(execute, lambda now: now.keys() == {"delivered"})
    for sender in senders:
        sender.terminate()
    assert [await sender.wait() for sender in senders] == [0, 0]


async def test_n1_senders_killed_again_and_again_lose_nothing(
    committed_database_url: str,
) -> None:
    async with database(committed_database_url) as execute:
        await kill_again_and_again(
            committed_database_url, execute, kills=KILLS, of_each=OF_EACH
        )
        [(rows, sent, contents)] = await execute(
            "SELECT count(*), count(DISTINCT delivery_id),"
            " count(DISTINCT (delivery_id, source_id)) FROM public.sent"
        )
        [(attempts,)] = await execute(
            "SELECT count(*) FROM notifications.attempt WHERE status = 'delivered'"
        )

    assert sent == contents == attempts == KILLS * OF_EACH
    # Sent, and killed before that could be said: only what was in hand.
    assert rows - sent <= KILLS * AT_ONCE


async def test_n3_a_sender_frozen_beyond_its_lease_says_nothing_any_more(
    committed_database_url: str,
) -> None:
    url = committed_database_url
    async with database(url) as execute:
        frozen = await start(url, slowness=0.3)
        await add_deliveries(execute, 10)
        await until(execute, lambda now: "sending" in now)
        frozen.send_signal(signal.SIGSTOP)
        other = await start(url)
        await until(execute, lambda now: now == {"delivered": 10})
        before = await execute("SELECT * FROM notifications.delivery ORDER BY id")
        frozen.send_signal(signal.SIGCONT)
        frozen.terminate()
        assert await frozen.wait() == 0
        after = await execute("SELECT * FROM notifications.delivery ORDER BY id")
        ends = await execute(
            "SELECT n, status, count(*) FROM notifications.attempt"
            " GROUP BY 1, 2 ORDER BY 1"
        )
        other.terminate()
        await other.wait()

    assert after == before
    assert [tuple(row) for row in ends] == [(1, "lost", 10), (2, "delivered", 10)]


async def test_n7_what_kills_its_sender_is_given_up_and_holds_up_nothing(
    committed_database_url: str,
) -> None:
    url = committed_database_url
    async with database(url) as execute:
        [poison] = await add_deliveries(execute, 1, target_id=POISON, max_attempt=3)
        await add_deliveries(execute, 30, max_attempt=3)
        starts = 0
        while "dead" not in await states(execute):
            sender = await start(url, lease=0.5)
            starts += 1
            await asyncio.wait(
                [
                    asyncio.create_task(sender.wait()),
                    asyncio.create_task(until(execute, lambda now: "dead" in now)),
                ],
                return_when=asyncio.FIRST_COMPLETED,
            )
        found = await until(execute, lambda now: now == {"delivered": 30, "dead": 1})
        sender.terminate()
        await sender.wait()
        [dead] = await execute(
            "SELECT id, attempt, last_error FROM notifications.delivery"
            " WHERE state = 'dead'"
        )

    assert found == {"delivered": 30, "dead": 1}
    assert tuple(dead) == (poison, 3, "sender_lost")
    assert starts == 4, "three that it killed, and one that gave it up"


@pytest.mark.parametrize(
    ("slowness", "left"), [(0.5, {"delivered": 10}), (60, {"pending": 10})]
)
async def test_n22_a_sender_told_to_stop_ends_or_gives_back_what_it_has(
    committed_database_url: str, slowness: float, left: dict[str, int]
) -> None:
    url = committed_database_url
    async with database(url) as execute:
        sender = await start(url, lease=30, slowness=slowness)
        await add_deliveries(execute, 10)
        await until(execute, lambda now: now == {"sending": 10})
        began = time.monotonic()
        sender.terminate()
        code = await sender.wait()
        took = time.monotonic() - began
        found = await states(execute)

    assert (code, found) == (0, left)
    assert took < 20
