"""Turns events of all services into notifications."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import AccessMap
from bromost_common.relay import Message
from bromost_notifications.preferences.recipients import recipients
from bromost_notifications.preferences.telling import tell
from bromost_notifications.preferences.topics import topic_of

from .repository import Announced, FanOutRepository

CONSUMER = "notifications"
# Who did it and who hears of it is nobody's business here, and what it is about has
# columns of its own.
NOT_PARAMS = frozenset(
    {"actor_id", "object_id", "told_to", "told_roles", "told_among", "in_charge"}
)


def _now() -> datetime:
    return datetime.now(UTC)


class NotifyReaders:
    """One batch of events: everybody hears of them who may and wants to."""

    def __init__(
        self,
        session: AsyncSession,
        access: AccessMap,
        channels: Mapping[str, int] = MappingProxyType({}),
        *,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        """`channels` by which people are told as well, with their attempts."""
        self._session = session
        self._now = clock
        self._fan_out = FanOutRepository(session)
        self._roles = [role for role, may in access.items() if "inbox.read" in may]
        self._channels = channels
        self._made: list[Announced] = []
        self._is_first = True

    async def handle(self, message: Message) -> None:
        if self._is_first:
            await self._fan_out.expect_growth()
            self._is_first = False
        attempts = self._channels.get("email")
        people = await recipients(self._session, message, self._roles)
        topic = topic_of(message.event_type)
        now = self._now()
        told = tell(topic, people, now, has_mail=attempts is not None)
        if not told:
            return
        params = params_of(message.payload)
        made = await self._fan_out.notify(
            message, params, told, now, mail_attempts=attempts
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
