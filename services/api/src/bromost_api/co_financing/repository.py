from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_or_keep
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.organisations.models import Organisation
from bromost_common.db import new_id
from bromost_common.paging import AnyRow

from .models import CoFinancing, FundingSource
from .schemas import CoFinancingWrite


class CoFinancingRepository:
    """Every query on who carries a project's cost."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, project_id: UUID) -> CoFinancing | None:
        found: CoFinancing | None = await self._session.scalar(
            select(CoFinancing).where(CoFinancing.project_id == project_id)
        )
        return found

    async def lock(self, project_id: UUID, wanted: CoFinancingWrite) -> CoFinancing:
        """The project's, made at version 0 if need be, and held until the end."""
        first = {"total": wanted.total, "currency": wanted.currency, "version": 0}
        await self._session.execute(
            insert_or_keep(CoFinancing)
            .values(id=new_id(), project_id=project_id, **first)
            .on_conflict_do_nothing(index_elements=["project_id"])
        )
        statement = select(CoFinancing).where(CoFinancing.project_id == project_id)
        return (await self._session.scalars(statement.with_for_update())).one()

    async def sources(self, project_id: UUID) -> Sequence[AnyRow]:
        rows = await self._session.execute(
            select(
                FundingSource.organisation_id,
                Organisation.name,
                FundingSource.share,
                FundingSource.amount,
            )
            .join(Organisation, Organisation.id == FundingSource.organisation_id)
            .where(FundingSource.project_id == project_id)
            .order_by(FundingSource.position)
        )
        return rows.all()

    async def replace(self, project_id: UUID, wanted: CoFinancingWrite) -> None:
        await self._session.execute(
            delete(FundingSource).where(FundingSource.project_id == project_id)
        )
        rows = [
            {"id": new_id(), "project_id": project_id, "position": position}
            | source.model_dump()
            for position, source in enumerate(wanted.sources)
        ]
        if rows:
            await self._session.execute(insert(FundingSource), rows)

    async def known(self, organisations: set[UUID]) -> set[UUID]:
        found = await self._session.scalars(
            select(Organisation.id).where(Organisation.id.in_(organisations))
        )
        return set(found)
