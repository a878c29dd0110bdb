from uuid import UUID

from sqlalchemy import Uuid, cast, exists, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError
from bromost_indicators.indicators.models import Indicator
from bromost_indicators.projects.repository import visible_results
from bromost_indicators.results.models import Result

from .models import Rollup


class RollupExistsError(ConflictError):
    """The one indicator goes into the other already."""

    code = "rollup_exists"


class RollupRepository:
    """Every query on which figures go into which."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(
        self, rollup_id: UUID, *, visible_to: Actor
    ) -> tuple[Rollup, Result] | None:
        """The tie and the result of its child."""
        found = await self._session.execute(
            select(Rollup, Result)
            .join(Indicator, Indicator.id == Rollup.child_indicator_id)
            .join(Result, Result.id == Indicator.result_id)
            .where(Rollup.id == rollup_id, visible_results(visible_to, Result))
        )
        row = found.one_or_none()
        return (row[0], row[1]) if row else None

    async def refresh(self, rollup: Rollup) -> bool:
        """Read it again; false if it is gone."""
        found = await self._session.scalar(
            select(Rollup)
            .where(Rollup.id == rollup.id)
            .execution_options(populate_existing=True)
        )
        return found is not None

    async def goes_into(self, start: UUID, end: UUID) -> bool:
        """Whether the figures of `start` go into those of `end`, however far up."""
        way = select(cast(start, Uuid()).label("id")).cte(recursive=True)
        way = way.union(
            select(Rollup.parent_indicator_id).where(
                Rollup.child_indicator_id == way.c.id
            )
        )
        return bool(await self._session.scalar(select(exists().where(way.c.id == end))))

    async def count(self, indicator_id: UUID) -> int:
        counted = select(func.count()).where(Rollup.child_indicator_id == indicator_id)
        return await self._session.scalar(counted) or 0

    async def save(self, rollup: Rollup) -> None:
        self._session.add(rollup)
        try:
            await self._session.flush()
        except IntegrityError as error:
            name = "uq_rollup_child_indicator_id_parent_indicator_id"
            if violated_constraint(error) == name:
                raise RollupExistsError(
                    "The one indicator goes into the other already."
                ) from error
            raise

    async def remove(self, rollup: Rollup) -> None:
        await self._session.delete(rollup)
        await self._session.flush()
