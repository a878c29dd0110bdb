"""Channels apart from each other, and a sender that dies: N1 and N8 for chats.

The worker is the product's own process, and the receivers servers beside it.
"""

import asyncio
import os
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from uuid import UUID

import pytest
from pydantic import SecretStr, TypeAdapter

from bromost_common.db import new_id
from bromost_common.outbox import OutboxMessage
from bromost_common.secrets_at_rest import SecretBox
from bromost_notifications.chat_channels.destinations import Destination, seal

from .chats import destination_at
from .conftest import happened
from .live import Live
from .receiving import Receiver, receiving
from .test_webhook_killed import start

pytestmark = pytest.mark.committed
WELL = 5


async def channel_at(live: Live, programme_id: UUID, receiver: Receiver) -> None:
    receiver.answer = b"ok"
    channel_id = new_id()
    box = SecretBox.of(SecretStr(os.environ["BROMOST_SECRET_KEY"]))
    destination: Destination = TypeAdapter[Destination](Destination).validate_python(
        destination_at(receiver, "slack")
    )
    await live.execute(
        "INSERT INTO notifications.chat_channel"
        " (id, programme_id, name, kind, host, sealed, language, topics)"
        " VALUES (:id, :programme_id, 'C', 'slack', '127.0.0.1', :sealed, 'en',"
        "  '{programme.changed}')",
        id=channel_id,
        programme_id=programme_id,
        sealed=seal(box, channel_id, destination),
    )


async def until(live: Live, wanted: str) -> None:
    """All that is sent is so."""
    found: list[tuple[str, int]] = []
    async with asyncio.timeout(30):
        while found != [(wanted, WELL + 1)]:
            await asyncio.sleep(0.05)
            rows = await live.execute(
                "SELECT state, count(*) FROM notifications.delivery GROUP BY 1"
            )
            found = [(state, count) for state, count in rows]


def changed(programme_id: UUID) -> OutboxMessage:
    about = {"code": "P1", "title": {"en": "P"}, "original_language": "en"}
    return happened(
        event_type="programme.changed.v1",
        object_type="programme",
        object_id=programme_id,
        payload=about | {"changed": ["goals"]},
        occurred_at=datetime.now(UTC),
    )


async def test_n1_n8_a_killed_worker_loses_nothing_and_one_that_hangs_stops_no_other(
    committed_database_url: str,
) -> None:
    programme_id = new_id()
    async with AsyncExitStack() as opened, receiving() as hung, receiving() as well:
        live = Live(committed_database_url, 0, opened)
        await live.execute(
            "INSERT INTO api.programme (id, code, title, original_language)"
            """ VALUES (:id, 'P1', '{"en": "Programme"}', 'en')""",
            id=programme_id,
        )
        hung.hangs = True
        for receiver in (hung, *(well for _ in range(WELL))):
            await channel_at(live, programme_id, receiver)
        worker = await start(committed_database_url)
        await live.publish(changed(programme_id))
        await until(live, "pending")
        # The time of gathering is not waited for here.
        await live.execute("UPDATE notifications.delivery SET next_attempt_at = now()")
        await well.until(lambda it: len(it.got) == WELL, 30)
        await hung.until(lambda it: it.waiting == 1, 30)
        worker.kill()
        await worker.wait()
        hung.hangs = False
        await live.execute(
            "UPDATE notifications.delivery SET lease_until = now()"
            " WHERE state = 'sending'"
        )
        worker = await start(committed_database_url)
        await hung.until(lambda it: len(it.got) == 2, 30)  # again
        await until(live, "delivered")
        worker.terminate()
        assert await worker.wait() == 0

    # What was sent twice is the same.
    assert hung.got[0].body == hung.got[1].body
