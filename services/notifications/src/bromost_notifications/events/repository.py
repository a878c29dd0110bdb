import time
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.outbox import InboxEntry, OutboxMessage
from bromost_common.paging import AnyRow, Key, Order, PageRequest, fetch_page
from bromost_common.relay import first_id
from bromost_notifications.chat_channels.fan_out import CONSUMER as CHATS
from bromost_notifications.inbox.handlers import CONSUMER
from bromost_notifications.webhooks.fan_out import CONSUMER as WEBHOOKS

_NEWEST = Order(
    "newest",
    [
        Key(InboxEntry.handled_at, descending=True),
        Key(InboxEntry.message_id, descending=True),
    ],
)
# Who takes events further: to people, to endpoints and to chat channels.
CONSUMERS = (CONSUMER, WEBHOOKS, CHATS)
_PARKED: ColumnElement[bool] = and_(
    InboxEntry.consumer.in_(CONSUMERS),
    # The index on what waits is of what is not done.
    InboxEntry.state != "done",
    InboxEntry.state == "parked",
)
# Ids tell the time they were made; none but a broken relay is later than that.
RECENT_SECONDS = 24 * 3600
MOST_COUNTED = 10_000
_WAITING = text(
    "SELECT count(*) AS waiting,"
    " coalesce(extract(epoch FROM now() - min(w.occurred_at)), 0) AS oldest_seconds"
    " FROM (SELECT o.occurred_at FROM common.outbox o"
    "  WHERE o.id >= :since AND NOT EXISTS ("
    "   SELECT FROM common.inbox i"
    "   WHERE i.message_id = o.id AND i.consumer = :consumer)"
    "  ORDER BY o.position LIMIT :most) w"
)
_FAILED = text(
    "SELECT count(*) FILTER (WHERE state = 'failed') AS failed,"
    " count(*) FILTER (WHERE state = 'parked') AS parked FROM common.inbox"
    " WHERE consumer = ANY (:consumers) AND state <> 'done'"
)


class EventRepository:
    """What happened and is still to be told, as the relay sees it."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(
        self, wanted: PageRequest
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement = (
            select(
                OutboxMessage.id,
                OutboxMessage.event_type,
                OutboxMessage.object_type,
                OutboxMessage.object_id,
                OutboxMessage.occurred_at,
                InboxEntry.attempts,
                InboxEntry.last_error,
                InboxEntry.handled_at,
                InboxEntry.message_id,
            )
            .join(OutboxMessage, OutboxMessage.id == InboxEntry.message_id)
            .where(_PARKED)
        )
        return await fetch_page(self._session, statement, _NEWEST, wanted)

    async def retry(self, event_id: UUID | None, most: int) -> int:
        """Let the relay take them again, as if they had failed once; how many."""
        chosen = select(InboxEntry.message_id).where(_PARKED)
        if event_id is not None:
            chosen = chosen.where(InboxEntry.message_id == event_id)
        first = chosen.order_by(InboxEntry.handled_at, InboxEntry.message_id)
        taken = first.limit(most).with_for_update(skip_locked=True)
        retried = await self._session.scalars(
            update(InboxEntry)
            .where(_PARKED, InboxEntry.message_id.in_(taken))
            .values(state="failed", attempts=1, handled_at=func.now())
            .returning(InboxEntry.message_id)
        )
        return len(set(retried))

    async def waiting(self) -> AnyRow:
        """How many events the relay has not taken yet, and for how long."""
        since = first_id(time.time() - RECENT_SECONDS)
        bounds = {"consumer": CONSUMER, "since": since, "most": MOST_COUNTED}
        return (await self._session.execute(_WAITING, bounds)).one()

    async def failed(self) -> AnyRow:
        """How many wait to be tried again, and how many were given up."""
        return (await self._session.execute(_FAILED, {"consumers": [*CONSUMERS]})).one()
