"""Endpoints apart from each other, and senders that die: N1 and N8 with real messages.

The worker is the product's own process, and the receiver a server beside it.
"""

import asyncio
import os
import random
import subprocess
import sys
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from uuid import UUID

import pytest
from pydantic import SecretStr

from bromost_common.auth import Role
from bromost_common.db import new_id
from bromost_common.secrets_at_rest import SecretBox
from bromost_notifications.webhooks.signing import new_secret, seal, written

from .conftest import happened
from .live import Live
from .receiving import Receiver, receiving
from .webhooks import LOOPBACK

pytestmark = pytest.mark.committed
KILLS, ENDPOINTS, EVENTS = 20, 50, 10


async def start(url: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bromost_notifications.worker"),
        env=os.environ
        | {
            "BROMOST_DATABASE_URL": url,
            "BROMOST_NOTIFICATIONS_WEBHOOK_NETWORKS": LOOPBACK,
            "BROMOST_NOTIFICATIONS_WEBHOOK_HTTP": "true",
        },
        stderr=subprocess.DEVNULL,
    )


async def endpoint_at(live: Live, url: str) -> str:
    """An administrator's, for the phone book; its secret."""
    person = await live.person(Role.ADMINISTRATOR)
    endpoint_id, secret = new_id(), new_secret()
    box = SecretBox.of(SecretStr(os.environ["BROMOST_SECRET_KEY"]))
    await live.execute(
        "INSERT INTO notifications.webhook_endpoint"
        " (id, account_id, name, url, event_types)"
        " VALUES (:id, :account_id, 'Receiver', :url, '{organisation.registered.v1}')",
        id=endpoint_id,
        account_id=UUID(person.account_id),
        url=url,
    )
    await live.execute(
        "INSERT INTO notifications.webhook_secret (id, endpoint_id, sealed)"
        " VALUES (:id, :endpoint, :sealed)",
        id=new_id(),
        endpoint=endpoint_id,
        sealed=seal(box, endpoint_id, secret),
    )
    return written(secret)


def ids(receiver: Receiver) -> set[str]:
    return {got.message_id for got in receiver.got}


async def all_delivered(live: Live, wanted: int) -> None:
    states: list[tuple[str, int]] = []
    # What was in hand two times goes out one by one, but not slowly.
    async with asyncio.timeout(60):
        while states != [("delivered", wanted)]:
            await asyncio.sleep(0.05)
            found = await live.execute(
                "SELECT state, count(*) FROM notifications.delivery GROUP BY 1"
            )
            states = [tuple(row) for row in found]


async def test_n1_a_worker_killed_again_and_again_loses_none_of_ten_thousand(
    committed_database_url: str,
) -> None:
    chance = random.Random(5)  # noqa: S311  # a repeatable choice of moments
    async with AsyncExitStack() as opened, receiving() as receiver:
        live = Live(committed_database_url, 0, opened)
        secrets = {
            f"/hook/{n}": await endpoint_at(live, f"{receiver.url}/{n}")
            for n in range(ENDPOINTS)
        }
        worker = await start(committed_database_url)
        for _ in range(KILLS):
            seen = len(receiver.got)
            await live.publish(
                *(happened(occurred_at=datetime.now(UTC)) for _ in range(EVENTS))
            )
            await receiver.until(lambda it, n=seen: len(it.got) > n, 60)  # type: ignore[misc]  # bound
            await asyncio.sleep(chance.uniform(0, 0.3))
            worker.kill()
            await worker.wait()
            # What it held is free when its lease is over; nobody waits for that here.
            await live.execute(
                "UPDATE notifications.delivery SET lease_until = now()"
                " WHERE state = 'sending'"
            )
            worker = await start(committed_database_url)
        await all_delivered(live, KILLS * ENDPOINTS * EVENTS)
        worker.terminate()
        assert await worker.wait() == 0

    messages = {(got.path, got.message_id, got.body) for got in receiver.got}
    assert len(messages) == KILLS * ENDPOINTS * EVENTS
    assert len(ids(receiver)) == KILLS * EVENTS
    # Twice comes only what was in hand when it died: N1 allows five in a hundred.
    assert len(receiver.got) - len(messages) <= len(messages) // 20
    for got in receiver.got[:: len(secrets) - 1]:
        got.verified(secrets[got.path])


async def test_n8_an_endpoint_that_hangs_holds_up_no_other(
    committed_database_url: str,
) -> None:
    async with AsyncExitStack() as opened, receiving() as hung, receiving() as well:
        live = Live(committed_database_url, 0, opened)
        hung.hangs = True
        for url in (hung.url, *(f"{well.url}/{n}" for n in range(9))):
            await endpoint_at(live, url)
        worker = await start(committed_database_url)
        await live.publish(
            *(happened(occurred_at=datetime.now(UTC)) for _ in range(20))
        )
        await well.until(lambda it: len(it.got) == 9 * 20, 60)
        waiting = hung.waiting
        rows = await live.execute(
            "SELECT count(*) FROM notifications.delivery d"
            " JOIN notifications.webhook_endpoint w ON w.id = d.target_id"
            " WHERE w.url = :url AND d.state = 'sending'",
            url=hung.url,
        )
        worker.kill()
        await worker.wait()

    # All the others have theirs, while it still holds on to its first.
    assert len(ids(well)) == 20
    assert 1 <= waiting <= 8
    assert rows[0][0] <= 8
