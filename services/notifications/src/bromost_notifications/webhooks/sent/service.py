from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import ConflictError, NotFoundError
from bromost_common.paging import Page, PageRequest
from bromost_common.relay import Message
from bromost_notifications.deliveries.repository import DeliveryRepository
from bromost_notifications.deliveries.schemas import AttemptOut, DeliveryState
from bromost_notifications.deliveries.service import NotReplayableError
from bromost_notifications.webhooks.event_types import TEST
from bromost_notifications.webhooks.fan_out import write_message
from bromost_notifications.webhooks.models import WebhookEndpoint
from bromost_notifications.webhooks.payload import test_body
from bromost_notifications.webhooks.repository import WebhookRepository

from .repository import MOST_REPLAYED, SentRepository
from .schemas import (
    WebhookDeliveryDetailOut,
    WebhookDeliveryOut,
    WebhookReplay,
    WebhookReplayedOut,
)


class WebhookDisabledError(ConflictError):
    """It is switched off, so nothing would be sent."""

    code = "webhook_disabled"


class SentService:
    """What was sent to one's own endpoints; sent again, and tried."""

    def __init__(self, session: AsyncSession, origin: str) -> None:
        self._session = session
        self._webhooks = WebhookRepository(session)
        self._sent = SentRepository(session)
        self._deliveries = DeliveryRepository(session)
        self._origin = origin

    async def page(
        self,
        wanted: PageRequest,
        *,
        webhook_id: UUID | None,
        state: DeliveryState | None,
        actor: Actor,
    ) -> Page[WebhookDeliveryOut]:
        rows, cursor, total = await self._sent.page(
            wanted, webhook_id=webhook_id, state=state, visible_to=actor
        )
        items = [WebhookDeliveryOut.model_validate(row) for row in rows]
        return Page(items=items, next_cursor=cursor, total=total)

    async def get(self, delivery_id: UUID, *, actor: Actor) -> WebhookDeliveryDetailOut:
        row = await self._sent.get(delivery_id, visible_to=actor)
        if row is None:
            raise NotFoundError("Nothing like that was sent to a webhook of yours.")
        attempts = await self._deliveries.attempts(delivery_id)
        return WebhookDeliveryDetailOut(
            **WebhookDeliveryOut.model_validate(row).model_dump(),
            body=row.body,
            attempts=[AttemptOut.model_validate(one) for one in attempts],
        )

    async def test(self, webhook_id: UUID, *, actor: Actor) -> WebhookDeliveryOut:
        """A message of which nothing has happened, on its way at once."""
        endpoint = await self._active(webhook_id, actor)
        now, message_id = datetime.now(UTC), new_id()
        message = Message(
            message_id, TEST, "webhook", endpoint.id, actor.account_id, {}, now, 0
        )
        body = test_body(message_id, endpoint.id, now, self._origin)
        await write_message(self._session, message, body, to=[endpoint.id])
        page = PageRequest(limit=1)
        found = await self.page(page, webhook_id=webhook_id, state=None, actor=actor)
        return found.items[0]

    async def replay(
        self, delivery_id: UUID, *, actor: Actor
    ) -> WebhookDeliveryDetailOut:
        old = await self.get(delivery_id, actor=actor)
        await self._active(old.webhook_id, actor)
        # As it is now that nobody else can send it again.
        old = await self.get(delivery_id, actor=actor)
        if old.state not in {"dead", "delivered"}:
            raise NotReplayableError("Only what has ended can be sent again.")
        if await self._deliveries.was_replayed(delivery_id):
            raise NotReplayableError("It has been sent again already.")
        [made] = await self._sent.replay([delivery_id])
        return await self.get(made, actor=actor)

    async def replay_since(
        self, webhook_id: UUID, wanted: WebhookReplay, *, actor: Actor
    ) -> WebhookReplayedOut:
        await self._active(webhook_id, actor)
        since, only_failed = wanted.since, wanted.only_failed
        total = await self._sent.count_ended(webhook_id, since, only_failed=only_failed)
        if wanted.dry_run:
            return WebhookReplayedOut(replayed=0, left=total)
        ids = await self._sent.ended(
            webhook_id, since, only_failed=only_failed, most=MOST_REPLAYED
        )
        await self._sent.replay(ids)
        return WebhookReplayedOut(replayed=len(ids), left=max(total - len(ids), 0))

    async def _active(self, webhook_id: UUID, actor: Actor) -> WebhookEndpoint:
        """Locked, so that what is sent again is sent again once."""
        endpoint = await self._webhooks.get(webhook_id, visible_to=actor, lock=True)
        if endpoint is None:
            raise NotFoundError("You have no such webhook.")
        if endpoint.state != "active":
            raise WebhookDisabledError("It is switched off; switch it on first.")
        return endpoint
