"""PostgreSQL stops and comes back while news are told: the worker outlives it."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bromost.postgres import Postgres
from bromost_common.auth import Role
from tests.conftest import migrate
from tests.notifications.conftest import happened
from tests.notifications.live import Live
from tests.notifications.test_relay_killed import made, start

pytestmark = [pytest.mark.committed, pytest.mark.slow]
EVENTS, STOPS = 300, 3


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    """A server of this test's own, to be stopped and started."""
    with tempfile.TemporaryDirectory(prefix="bromost-restart-") as folder:
        # PostgreSQL may have to run as somebody else, who must come in.
        Path(folder).chmod(0o711)
        with Postgres(Path(folder), durable=False) as postgres:
            migrate(postgres.url())
            yield postgres


async def test_n4_a_database_that_restarts_under_load_loses_nothing(
    postgres: Postgres,
) -> None:
    async with AsyncExitStack() as opened:
        live = Live(postgres.url(), 0, opened)
        people = [await live.person(Role.ADVISER) for _ in range(3)]
        worker = await start(postgres.url())
        try:
            for _ in range(STOPS):
                await live.publish(*(happened() for _ in range(EVENTS // STOPS)))
                await _until_told(live, await made(live) + 1)
                await live.dispose()
                postgres.stop()
                postgres.start()
            await _until_told(live, EVENTS * len(people))
            still_the_same = worker.returncode is None
        finally:
            worker.terminate()
            code = await worker.wait()
        told = await live.execute(
            "SELECT count(*), count(DISTINCT (event_id, account_id))"
            " FROM notifications.notification"
        )

    assert tuple(told[0]) == (EVENTS * len(people),) * 2
    assert still_the_same
    assert code == 0


async def _until_told(live: Live, many: int) -> None:
    async with asyncio.timeout(60):
        while await made(live) < many:  # noqa: ASYNC110  # another process tells them
            await asyncio.sleep(0.02)
