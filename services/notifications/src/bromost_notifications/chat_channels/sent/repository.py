from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.paging import AnyRow, AnySelect, Key, Order, PageRequest, fetch_page
from bromost_notifications.chat_channels.models import ChatMessage
from bromost_notifications.chat_channels.repository import CHANNEL
from bromost_notifications.deliveries.models import Delivery

_NEWEST = Order(
    "newest",
    [Key(Delivery.created_at, descending=True), Key(Delivery.id, descending=True)],
)


class ChatSentRepository:
    """What was sent to a channel."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(
        self, channel_id: UUID, wanted: PageRequest
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        return await fetch_page(self._session, _shown(channel_id), _NEWEST, wanted)

    async def get(self, channel_id: UUID, delivery_id: UUID) -> AnyRow | None:
        found = await self._session.execute(
            _shown(channel_id).where(Delivery.id == delivery_id)
        )
        return found.one_or_none()


def _shown(channel_id: UUID) -> AnySelect:
    return (
        select(
            Delivery.id,
            Delivery.target_id.label("channel_id"),
            ChatMessage.news,
            ChatMessage.news_count,
            ChatMessage.occurred_at,
            Delivery.state,
            Delivery.attempt,
            Delivery.max_attempt,
            Delivery.next_attempt_at,
            Delivery.last_error,
            Delivery.created_at,
            Delivery.ended_at,
        )
        .join(ChatMessage, ChatMessage.id == Delivery.source_id)
        .where(Delivery.channel == CHANNEL, Delivery.target_id == channel_id)
    )
