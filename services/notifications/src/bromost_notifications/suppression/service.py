from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.errors import NotFoundError
from bromost_common.paging import Page, PageRequest

from .repository import SuppressionRepository
from .schemas import SuppressionOut


class SuppressionService:
    """Looking after addresses that bounced. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._suppressed = SuppressionRepository(session)

    async def page(self, wanted: PageRequest) -> Page[SuppressionOut]:
        rows, cursor, total = await self._suppressed.page(wanted)
        items = [SuppressionOut.model_validate(row[0]) for row in rows]
        return Page(items=items, next_cursor=cursor, total=total)

    async def lift(self, suppression_id: UUID) -> None:
        if not await self._suppressed.lift(suppression_id):
            raise NotFoundError("No such address is held back.")
