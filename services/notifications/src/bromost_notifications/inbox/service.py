from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError
from bromost_common.paging import Page, PageRequest

from .repository import InboxRepository
from .schemas import (
    COUNT_CAP,
    InboxCount,
    InboxState,
    NotificationOut,
    NotificationUpdate,
    ReadAll,
    ReadAllOut,
)


class Counted(NamedTuple):
    """The count, and a tag that changes whenever the inbox may look different."""

    unread: InboxCount
    tag: str


class InboxService:
    """What people do with their own notifications."""

    def __init__(self, session: AsyncSession) -> None:
        self._inbox = InboxRepository(session)

    async def page(
        self, state: InboxState, wanted: PageRequest, *, actor: Actor
    ) -> Page[NotificationOut]:
        rows, cursor, total = await self._inbox.page(state, wanted, visible_to=actor)
        items = [NotificationOut.model_validate(row) for row in rows]
        return Page(items=items, next_cursor=cursor, total=total)

    async def count(self, *, actor: Actor) -> Counted:
        unread, newest = await self._inbox.count(visible_to=actor)
        count = InboxCount(unread=min(unread, COUNT_CAP), is_capped=unread > COUNT_CAP)
        return Counted(count, f'"{unread}-{newest}"')

    async def newest_id(self, *, actor: Actor) -> int:
        return await self._inbox.newest_id(visible_to=actor)

    async def change(
        self, notification_id: int, wanted: NotificationUpdate, *, actor: Actor
    ) -> NotificationOut:
        found = await self._inbox.change(
            notification_id,
            read=wanted.read,
            archived=wanted.archived,
            visible_to=actor,
        )
        if found is None:
            raise NotFoundError("There is no such notification in your inbox.")
        return NotificationOut.model_validate(found)

    async def read_all(self, wanted: ReadAll, *, actor: Actor) -> ReadAllOut:
        marked = await self._inbox.read_until(wanted.until_id, visible_to=actor)
        return ReadAllOut(marked=marked)
