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
KILLS = 6
OF_EACH = 20


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


async def test_n1_a_worker_killed_again_and_again_loses_no_message(
    committed_database_url: str,
) -> None:
    chance = random.Random(5)  # noqa: S311  # a repeatable choice of moments
    async with AsyncExitStack() as opened, receiving() as receiver:
        live = Live(committed_database_url, 0, opened)
        secret = await endpoint_at(live, receiver.url)
        told: set[str] = set()
        worker = await start(committed_database_url)
        for _ in range(KILLS):
            events = [happened(occurred_at=datetime.now(UTC)) for _ in range(OF_EACH)]
            await live.publish(*events)
            told |= {str(event.id) for event in events}
            seen = len(receiver.got)
            await receiver.until(lambda it, n=seen: len(it.got) > n, 60)  # type: ignore[misc]  # bound
            await asyncio.sleep(chance.uniform(0, 0.02))
            worker.kill()
            await worker.wait()
            # What it held is free when its lease is over; nobody waits for that here.
            await live.execute(
                "UPDATE notifications.delivery SET lease_until = now()"
                " WHERE state = 'sending'"
            )
            worker = await start(committed_database_url)
        states = [("pending", 0)]
        async with asyncio.timeout(60):
            while [state for state, _ in states] != ["delivered"]:
                await asyncio.sleep(0.05)
                states = await live.execute(
                    "SELECT state, count(*) FROM notifications.delivery"
                    " WHERE channel = 'webhook' GROUP BY 1"
                )
        worker.terminate()
        assert await worker.wait() == 0

    bodies = {(got.message_id, got.body) for got in receiver.got}
    assert len(bodies) == len(told) == KILLS * OF_EACH
    assert states[0][1] == len(told) == len(ids(receiver))
    for got in receiver.got:
        got.verified(secret)


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
