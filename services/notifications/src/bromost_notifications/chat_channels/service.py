from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import (
    ConflictError,
    StaleVersionError,
    invalid,
)
from bromost_common.secrets_at_rest import SecretBox, at_hand
from bromost_notifications.sending.addresses import OBJECTIONS, Guard

from .destinations import Destination, seal
from .models import ChatChannel
from .repository import ChatChannelRepository
from .schemas import ChatChannelBody, ChatChannelChange, ChatChannelOut

MOST = 20


class TooManyChatChannelsError(ConflictError):
    """One programme has enough of them."""

    code = "too_many_chat_channels"


class ChatChannelService:
    """Channels of a programme: added, changed, switched off and on, removed."""

    def __init__(
        self, session: AsyncSession, guard: Guard, box: SecretBox | None
    ) -> None:
        self._channels = ChatChannelRepository(session)
        self._guard = guard
        self._box = box

    async def all(self, programme_id: UUID, *, actor: Actor) -> list[ChatChannelOut]:
        await self._channels.require(actor, programme_id)
        return [_out(one) for one in await self._channels.of(programme_id)]

    async def get(
        self, programme_id: UUID, channel_id: UUID, *, actor: Actor
    ) -> ChatChannelOut:
        return _out(await self._channels.its(programme_id, channel_id, actor=actor))

    async def add(
        self, programme_id: UUID, wanted: ChatChannelBody, *, actor: Actor
    ) -> ChatChannelOut:
        await self._channels.require(actor, programme_id)
        await self._channels.keep_in_order(programme_id)
        if await self._channels.count(programme_id) >= MOST:
            raise TooManyChatChannelsError(f"A programme has {MOST} at most.")
        channel = ChatChannel(id=new_id(), programme_id=programme_id)
        _take_over(channel, wanted)
        self._move(channel, wanted.destination)
        await self._channels.add(channel)
        return _out(channel)

    async def change(
        self,
        programme_id: UUID,
        channel_id: UUID,
        wanted: ChatChannelChange,
        version: int,
        *,
        actor: Actor,
    ) -> ChatChannelOut:
        channel = await self._its(programme_id, channel_id, version, actor=actor)
        _take_over(channel, wanted)
        if wanted.destination is not None:
            self._move(channel, wanted.destination)
            # Another place has failed at nothing yet.
            channel.failing_since = None
        return await self._changed(channel)

    async def disable(
        self, programme_id: UUID, channel_id: UUID, version: int, *, actor: Actor
    ) -> ChatChannelOut:
        """Nothing is sent there, and what happens meanwhile never will be."""
        channel = await self._its(programme_id, channel_id, version, actor=actor)
        if channel.state == "disabled":
            return _out(channel)
        channel.switch_off()
        return await self._changed(channel)

    async def enable(
        self, programme_id: UUID, channel_id: UUID, version: int, *, actor: Actor
    ) -> ChatChannelOut:
        channel = await self._its(programme_id, channel_id, version, actor=actor)
        if channel.state == "active":
            return _out(channel)
        channel.switch_on()
        return await self._changed(channel)

    async def remove(
        self, programme_id: UUID, channel_id: UUID, version: int, *, actor: Actor
    ) -> None:
        """With its address and all that was sent there."""
        channel = await self._its(programme_id, channel_id, version, actor=actor)
        await self._channels.remove(channel)

    async def _its(
        self, programme_id: UUID, channel_id: UUID, version: int, *, actor: Actor
    ) -> ChatChannel:
        channel = await self._channels.its(
            programme_id, channel_id, actor=actor, lock=True
        )
        if channel.version != version:
            current = _out(channel)
            raise StaleVersionError("It was changed elsewhere.", current=current)
        return channel

    def _move(self, channel: ChatChannel, to: Destination) -> None:
        objection = self._guard.objection(to.address)
        if objection is not None:
            raise _bad_address(objection, OBJECTIONS[objection])
        if not to.fits():
            raise _bad_address(
                "address_of_another_kind", "This kind writes its addresses otherwise."
            )
        channel.sealed = seal(at_hand(self._box), channel.id, to)
        channel.kind, channel.host = to.kind, to.host

    async def _changed(self, channel: ChatChannel) -> ChatChannelOut:
        channel.version += 1
        await self._channels.flush()
        return _out(channel)


def _bad_address(code: str, message: str) -> Exception:
    return invalid("body", "destination", "address", code=code, message=message)


def _take_over(channel: ChatChannel, wanted: ChatChannelChange) -> None:
    channel.name, channel.language = wanted.name, wanted.language
    channel.topics = [*wanted.topics]


def _out(channel: ChatChannel) -> ChatChannelOut:
    return ChatChannelOut.model_validate(channel)
