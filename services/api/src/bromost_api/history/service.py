from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError
from bromost_common.history.schemas import HistoryPage
from bromost_common.history.service import HistoryService
from bromost_common.paging import PageRequest

from .repository import ObjectRepository


class RegistryHistory:
    """What was changed in the registry, for who may see it."""

    def __init__(self, session: AsyncSession) -> None:
        self._objects = ObjectRepository(session)
        self._history = HistoryService(session, "api", self._objects.names)

    async def page(
        self, object_type: str, object_id: UUID, wanted: PageRequest, *, actor: Actor
    ) -> HistoryPage:
        if not await self._objects.sees(object_type, object_id, actor=actor):
            raise _unknown()
        page = await self._history.page([object_type], [object_id], wanted)
        if not page.items and wanted.cursor is None:
            raise _unknown()
        return page


def _unknown() -> NotFoundError:
    return NotFoundError("There is no history of such a thing.")
