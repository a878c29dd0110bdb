from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError
from bromost_notifications.access import ACCESS
from bromost_notifications.deliveries.models import Delivery
from bromost_notifications.programmes import require_managed

from .models import ChatChannel, ChatMessage

CHANNEL = "chat"
MAY = "chat_channel.write"
# Who has that, and hears of a channel that is switched off.
MANAGERS = frozenset(role for role, may in ACCESS.items() if MAY in may)


class ChatChannelRepository:
    """Every query on chat channels; whoever manages a programme sees its own."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def require(self, actor: Actor, programme_id: UUID) -> None:
        await require_managed(self._session, actor, MAY, programme_id)

    async def of(self, programme_id: UUID) -> Sequence[ChatChannel]:
        found = await self._session.scalars(
            select(ChatChannel)
            .where(ChatChannel.programme_id == programme_id)
            .order_by(ChatChannel.id)
        )
        return found.all()

    async def count(self, programme_id: UUID) -> int:
        found = await self._session.scalar(
            select(func.count()).where(ChatChannel.programme_id == programme_id)
        )
        return found or 0

    async def keep_in_order(self, programme_id: UUID) -> None:
        """Let channels of one programme be added one after another."""
        key = func.hashtextextended(f"chat channels {programme_id}", 0)
        await self._session.execute(select(func.pg_advisory_xact_lock(key)))

    async def its(
        self, programme_id: UUID, channel_id: UUID, *, actor: Actor, lock: bool = False
    ) -> ChatChannel:
        """A channel of a programme that the actor manages, or a refusal."""
        await self.require(actor, programme_id)
        statement = select(ChatChannel).where(
            ChatChannel.id == channel_id, ChatChannel.programme_id == programme_id
        )
        channel = await self._session.scalar(
            statement.with_for_update() if lock else statement
        )
        if channel is None:
            raise NotFoundError("There is no such channel in this programme.")
        return channel

    async def add(self, record: ChatChannel | ChatMessage | Delivery) -> None:
        self._session.add(record)
        await self._session.flush()
        await self._session.refresh(record)

    async def flush(self) -> None:
        await self._session.flush()

    async def remove(self, channel: ChatChannel) -> None:
        """With all that was sent there, or is on its way."""
        await self._session.execute(
            delete(Delivery).where(
                Delivery.channel == CHANNEL, Delivery.target_id == channel.id
            )
        )
        await self._session.delete(channel)
        await self._session.flush()
