import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.digests import token_digest
from bromost_common.errors import ConflictError, NotFoundError
from bromost_notifications.programmes import require_programme
from bromost_notifications.todo.repository import TodoRepository

from .models import CalendarFeed
from .rendering import Due, rendered, sayings
from .repository import CalendarRepository
from .schemas import CalendarFeedCreate, CalendarFeedIssued, CalendarFeedOut

MOST_FEEDS = 50
MOST_EVENTS = 500
AROUND = timedelta(days=366)


class Reading(NamedTuple):
    """Which feed a calendar reads, and where the pages are."""

    feed_id: UUID
    programme_id: UUID | None
    origin: str


class CalendarService:
    """What people have to do, in their own calendars."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._feeds = CalendarRepository(session)
        self._todo = TodoRepository(session)

    async def all(self, *, actor: Actor) -> Sequence[CalendarFeedOut]:
        found = await self._feeds.of(actor)
        return [CalendarFeedOut.model_validate(feed) for feed in found]

    async def issue(
        self, wanted: CalendarFeedCreate, origin: str, *, actor: Actor
    ) -> CalendarFeedIssued:
        if wanted.programme_id is not None:
            await require_programme(
                self._session, actor, "deadline.read", wanted.programme_id
            )
        await self._feeds.lock(actor)
        mine = await self._feeds.of(actor)
        if any(feed.programme_id == wanted.programme_id for feed in mine):
            raise ConflictError("You have an address for this already: renew it.")
        if len(mine) >= MOST_FEEDS:
            raise ConflictError(f"You have {MOST_FEEDS} addresses already.")
        token = secrets.token_urlsafe(32)
        feed = CalendarFeed(
            id=new_id(),
            account_id=actor.account_id,
            programme_id=wanted.programme_id,
            token_digest=token_digest(token),
        )
        return await self._issued(feed, token, origin)

    async def renew(
        self, feed_id: UUID, origin: str, *, actor: Actor
    ) -> CalendarFeedIssued:
        """The old address stops working at once."""
        feed = await self._own(feed_id, actor)
        token = secrets.token_urlsafe(32)
        feed.token_digest = token_digest(token)
        feed.issued_at = func.now()
        feed.read_at = None
        return await self._issued(feed, token, origin)

    async def withdraw(self, feed_id: UUID, *, actor: Actor) -> None:
        await self._feeds.remove(await self._own(feed_id, actor))

    async def read(self, reading: Reading, today: date, *, actor: Actor) -> bytes:
        rows = await self._todo.some(
            today - AROUND,
            today + AROUND,
            today=today,
            programme_id=reading.programme_id,
            most=MOST_EVENTS,
            visible_to=actor,
        )
        due = [Due.of(row) for row in rows]
        said = sayings(due, actor.locale, reading.origin)
        revisions = await self._feeds.keep(
            reading.feed_id, {uid: "\n".join(one) for uid, one in said.items()}
        )
        return rendered(due, said, revisions, language=actor.locale)

    async def _own(self, feed_id: UUID, actor: Actor) -> CalendarFeed:
        feed = await self._feeds.one(feed_id, visible_to=actor)
        if feed is None:
            raise NotFoundError("You have no such calendar address.")
        return feed

    async def _issued(
        self, feed: CalendarFeed, token: str, origin: str
    ) -> CalendarFeedIssued:
        await self._feeds.add(feed)
        path = f"/api/notifications/v1/calendars/{token}.ics"
        return CalendarFeedIssued(
            feed=CalendarFeedOut.model_validate(feed),
            address=origin.rstrip("/") + path,
        )
