from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_indicators.contributions.models import Contribution
from bromost_indicators.indicators.models import Indicator
from bromost_indicators.projects.repository import visible_results
from bromost_indicators.results.models import Result
from bromost_indicators.results.repository import of_owner


class AdoptionRepository:
    """What there is to take over, and what was before."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def results(self, owner_id: UUID, *, visible_to: Actor) -> Sequence[Result]:
        found = await self._session.scalars(
            select(Result)
            .where(
                of_owner(owner_id),
                Result.archived_at.is_(None),
                visible_results(visible_to, Result),
            )
            .order_by(Result.position, Result.id)
        )
        return found.all()

    async def indicators(self, results: Collection[UUID]) -> Sequence[Indicator]:
        found = await self._session.scalars(
            select(Indicator)
            .where(Indicator.result_id.in_(results), Indicator.archived_at.is_(None))
            .order_by(Indicator.position, Indicator.id)
        )
        return found.all()

    async def contributions(self, results: Collection[UUID]) -> Sequence[Contribution]:
        """Those from one of the results to another."""
        found = await self._session.scalars(
            select(Contribution)
            .where(
                Contribution.from_result_id.in_(results),
                Contribution.to_result_id.in_(results),
            )
            .order_by(Contribution.id)
        )
        return found.all()
