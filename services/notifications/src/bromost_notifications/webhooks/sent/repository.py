from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.paging import AnyRow, AnySelect, Key, Order, PageRequest, fetch_page
from bromost_notifications.deliveries.models import Delivery
from bromost_notifications.sending.retries import STANDARD
from bromost_notifications.webhooks.event_types import TEST
from bromost_notifications.webhooks.fan_out import LIFETIME
from bromost_notifications.webhooks.models import WebhookEndpoint, WebhookMessage
from bromost_notifications.webhooks.repository import CHANNEL, own

_NEWEST = Order(
    "newest",
    [Key(Delivery.created_at, descending=True), Key(Delivery.id, descending=True)],
)
MOST_REPLAYED = 1000
# In the order in which things happened, which senders keep to.
_REPLAY = text(
    "INSERT INTO notifications.delivery (id, source_kind, source_id, channel,"
    " target_id, max_attempt, next_attempt_at, expires_at, replay_no, replay_of)"
    " SELECT n.new_id, d.source_kind, d.source_id, d.channel, d.target_id,"
    "  :max_attempt, now() - (:most - n.place) * interval '1 microsecond',"
    "  now() + :lifetime,"
    "  (SELECT max(s.replay_no) + 1 FROM notifications.delivery s"
    "   WHERE s.source_kind = d.source_kind AND s.source_id = d.source_id"
    "   AND s.channel = d.channel AND s.target_id = d.target_id), d.id"
    " FROM unnest(:old, :new) WITH ORDINALITY AS n (old_id, new_id, place)"
    " JOIN notifications.delivery d ON d.id = n.old_id"
).bindparams(
    bindparam("old", type_=ARRAY(Uuid())), bindparam("new", type_=ARRAY(Uuid()))
)


class SentRepository:
    """What was sent to people's own endpoints; everybody sees their own."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(
        self,
        wanted: PageRequest,
        *,
        webhook_id: UUID | None,
        state: str | None,
        visible_to: Actor,
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement = _shown(visible_to)
        if webhook_id is not None:
            statement = statement.where(Delivery.target_id == webhook_id)
        if state is not None:
            statement = statement.where(Delivery.state == state)
        return await fetch_page(self._session, statement, _NEWEST, wanted)

    async def get(self, delivery_id: UUID, *, visible_to: Actor) -> AnyRow | None:
        found = await self._session.execute(
            _shown(visible_to)
            .add_columns(WebhookMessage.body)
            .where(Delivery.id == delivery_id)
        )
        return found.one_or_none()

    async def ended(
        self, webhook_id: UUID, since: datetime, *, only_failed: bool, most: int
    ) -> Sequence[UUID]:
        """What may be sent again, the oldest event first."""
        found = await self._session.scalars(
            select(Delivery.id)
            .join(WebhookMessage, WebhookMessage.id == Delivery.source_id)
            .where(_ended(webhook_id, since, only_failed=only_failed))
            .order_by(WebhookMessage.occurred_at, WebhookMessage.id, Delivery.id)
            .limit(most)
        )
        return found.all()

    async def count_ended(
        self, webhook_id: UUID, since: datetime, *, only_failed: bool
    ) -> int:
        found = await self._session.scalar(
            select(func.count())
            .select_from(Delivery)
            .join(WebhookMessage, WebhookMessage.id == Delivery.source_id)
            .where(_ended(webhook_id, since, only_failed=only_failed))
        )
        return found or 0

    async def replay(self, delivery_ids: Sequence[UUID]) -> list[UUID]:
        """New deliveries of the same messages, in this order; the old ones stay."""
        made = [new_id() for _ in delivery_ids]
        await self._session.execute(
            _REPLAY,
            {
                "old": [*delivery_ids],
                "new": made,
                "max_attempt": STANDARD.max_attempt,
                "lifetime": LIFETIME,
                "most": MOST_REPLAYED,
            },
        )
        return made


def _shown(actor: Actor) -> AnySelect:
    return (
        select(
            Delivery.id,
            Delivery.target_id.label("webhook_id"),
            Delivery.source_id.label("message_id"),
            WebhookMessage.event_type,
            WebhookMessage.occurred_at,
            Delivery.state,
            Delivery.attempt,
            Delivery.max_attempt,
            Delivery.next_attempt_at,
            Delivery.last_error,
            Delivery.replay_no,
            Delivery.replay_of,
            Delivery.created_at,
            Delivery.ended_at,
        )
        .join(WebhookMessage, WebhookMessage.id == Delivery.source_id)
        .join(WebhookEndpoint, WebhookEndpoint.id == Delivery.target_id)
        .where(Delivery.channel == CHANNEL, own(actor))
    )


def _ended(
    webhook_id: UUID, since: datetime, *, only_failed: bool
) -> ColumnElement[bool]:
    again = aliased(Delivery)
    replayed = select(again.id).where(again.replay_of == Delivery.id).exists()
    states = ["dead"] if only_failed else ["dead", "delivered"]
    found: ColumnElement[bool] = (
        (Delivery.channel == CHANNEL)
        & (Delivery.target_id == webhook_id)
        & Delivery.state.in_(states)
        & (WebhookMessage.occurred_at >= since)
        & (WebhookMessage.event_type != TEST)
        & ~replayed
    )
    return found
