"""Gathers news for the channels of programmes: what comes together is told together."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.relay import Message
from bromost_notifications.inbox.handlers import params_of
from bromost_notifications.preferences.topics import topic_of
from bromost_notifications.sending.retries import STANDARD

from .models import ChatChannel
from .topics import CHAT_TOPICS

CONSUMER = "chat_channels"
# What happens within this time becomes one message: an import is no hundred of them.
GATHERED_FOR = timedelta(seconds=10)
# Of so many a message tells each; of the others how many there are.
MOST_TOLD: Final = 10
# News that are older have been read elsewhere.
LIFETIME = timedelta(days=2)
_TOLD_OF = text(
    "SELECT api.programmes_told_of_v1(:object_type, :object_id, :project_id)"
).bindparams(bindparam("project_id", type_=Uuid()))
_TARGETS = bindparam("targets", type_=ARRAY(Uuid()))
# One that was given up unread takes nothing more.
_CLOSE = text(
    "UPDATE notifications.chat_message m SET is_open = false WHERE m.is_open"
    " AND m.channel_id = ANY (:targets) AND NOT EXISTS ("
    "  SELECT FROM notifications.delivery d WHERE d.source_kind = 'event'"
    "  AND d.source_id = m.id AND d.channel = 'chat' AND d.state = 'pending')"
).bindparams(_TARGETS)
_GATHER = text(
    "WITH gathered AS ("
    " INSERT INTO notifications.chat_message AS m"
    "  (id, channel_id, news, news_count, is_open, occurred_at)"
    " SELECT gen_random_uuid(), t.id, jsonb_build_array(CAST(:news AS jsonb)), 1, true,"
    "  :occurred_at FROM unnest(:targets) AS t (id) ORDER BY t.id"
    " ON CONFLICT (channel_id) WHERE is_open DO UPDATE SET"
    "  news_count = m.news_count + 1,"
    "  news = CASE WHEN jsonb_array_length(m.news) < :most"
    "   THEN m.news || excluded.news ELSE m.news END"
    " RETURNING m.id, m.channel_id, m.news_count)"
    " INSERT INTO notifications.delivery (id, source_kind, source_id, channel,"
    "  target_id, max_attempt, next_attempt_at, expires_at)"
    " SELECT gen_random_uuid(), 'event', g.id, 'chat', g.channel_id, :max_attempt,"
    "  now() + :gathered_for, now() + :lifetime"
    " FROM gathered g WHERE g.news_count = 1"
).bindparams(_TARGETS)


class TellChats:
    """One batch of events; the channels hear what all in their programme may see."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._channels: Sequence[ChatChannel] | None = None

    async def handle(self, message: Message) -> None:
        topic = topic_of(message.event_type)
        if topic not in CHAT_TOPICS:
            return
        if self._channels is None:
            found = await self._session.scalars(
                select(ChatChannel).where(ChatChannel.state == "active")
            )
            self._channels = found.all()
        wanting = [
            one
            for one in self._channels
            # Nothing of the time before there was the channel.
            if topic in one.topics and one.created_at <= message.occurred_at
        ]
        if wanting:
            programmes = await self._told_of(message)
            targets = [one.id for one in wanting if one.programme_id in programmes]
            if targets:
                await self._gather(message, topic, sorted(targets))

    async def close(self) -> None:
        """All of it is written already."""

    async def _told_of(self, message: Message) -> set[UUID]:
        found = await self._session.scalar(
            _TOLD_OF,
            {
                "object_type": message.object_type,
                "object_id": message.object_id,
                "project_id": message.payload.get("project_id"),
            },
        )
        return {UUID(str(one)) for one in found or ()}

    async def _gather(
        self, message: Message, topic: str, targets: Sequence[UUID]
    ) -> None:
        news = {
            "topic": topic,
            "object_type": message.object_type,
            "object_id": str(message.object_id),
            "project_id": message.payload.get("project_id"),
            "params": params_of(message.payload),
        }
        await self._session.execute(_CLOSE, {"targets": targets})
        await self._session.execute(
            _GATHER,
            {
                "targets": targets,
                "news": json.dumps(news),
                "most": MOST_TOLD,
                "occurred_at": message.occurred_at,
                "max_attempt": STANDARD.max_attempt,
                "gathered_for": GATHERED_FOR,
                "lifetime": LIFETIME,
            },
        )
