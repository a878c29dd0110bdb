from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    bindparam,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bromost_common.db import new_id
from bromost_common.paging import AnyRow, AnySelect, Key, Order, PageRequest, fetch_page
from bromost_notifications.inbox.models import Notification

from .models import Attempt, Delivery

_NEWEST = Order(
    "newest",
    [Key(Delivery.created_at, descending=True), Key(Delivery.id, descending=True)],
)
MOST_REPLAYED = 1000
# A replayed one has the whole of its attempts and of its time before it again.
LIFETIME = timedelta(days=3)
_HEALTH = text(
    "SELECT c.name, "
    "(SELECT count(*) FROM notifications.delivery d WHERE d.channel = c.name"
    "  AND d.state IN ('pending', 'sending')) AS pending,"
    "(SELECT min(d.next_attempt_at) FROM notifications.delivery d"
    "  WHERE d.channel = c.name AND d.state = 'pending'"
    "  AND d.next_attempt_at <= now()) AS oldest_pending_at,"
    "(SELECT count(*) FROM notifications.delivery d WHERE d.channel = c.name"
    "  AND d.state = 'dead' AND NOT EXISTS (SELECT FROM notifications.delivery r"
    "   WHERE r.replay_of = d.id)) AS dead,"
    "(SELECT count(*) FROM notifications.delivery d WHERE d.channel = c.name"
    "  AND d.state = 'delivered' AND d.ended_at > now() - interval '1 day')"
    "  AS delivered_in_a_day"
    " FROM unnest(CAST(:channels AS text[])) WITH ORDINALITY AS c (name, place)"
    " ORDER BY c.place"
)
_REPLAY = text(
    "INSERT INTO notifications.delivery (id, source_kind, source_id, notification_id,"
    " channel, target_id, max_attempt, expires_at, replay_no, replay_of)"
    " SELECT :new_id, d.source_kind, d.source_id, d.notification_id, d.channel,"
    " d.target_id, :max_attempt, now() + :lifetime,"
    " (SELECT max(s.replay_no) + 1 FROM notifications.delivery s"
    "  WHERE s.source_kind = d.source_kind AND s.source_id = d.source_id"
    "  AND s.channel = d.channel AND s.target_id = d.target_id), d.id"
    " FROM notifications.delivery d WHERE d.id = :id"
).bindparams(bindparam("max_attempt", type_=Integer()))


class DeliveryRepository:
    """What is on its way or was: seen by whoever looks after the installation."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(
        self, wanted: PageRequest, *, state: str | None, channel: str | None
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement = _shown()
        if state is not None:
            statement = statement.where(Delivery.state == state)
        if channel is not None:
            statement = statement.where(Delivery.channel == channel)
        return await fetch_page(self._session, statement, _NEWEST, wanted)

    async def get(self, delivery_id: UUID) -> AnyRow | None:
        found = await self._session.execute(_shown().where(Delivery.id == delivery_id))
        return found.one_or_none()

    async def attempts(self, delivery_id: UUID) -> Sequence[Attempt]:
        found = await self._session.scalars(
            select(Attempt)
            .where(Attempt.delivery_id == delivery_id)
            .order_by(Attempt.n)
        )
        return found.all()

    async def health(self, channels: Sequence[str]) -> Sequence[AnyRow]:
        found = await self._session.execute(_HEALTH, {"channels": [*channels]})
        return found.all()

    async def lock(self, delivery_id: UUID) -> str | None:
        """Its state, with nobody else sending it again meanwhile; None without it."""
        return await self._session.scalar(
            select(Delivery.state).where(Delivery.id == delivery_id).with_for_update()
        )

    async def was_replayed(self, delivery_id: UUID) -> bool:
        found = await self._session.scalar(
            select(literal(1)).where(Delivery.replay_of == delivery_id).limit(1)
        )
        return found is not None

    async def dead(self, since: datetime | None, most: int) -> Sequence[AnyRow]:
        """Given up and not sent again, the oldest cause first."""
        found = await self._session.execute(
            select(Delivery.id, Delivery.max_attempt)
            .where(_left_dead(since))
            .order_by(Delivery.created_at, Delivery.id)
            .limit(most)
            .with_for_update(skip_locked=True, of=Delivery)
        )
        return found.all()

    async def count_dead(self, since: datetime | None) -> int:
        found = await self._session.scalar(
            select(func.count()).select_from(Delivery).where(_left_dead(since))
        )
        return found or 0

    async def replay(self, delivery_id: UUID, max_attempt: int) -> UUID:
        """A new delivery of the same; the old one stays as it ended."""
        made = new_id()
        await self._session.execute(
            _REPLAY,
            {
                "id": delivery_id,
                "new_id": made,
                "max_attempt": max_attempt,
                "lifetime": LIFETIME,
            },
        )
        return made


def _shown() -> AnySelect:
    hidden = {"lost", "sent_to"}
    columns = [one for one in Delivery.__table__.columns if one.name not in hidden]
    return select(*columns, Notification.topic).outerjoin(
        Notification, Notification.id == Delivery.notification_id
    )


def _left_dead(since: datetime | None) -> ColumnElement[bool]:
    again = aliased(Delivery)
    replayed = select(again.id).where(again.replay_of == Delivery.id).exists()
    left = and_(Delivery.state == "dead", ~replayed)
    return left if since is None else and_(left, Delivery.ended_at >= since)
