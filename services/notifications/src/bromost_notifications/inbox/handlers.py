"""Turns events of all services into notifications."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import AccessMap
from bromost_common.relay import Message

from .repository import Announced, FanOutRepository

CONSUMER = "notifications"
# Who did it and who hears of it is nobody's business here, and what it is about has
# columns of its own.
NOT_PARAMS = frozenset({"actor_id", "object_id", "told_to", "told_roles", "told_among"})


class NotifyReaders:
    """One batch of events: everybody who may read hears of them."""

    def __init__(self, session: AsyncSession, access: AccessMap) -> None:
        self._fan_out = FanOutRepository(session)
        self._roles = [role for role, may in access.items() if "inbox.read" in may]
        self._made: list[Announced] = []
        self._is_first = True

    async def handle(self, message: Message) -> None:
        if self._is_first:
            await self._fan_out.expect_growth()
            self._is_first = False
        made = await self._fan_out.notify_readers(
            message, params_of(message.payload), roles=self._roles
        )
        if made is not None:
            self._made.append(made)

    async def close(self) -> None:
        if self._made:
            first = min(ids.first for ids in self._made)
            last = max(ids.last for ids in self._made)
            await self._fan_out.announce(Announced(first, last))


def params_of(payload: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in payload.items() if name not in NOT_PARAMS}
