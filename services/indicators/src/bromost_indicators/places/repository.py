from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow, AnySelect
from bromost_indicators.projects.repository import visible_projects

from .models import Place

PLACE_COLUMNS = (
    *Place.__table__.c,
    Place.archived_at.is_not(None).label("archived"),
)


class PlaceRepository:
    """Every query on places."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, place_id: UUID, *, visible_to: Actor) -> Place | None:
        return await self._session.scalar(
            select(Place).where(
                Place.id == place_id, visible_projects(visible_to, Place.project_id)
            )
        )

    async def refresh(self, place: Place) -> None:
        await self._session.refresh(place)

    async def read(self, place_id: UUID) -> AnyRow:
        statement: AnySelect = select(*PLACE_COLUMNS).where(Place.id == place_id)
        return (await self._session.execute(statement)).one()

    async def count(self, project_id: UUID) -> int:
        counted = select(func.count()).where(Place.project_id == project_id)
        return await self._session.scalar(counted) or 0

    async def save(self, place: Place) -> None:
        self._session.add(place)
        await self._session.flush()
