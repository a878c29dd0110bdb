from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.paging import AnyRow
from bromost_indicators.contributions.models import Contribution
from bromost_indicators.definitions.models import DefinitionVersion
from bromost_indicators.indicators.models import Indicator
from bromost_indicators.places.models import Place
from bromost_indicators.places.repository import PLACE_COLUMNS
from bromost_indicators.projects.repository import GOALS, PROGRAMMES, SIDES
from bromost_indicators.results.models import Result
from bromost_indicators.results.repository import RESULT_COLUMNS, of_owner
from bromost_indicators.rollups.models import Rollup

from .repository import LEVEL


class GraphRepository:
    """What is between the results of a framework, one query for each kind of it."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def _rows(self, statement: Any) -> Sequence[AnyRow]:
        return (await self._session.execute(statement)).all()

    async def programme(self, programme_id: UUID) -> AnyRow | None:
        rows = await self._rows(
            select(PROGRAMMES).where(PROGRAMMES.c.id == programme_id)
        )
        return rows[0] if rows else None

    async def goals(self, programme_id: UUID) -> Sequence[AnyRow]:
        return await self._rows(
            select(GOALS)
            .where(GOALS.c.programme_id == programme_id)
            .order_by(GOALS.c.position, GOALS.c.id)
        )

    async def above(self, programme_id: UUID) -> Sequence[AnyRow]:
        return await self._rows(
            select(*RESULT_COLUMNS)
            .where(Result.programme_id == programme_id, Result.archived_at.is_(None))
            .order_by(LEVEL, Result.position, Result.id)
        )

    async def indicators_above(self, programme_id: UUID) -> Sequence[AnyRow]:
        return await self._rows(
            select(
                *(Indicator.id, Indicator.result_id, Indicator.title),
                DefinitionVersion.over_children,
            )
            .join(Result, Result.id == Indicator.result_id)
            .join(
                DefinitionVersion,
                DefinitionVersion.id == Indicator.definition_version_id,
            )
            .where(Result.programme_id == programme_id, Indicator.archived_at.is_(None))
            .order_by(Indicator.position, Indicator.id)
        )

    async def contributions(self, *owners: UUID) -> Sequence[AnyRow]:
        return await self._rows(
            select(*Contribution.__table__.c)
            .join(Result, Result.id == Contribution.from_result_id)
            .where(or_(*(of_owner(owner) for owner in owners)))
            .order_by(Contribution.id)
        )

    async def rollups(self, owner_id: UUID) -> Sequence[AnyRow]:
        return await self._rows(
            select(*Rollup.__table__.c)
            .join(Indicator, Indicator.id == Rollup.child_indicator_id)
            .join(Result, Result.id == Indicator.result_id)
            .where(of_owner(owner_id))
            .order_by(Rollup.id)
        )

    async def sides(self, project_id: UUID) -> Sequence[AnyRow]:
        return await self._rows(
            select(SIDES)
            .where(SIDES.c.project_id == project_id)
            .order_by(SIDES.c.side.nulls_last(), SIDES.c.name)
        )

    async def places(self, project_id: UUID) -> Sequence[AnyRow]:
        return await self._rows(
            select(*PLACE_COLUMNS)
            .where(Place.project_id == project_id)
            .order_by(Place.id)
        )
