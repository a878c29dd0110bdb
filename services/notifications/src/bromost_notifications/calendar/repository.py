import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import LargeBinary, Uuid, bindparam, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor

from .models import CalendarEntry, CalendarFeed

# What reads as before keeps its number and its moment.
_KEEP = text(
    "INSERT INTO notifications.calendar_entry AS kept (feed_id, uid, digest)"
    " SELECT :feed, n.uid, n.digest FROM unnest(:uids, :digests) AS n (uid, digest)"
    " ON CONFLICT (feed_id, uid) DO UPDATE SET digest = excluded.digest,"
    " sequence = kept.sequence + 1, changed_at = now()"
    " WHERE kept.digest <> excluded.digest"
).bindparams(
    bindparam("feed", type_=Uuid()),
    bindparam("uids", type_=ARRAY(Uuid())),
    bindparam("digests", type_=ARRAY(LargeBinary())),
)


class Revision(NamedTuple):
    """How often what is told of something has changed, and when it last did."""

    sequence: int
    changed_at: datetime


class CalendarRepository:
    """The feeds of people, and what they said."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, actor: Actor) -> Sequence[CalendarFeed]:
        found = await self._session.scalars(
            select(CalendarFeed)
            .where(CalendarFeed.account_id == actor.account_id)
            .order_by(CalendarFeed.created_at, CalendarFeed.id)
        )
        return found.all()

    async def lock(self, actor: Actor) -> None:
        """Keep what one person does with their feeds in order."""
        await self._session.execute(
            select(
                func.pg_advisory_xact_lock(
                    func.hashtextextended(f"calendar {actor.account_id}", 0)
                )
            )
        )

    async def one(self, feed_id: UUID, *, visible_to: Actor) -> CalendarFeed | None:
        return await self._session.scalar(
            select(CalendarFeed).where(
                CalendarFeed.id == feed_id,
                CalendarFeed.account_id == visible_to.account_id,
            )
        )

    async def add(self, feed: CalendarFeed) -> None:
        self._session.add(feed)
        await self._session.flush()
        await self._session.refresh(feed)

    async def remove(self, feed: CalendarFeed) -> None:
        await self._session.delete(feed)

    async def keep(
        self, feed_id: UUID, said: Mapping[UUID, str]
    ) -> dict[UUID, Revision]:
        """What the feed says now; what it no longer says is forgotten."""
        await self._session.execute(
            delete(CalendarEntry).where(
                CalendarEntry.feed_id == feed_id, CalendarEntry.uid.not_in(said)
            )
        )
        digests = [hashlib.sha256(one.encode()).digest() for one in said.values()]
        await self._session.execute(
            _KEEP, {"feed": feed_id, "uids": [*said], "digests": digests}
        )
        await self._session.execute(
            update(CalendarFeed)
            .where(CalendarFeed.id == feed_id)
            .values(read_at=func.now())
        )
        found = await self._session.execute(
            select(
                CalendarEntry.uid, CalendarEntry.sequence, CalendarEntry.changed_at
            ).where(CalendarEntry.feed_id == feed_id)
        )
        return {row.uid: Revision(row.sequence, row.changed_at) for row in found}
