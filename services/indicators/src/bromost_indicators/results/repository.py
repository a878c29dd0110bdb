from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow, AnySelect
from bromost_indicators.ordering import place
from bromost_indicators.projects.repository import visible_projects

from .models import Result

RESULT_COLUMNS = (
    *Result.__table__.c,
    Result.archived_at.is_not(None).label("archived"),
)


class ResultRepository:
    """Every query on results."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, result_id: UUID, *, visible_to: Actor) -> Result | None:
        return await self._session.scalar(
            select(Result).where(
                Result.id == result_id, visible_projects(visible_to, Result.project_id)
            )
        )

    async def refresh(self, result: Result) -> None:
        """Read it again, for it may have changed while we waited."""
        await self._session.refresh(result)

    async def read(self, result_id: UUID) -> AnyRow:
        """The result as it is shown."""
        statement: AnySelect = select(*RESULT_COLUMNS).where(Result.id == result_id)
        return (await self._session.execute(statement)).one()

    async def count(self, project_id: UUID) -> int:
        counted = select(func.count()).where(Result.project_id == project_id)
        return await self._session.scalar(counted) or 0

    async def add(self, result: Result, position: int | None) -> None:
        await self.place(result, position)
        self._session.add(result)
        await self._session.flush()

    async def place(self, result: Result, position: int | None) -> None:
        siblings = (
            (Result.project_id == result.project_id)
            & (Result.kind == result.kind)
            & Result.archived_at.is_(None)
        )
        with self._session.no_autoflush:
            await place(self._session, result, siblings, position)

    async def save(self) -> None:
        await self._session.flush()
