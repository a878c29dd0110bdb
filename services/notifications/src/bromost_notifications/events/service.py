from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.errors import NotFoundError
from bromost_common.paging import Page, PageRequest

from .repository import EventRepository
from .schemas import RetriedOut, UnhandledEventOut

MOST_RETRIED = 1_000


class EventService:
    """Looking after what happened and could not be told."""

    def __init__(self, session: AsyncSession) -> None:
        self._events = EventRepository(session)

    async def page(self, wanted: PageRequest) -> Page[UnhandledEventOut]:
        rows, cursor, total = await self._events.page(wanted)
        items = [UnhandledEventOut.model_validate(row) for row in rows]
        return Page(items=items, next_cursor=cursor, total=total)

    async def retry(self, event_id: UUID) -> RetriedOut:
        retried = await self._events.retry(event_id, 1)
        if retried == 0:
            raise NotFoundError("No such event was given up.")
        return await self._left_after(retried)

    async def retry_all(self) -> RetriedOut:
        return await self._left_after(await self._events.retry(None, MOST_RETRIED))

    async def _left_after(self, retried: int) -> RetriedOut:
        counted = await self._events.failed()
        return RetriedOut(retried=retried, left=counted.parked)
