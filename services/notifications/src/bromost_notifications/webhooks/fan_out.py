"""Turns events into messages for the endpoints whose owners may read of them."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.relay import Message
from bromost_notifications.sending.retries import STANDARD

from .event_types import EVENT_TYPES
from .payload import body_of
from .reading import Receiver, active_receivers, sight_of

CONSUMER = "webhooks"
# The whole of the table of retries, and time for an endpoint that was off.
LIFETIME = timedelta(days=5)
_WRITE = text(
    "INSERT INTO notifications.webhook_message (id, event_type, object_type,"
    " object_id, project_id, body, occurred_at)"
    " VALUES (:id, :event_type, :object_type, :object_id, :project_id, :body,"
    "  :occurred_at) ON CONFLICT DO NOTHING"
).bindparams(bindparam("project_id", type_=Uuid()))
# Due when it happened, so that each endpoint hears of things in their order.
_SEND = text(
    "INSERT INTO notifications.delivery (id, source_kind, source_id, channel,"
    " target_id, max_attempt, next_attempt_at, expires_at)"
    " SELECT gen_random_uuid(), 'event', :id, 'webhook', t.id, :max_attempt,"
    "  least(:occurred_at, now()), now() + :lifetime"
    " FROM unnest(:targets) AS t (id) ON CONFLICT DO NOTHING"
).bindparams(bindparam("targets", type_=ARRAY(Uuid())))


class TellEndpoints:
    """One batch of events; `origin` is where the installation is."""

    def __init__(self, session: AsyncSession, origin: str) -> None:
        self._session = session
        self._origin = origin
        self._receivers: Sequence[Receiver] | None = None

    async def handle(self, message: Message) -> None:
        if message.event_type not in EVENT_TYPES:
            return
        if self._receivers is None:
            self._receivers = await active_receivers(self._session)
        wanting = [
            one
            for one in self._receivers
            if one.wants(message.event_type, message.occurred_at)
        ]
        if not wanting:
            return
        sight = await sight_of(self._session, message)
        reached = [one.id for one in wanting if one.may_read(message.event_type, sight)]
        if reached:
            body = body_of(message, self._origin)
            await write_message(self._session, message, body, to=reached)

    async def close(self) -> None:
        """All of it is written already."""


async def write_message(
    session: AsyncSession, message: Message, body: str, *, to: Sequence[UUID]
) -> None:
    """Once for each endpoint, however often an event is handled."""
    project_id = message.payload.get("project_id")
    await session.execute(
        _WRITE,
        {
            "id": message.id,
            "event_type": message.event_type,
            "object_type": message.object_type,
            "object_id": message.object_id,
            "project_id": project_id and UUID(str(project_id)),
            "body": body,
            "occurred_at": message.occurred_at,
        },
    )
    await session.execute(
        _SEND,
        {
            "id": message.id,
            "targets": [*to],
            "max_attempt": STANDARD.max_attempt,
            "occurred_at": message.occurred_at,
            "lifetime": LIFETIME,
        },
    )
