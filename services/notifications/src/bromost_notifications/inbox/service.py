from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError, invalid
from bromost_common.paging import Page, PageRequest

from .repository import InboxRepository
from .schemas import (
    COUNT_CAP,
    MOST_IDS,
    InboxChange,
    InboxChanged,
    InboxCount,
    InboxState,
    MarkedOut,
    NotificationOut,
    NotificationUpdate,
    ThreadOut,
    UntilId,
)

LONGEST_SNOOZE = timedelta(days=366)


class Counted(NamedTuple):
    """The counts, and a tag that changes whenever the inbox may look different."""

    counts: InboxCount
    tag: str


class InboxService:
    """What people do with their own notifications."""

    def __init__(self, session: AsyncSession) -> None:
        self._inbox = InboxRepository(session)

    async def page(
        self,
        state: InboxState,
        about: UUID | None,
        wanted: PageRequest,
        *,
        actor: Actor,
    ) -> Page[NotificationOut]:
        rows, cursor, total = await self._inbox.page(
            state, about, wanted, visible_to=actor
        )
        items = [NotificationOut.model_validate(row) for row in rows]
        return Page(items=items, next_cursor=cursor, total=total)

    async def threads(
        self, state: InboxState, wanted: PageRequest, *, actor: Actor
    ) -> Page[ThreadOut]:
        rows, cursor, total = await self._inbox.threads(state, wanted, visible_to=actor)
        items = [
            ThreadOut(
                newest=NotificationOut.model_validate(row),
                # A row's own methods are called count and index.
                count=row._mapping["count"],  # noqa: SLF001  # the documented way to a row's names
                unread=row.unread,
            )
            for row in rows
        ]
        return Page(items=items, next_cursor=cursor, total=total)

    async def count(self, *, actor: Actor) -> Counted:
        found = await self._inbox.count(visible_to=actor)
        counts = InboxCount(
            unseen=found.unseen,
            unread=min(found.unread, COUNT_CAP),
            is_capped=found.unread > COUNT_CAP,
            snoozed=found.snoozed,
        )
        return Counted(counts, f'"{"-".join(map(str, found))}"')

    async def newest_id(self, *, actor: Actor) -> int:
        return await self._inbox.newest_id(visible_to=actor)

    async def change(
        self, notification_id: int, wanted: NotificationUpdate, *, actor: Actor
    ) -> NotificationOut:
        _refuse_odd_moments(wanted)
        await self._inbox.change([notification_id], wanted, visible_to=actor)
        found = await self._inbox.one(notification_id, visible_to=actor)
        if found is None:
            raise NotFoundError("There is no such notification in your inbox.")
        return NotificationOut.model_validate(found)

    async def change_several(
        self, wanted: InboxChange, *, actor: Actor
    ) -> InboxChanged:
        """What is not one's own is left out, as if it did not exist."""
        _refuse_odd_moments(wanted)
        ids = set(wanted.ids)
        room = MOST_IDS - len(ids)
        found: list[int] = []
        if wanted.threads:
            found = await self._inbox.of_threads(
                wanted.threads, wanted.state, room + 1, visible_to=actor
            )
        ids.update(found[:room])
        done = await self._inbox.change(ids, wanted, visible_to=actor)
        return InboxChanged(ids=done, has_more=len(found) > room)

    async def read_all(self, wanted: UntilId, *, actor: Actor) -> MarkedOut:
        marked = await self._inbox.read_until(wanted.until_id, visible_to=actor)
        return MarkedOut(marked=marked)

    async def see_all(self, wanted: UntilId, *, actor: Actor) -> MarkedOut:
        seen = await self._inbox.see_until(wanted.until_id, visible_to=actor)
        return MarkedOut(marked=seen)


def _refuse_odd_moments(wanted: NotificationUpdate) -> None:
    if wanted.snoozed_until is None:
        return
    now = datetime.now(UTC)
    if not now < wanted.snoozed_until <= now + LONGEST_SNOOZE:
        raise invalid(
            "body",
            "snoozed_until",
            message="Choose a moment within the next year.",
            code="out_of_range",
        )
