"""Endpoints of people, events for them, and what a sender brings there."""

import random
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.outbox import OutboxMessage
from bromost_common.relay import Relay
from bromost_notifications.sending.addresses import Guard
from bromost_notifications.sending.receivers import ReceiverSender
from bromost_notifications.webhooks.channel import WebhookChannel
from bromost_notifications.webhooks.fan_out import CONSUMER, TellEndpoints
from bromost_notifications.webhooks.sender import ENDPOINTS

from .conftest import happened
from .receiving import Receiver
from .test_sender import Clock

ORIGIN = "http://127.0.0.1:8000"
LOOPBACK = "127.0.0.0/8 ::1/128"
HERE = Guard.of(LOOPBACK, allows_plain=True)


class OneAtATime(WebhookChannel):
    """One test's transactions share a connection."""

    at_once = 1


class Mailroom:
    """The relay and the sender of one test's service."""

    def __init__(self, app: FastAPI, session: AsyncSession) -> None:
        app.state.settings = app.state.settings.model_copy(
            update={
                "webhook_networks": LOOPBACK,
                "webhook_http": True,
            }
        )
        self.app = app
        self.session = session

    async def made(
        self, client: AsyncClient, receiver: Receiver, **changes: Any
    ) -> dict[str, Any]:
        """An endpoint of `client` at the receiver, with its secret."""
        wanted = {
            "name": "The data warehouse",
            "url": receiver.url,
            "event_types": ["project.changed.v1"],
        }
        answer = await client.post("/v1/webhooks", json=wanted | changes)
        assert answer.status_code == 201, answer.text
        issued: dict[str, Any] = answer.json()
        made: dict[str, Any] = issued["webhook"]
        return made | {"secret": issued["secret"]}

    async def tell(self, *events: OutboxMessage) -> None:
        """Commit events and write messages for the endpoints."""
        await self.committed(*events)
        relay = Relay(
            self.app.state.sessions, CONSUMER, lambda s: TellEndpoints(s, ORIGIN)
        )
        while await relay.deliver():
            pass

    async def committed(self, *events: OutboxMessage) -> None:
        await self.session.execute(text("RESET ROLE"))
        for event in events:
            self.session.add(event)
            await self.session.flush()
        await self.session.commit()

    async def send(self, guard: Guard = HERE, *, clock: Clock | None = None) -> int:
        """All that is due; how many attempts that were."""
        settings = self.app.state.settings
        channel = OneAtATime(self.app.state.sessions, guard, settings.secret_key)
        chance = random.Random(3)  # noqa: S311  # a repeatable spread
        sender = ReceiverSender(
            *(self.app.state.sessions, channel, ENDPOINTS),
            clock=clock,
            chance=chance.random,
        )
        sent = 0
        while await sender.deliver():
            sent += 1
        return sent

    async def change(self, statement: str, **values: Any) -> None:
        await self.session.execute(text("RESET ROLE"))
        await self.session.execute(text(statement), values)
        await self.session.commit()


def project_changed(project_id: UUID, **changes: Any) -> OutboxMessage:
    payload = {
        "code": "8",
        "title": {"en": "Youth enterprises"},
        "original_language": "en",
        "changed": ["status"],
    }
    return happened(
        event_type="project.changed.v1",
        object_type="project",
        object_id=project_id,
        payload=payload,
        **changes,
    )


async def sent(client: AsyncClient, **query: Any) -> list[dict[str, Any]]:
    answer = await client.get("/v1/webhook-deliveries", params=query)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def webhook(client: AsyncClient, webhook_id: str) -> dict[str, Any]:
    found: dict[str, Any] = (await client.get(f"/v1/webhooks/{webhook_id}")).json()
    return found
