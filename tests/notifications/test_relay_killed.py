"""The relay's process dies at any moment: nothing is lost, nothing comes twice."""

import asyncio
import os
import random
import subprocess
import sys
from contextlib import AsyncExitStack

import pytest

from bromost_common.auth import Role
from tests.notifications.conftest import happened
from tests.notifications.live import Live

pytestmark = pytest.mark.committed
EVENTS = 400
KILLS = 4


async def start(url: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bromost_notifications.worker"),
        env=os.environ | {"BROMOST_DATABASE_URL": url},
        stderr=subprocess.DEVNULL,
    )


async def made(live: Live) -> int:
    rows = await live.execute("SELECT count(*) FROM notifications.notification")
    return int(rows[0][0])


async def test_a_relay_killed_again_and_again_loses_and_doubles_nothing(
    committed_database_url: str,
) -> None:
    chance = random.Random(11)  # noqa: S311  # a repeatable choice of moments
    async with AsyncExitStack() as opened:
        live = Live(committed_database_url, 0, opened)
        people = [await live.person(role) for role in Role if role is not Role.FUNDER]
        relay = await start(committed_database_url)
        for number in range(KILLS):
            await live.publish(*(happened() for _ in range(EVENTS // KILLS)))
            seen = await made(live)
            for _ in range(400):
                if await made(live) > seen:
                    break
                await asyncio.sleep(0.01)
            await asyncio.sleep(chance.uniform(0, 0.2))
            relay.kill()
            await relay.wait()
            if number % 2:
                await live.publish(*(happened() for _ in range(10)))
            relay = await start(committed_database_url)
        events = EVENTS + 10 * (KILLS // 2)
        for _ in range(1000):
            if await made(live) >= events * len(people):
                break
            await asyncio.sleep(0.02)
        relay.terminate()
        code = await relay.wait()
        pairs = await live.execute(
            "SELECT count(*), count(DISTINCT (event_id, account_id)),"
            " (SELECT count(*) FROM common.inbox"
            "  WHERE consumer = 'notifications' AND state = 'done' AND attempts = 1)"
            " FROM notifications.notification"
        )

    told = events * len(people)
    assert tuple(pairs[0]) == (told, told, events)
    assert code == 0


async def test_an_event_costs_the_same_however_much_is_unread(
    committed_database_url: str,
) -> None:
    async with AsyncExitStack() as opened:
        live = Live(committed_database_url, 0, opened)
        people = [await live.person(role) for role in Role if role is not Role.FUNDER]
        await live.publish(*(happened() for _ in range(EVENTS)))
        relay = await start(committed_database_url)
        for _ in range(1000):
            if await made(live) >= EVENTS * len(people):
                break
            await asyncio.sleep(0.02)
        relay.terminate()
        await relay.wait()
        # What a process read is counted at its end; `made` has read whole tables.
        read = await live.execute(
            "SELECT sum(idx_tup_read) FROM pg_stat_user_indexes"
            " WHERE relname = 'notification'"
        )

    assert int(read[0][0]) < EVENTS
