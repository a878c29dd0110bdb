from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError
from bromost_common.history.schemas import HistoryPage
from bromost_common.history.service import HistoryService
from bromost_common.paging import PageRequest

from .repository import ObjectRepository

_KINDS = (
    *("result", "indicator", "place", "definition", "programme_rules", "cross_check"),
    "file",
)
_KNOWN = {"result", "indicator", "period", "entry", "place", "cross_check", "file"}


class ResultsHistory:
    """What was changed in results, indicators and their figures."""

    def __init__(self, session: AsyncSession) -> None:
        self._objects = ObjectRepository(session)
        self._history = HistoryService(session, "indicators", self._objects.names)

    async def page(
        self, object_type: str, object_id: UUID, wanted: PageRequest, *, actor: Actor
    ) -> HistoryPage:
        owner_id = await self._objects.owner_of(object_type, object_id)
        if owner_id is None or not await self._objects.sees(owner_id, actor=actor):
            raise NotFoundError("There is no history of such a thing.")
        ids = [object_id]
        if object_type in {"project", "programme"}:
            ids = await self._objects.of_owner(owner_id)
        # What an indicator's own definition says is told with it.
        own = await self._objects.own_definitions(ids)
        page = await self._history.page(_KINDS, [*ids, *own], wanted)
        for change in page.items:
            # First what people know, then what comes with it.
            change.parts.sort(key=lambda part: part.part not in _KNOWN)
        return page
