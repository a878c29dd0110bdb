from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.programmes.repository import ProgrammeRepository
from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError, invalid
from bromost_common.paging import Page, PageRequest

from .models import AnalysisAccess
from .repository import AnalysisRepository
from .schemas import (
    AnalysisAccessCreate,
    AnalysisAccessOut,
    AnalysisView,
    AnalysisViewList,
)


class AnalysisService:
    """Who reads the views for analysis. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._programmes = ProgrammeRepository(session)
        self._given = AnalysisRepository(session)

    async def page(self, wanted: PageRequest) -> Page[AnalysisAccessOut]:
        rows, cursor, total = await self._given.page(wanted)
        items = [
            AnalysisAccessOut.model_validate(row, from_attributes=True) for row in rows
        ]
        return Page(items=items, next_cursor=cursor, total=total)

    async def give(
        self, wanted: AnalysisAccessCreate, *, actor: Actor
    ) -> AnalysisAccessOut:
        programme = wanted.programme_id
        if programme is not None and not await self._programmes.detail(
            programme, visible_to=actor
        ):
            raise invalid(
                "body",
                "programme_id",
                code="unknown_programme",
                message="There is no such programme.",
            )
        access = AnalysisAccess(**wanted.model_dump())
        await self._given.add(access)
        row = await self._given.read(access.id)
        return AnalysisAccessOut.model_validate(row, from_attributes=True)

    async def end(self, access_id: UUID) -> None:
        access = await self._given.get(access_id)
        if access is None:
            raise NotFoundError("No login was given this.")
        await self._given.remove(access)

    async def views(self) -> AnalysisViewList:
        views = [
            AnalysisView.model_validate(view, from_attributes=True)
            for view in await self._given.views()
        ]
        return AnalysisViewList(items=views)
