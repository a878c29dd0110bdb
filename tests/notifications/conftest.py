"""The notifications service is the one under test here."""

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import new_id
from bromost_common.digests import token_digest
from bromost_common.outbox import OutboxMessage
from bromost_common.relay import Relay
from bromost_notifications.access import ACCESS
from bromost_notifications.inbox.handlers import CONSUMER, NotifyReaders
from tests.notifications.receiving import Receiver, receiving

Tell = Callable[..., Awaitable[None]]


@pytest.fixture
def app(notifications: FastAPI) -> FastAPI:
    return notifications


def relay_of(app: FastAPI) -> Relay:
    return Relay(app.state.sessions, CONSUMER, partial(NotifyReaders, access=ACCESS))


def happened(**changes: Any) -> OutboxMessage:
    values: dict[str, Any] = {
        "event_type": "organisation.registered.v1",
        "object_type": "organisation",
        "object_id": new_id(),
        "actor_id": None,
        "payload": {"name": "Orkdal kommune"},
    }
    return OutboxMessage(**values | changes)


@pytest.fixture
def tell(app: FastAPI, session: AsyncSession) -> Tell:
    """Commits events, all at once, and lets the relay take them further."""

    async def tell(*events: OutboxMessage) -> None:
        await session.execute(text("RESET ROLE"))
        for event in events:
            session.add(event)
            await session.flush()
        await session.commit()
        relay = relay_of(app)
        while await relay.deliver():
            pass

    return tell


async def account_of(session: AsyncSession, client: AsyncClient) -> UUID:
    await session.execute(text("RESET ROLE"))
    found = await session.scalar(
        text("SELECT account_id FROM api.session WHERE token_digest = :digest"),
        {"digest": token_digest(client.cookies["sid"])},
    )
    return UUID(str(found))


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """A program elsewhere that takes webhooks."""
    async with receiving() as made:
        yield made
