from uuid import UUID

from sqlalchemy import Uuid, case, cast, exists, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bromost_common.auth import Actor
from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError
from bromost_indicators.projects.repository import visible_results
from bromost_indicators.results.models import Result
from bromost_indicators.results.rules import KINDS

from .models import Contribution


class ContributionExistsError(ConflictError):
    """The one result leads to the other already."""

    code = "contribution_exists"


class AgainstLevelError(ConflictError):
    """What is put in leads to what is done, and never the other way round."""

    code = "contribution_against_level"


class ContributionRepository:
    """Every query on contributions."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(
        self, contribution_id: UUID, *, visible_to: Actor
    ) -> tuple[Contribution, Result] | None:
        """The contribution and the result that it comes from."""
        found = await self._session.execute(
            select(Contribution, Result)
            .join(Result, Result.id == Contribution.from_result_id)
            .where(
                Contribution.id == contribution_id, visible_results(visible_to, Result)
            )
        )
        row = found.one_or_none()
        return (row[0], row[1]) if row else None

    async def refresh(self, contribution: Contribution) -> bool:
        """Read it again; false if it is gone."""
        found = await self._session.scalar(
            select(Contribution)
            .where(Contribution.id == contribution.id)
            .execution_options(populate_existing=True)
        )
        return found is not None

    async def leads_to(self, start: UUID, end: UUID) -> bool:
        """Whether there is a way up from `start` to `end`."""
        way = select(cast(start, Uuid()).label("id")).cte(recursive=True)
        way = way.union(
            select(Contribution.to_result_id).where(
                Contribution.from_result_id == way.c.id
            )
        )
        return bool(await self._session.scalar(select(exists().where(way.c.id == end))))

    async def count(self, result_id: UUID) -> int:
        counted = select(func.count()).where(Contribution.from_result_id == result_id)
        return await self._session.scalar(counted) or 0

    async def save(self, contribution: Contribution) -> None:
        self._session.add(contribution)
        try:
            await self._session.flush()
        except IntegrityError as error:
            name = "uq_contribution_from_result_id_to_result_id"
            if violated_constraint(error) == name:
                raise ContributionExistsError(
                    "The one result contributes to the other already."
                ) from error
            raise

    async def remove(self, contribution: Contribution) -> None:
        await self._session.delete(contribution)
        await self._session.flush()

    async def refuse_downward(self, result_id: UUID) -> None:
        """Refuse a result of this kind where its contributions would lead down."""
        lower, upper = aliased(Result), aliased(Result)
        downward = (
            select(Contribution.id)
            .join(lower, lower.id == Contribution.from_result_id)
            .join(upper, upper.id == Contribution.to_result_id)
            .where(
                (lower.id == result_id) | (upper.id == result_id),
                case(_LEVELS, value=lower.kind) > case(_LEVELS, value=upper.kind),
            )
        )
        if await self._session.scalar(select(downward.exists())):
            raise AgainstLevelError("A contribution would lead to a lower level.")


_LEVELS = {kind: level for level, kind in enumerate(KINDS)}
