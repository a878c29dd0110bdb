from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import ConflictError, NotFoundError
from bromost_common.paging import AnyRow, Page, PageRequest
from bromost_notifications.chat_channels.fan_out import LIFETIME
from bromost_notifications.chat_channels.models import ChatMessage
from bromost_notifications.chat_channels.repository import (
    CHANNEL,
    ChatChannelRepository,
)
from bromost_notifications.chat_channels.topics import TEST
from bromost_notifications.chat_channels.wording import said
from bromost_notifications.deliveries.models import Delivery
from bromost_notifications.deliveries.repository import DeliveryRepository
from bromost_notifications.deliveries.schemas import AttemptOut

from .repository import ChatSentRepository
from .schemas import ChatDeliveryDetailOut, ChatDeliveryOut


class ChatChannelDisabledError(ConflictError):
    """It is switched off, so nothing would be sent."""

    code = "chat_channel_disabled"


class ChatSentService:
    """What was sent to the channels of a programme; and to try one."""

    def __init__(self, session: AsyncSession) -> None:
        self._channels = ChatChannelRepository(session)
        self._sent = ChatSentRepository(session)
        self._deliveries = DeliveryRepository(session)

    async def page(
        self, programme_id: UUID, channel_id: UUID, wanted: PageRequest, *, actor: Actor
    ) -> Page[ChatDeliveryOut]:
        channel = await self._channels.its(programme_id, channel_id, actor=actor)
        rows, cursor, total = await self._sent.page(channel_id, wanted)
        items = [_out(row, channel.language) for row in rows]
        return Page(items=items, next_cursor=cursor, total=total)

    async def get(
        self, programme_id: UUID, channel_id: UUID, delivery_id: UUID, *, actor: Actor
    ) -> ChatDeliveryDetailOut:
        channel = await self._channels.its(programme_id, channel_id, actor=actor)
        row = await self._sent.get(channel_id, delivery_id)
        if row is None:
            raise NotFoundError("Nothing like that was sent to this channel.")
        attempts = await self._deliveries.attempts(delivery_id)
        return ChatDeliveryDetailOut(
            **_out(row, channel.language).model_dump(),
            attempts=[AttemptOut.model_validate(one) for one in attempts],
        )

    async def test(
        self, programme_id: UUID, channel_id: UUID, *, actor: Actor
    ) -> ChatDeliveryDetailOut:
        """A message of which nothing has happened, on its way at once."""
        channel = await self._channels.its(
            programme_id, channel_id, actor=actor, lock=True
        )
        if channel.state != "active":
            raise ChatChannelDisabledError("It is switched off; switch it on first.")
        now = datetime.now(UTC)
        message = ChatMessage(
            id=new_id(),
            channel_id=channel.id,
            news=[{"topic": TEST}],
            news_count=1,
            is_open=False,
            occurred_at=now,
        )
        await self._channels.add(message)
        delivery = Delivery(
            source_kind="event",
            source_id=message.id,
            channel=CHANNEL,
            target_id=channel.id,
            # Whoever tries wants to know now.
            max_attempt=1,
            expires_at=now + LIFETIME,
        )
        await self._channels.add(delivery)
        return await self.get(programme_id, channel_id, delivery.id, actor=actor)


def _out(row: AnyRow, language: str) -> ChatDeliveryOut:
    told = row._asdict()
    news = told.pop("news")
    is_test = any(one["topic"] == TEST for one in news)
    sentences = [] if is_test else [said(one, language) for one in news]
    return ChatDeliveryOut.model_validate(
        told | {"is_test": is_test, "said": sentences}
    )
