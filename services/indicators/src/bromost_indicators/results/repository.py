from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, cast, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow, AnySelect
from bromost_indicators.ordering import place
from bromost_indicators.projects.repository import visible_results

from .models import Result, ResultGoal

_IDS = ARRAY(Uuid())
GOAL_IDS = func.coalesce(
    select(func.array_agg(ResultGoal.goal_id))
    .where(ResultGoal.result_id == Result.id)
    .scalar_subquery(),
    cast([], _IDS),
    type_=_IDS,
).label("goal_ids")
RESULT_COLUMNS = (
    *Result.__table__.c,
    Result.archived_at.is_not(None).label("archived"),
    GOAL_IDS,
)


class ResultRepository:
    """Every query on results."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, result_id: UUID, *, visible_to: Actor) -> Result | None:
        return await self._session.scalar(
            select(Result).where(
                Result.id == result_id, visible_results(visible_to, Result)
            )
        )

    async def refresh(self, result: Result) -> None:
        """Read it again, for it may have changed while we waited."""
        await self._session.refresh(result)

    async def read(self, result_id: UUID) -> AnyRow:
        """The result as it is shown."""
        statement: AnySelect = select(*RESULT_COLUMNS).where(Result.id == result_id)
        return (await self._session.execute(statement)).one()

    async def count(self, owner_id: UUID) -> int:
        counted = select(func.count()).where(of_owner(owner_id))
        return await self._session.scalar(counted) or 0

    async def add(self, result: Result, position: int | None) -> None:
        await self.place(result, position)
        self._session.add(result)
        await self._session.flush()

    async def place(self, result: Result, position: int | None) -> None:
        siblings = (
            of_owner(result.owner_id)
            & (Result.kind == result.kind)
            & Result.archived_at.is_(None)
        )
        with self._session.no_autoflush:
            await place(self._session, result, siblings, position)

    async def save(self) -> None:
        await self._session.flush()

    async def goals(self, result_id: UUID) -> set[UUID]:
        return set(
            await self._session.scalars(
                select(ResultGoal.goal_id).where(ResultGoal.result_id == result_id)
            )
        )

    async def set_goals(self, result_id: UUID, goals: set[UUID]) -> None:
        await self._session.execute(
            delete(ResultGoal).where(
                ResultGoal.result_id == result_id, ResultGoal.goal_id.not_in(goals)
            )
        )
        new = goals - await self.goals(result_id)
        if new:
            await self._session.execute(
                insert(ResultGoal),
                [{"result_id": result_id, "goal_id": goal} for goal in sorted(new)],
            )

    async def hand_down(self, result: Result, changed: set[str]) -> int:
        """Let those who inherit the result say what it now says; how many do."""
        values: dict[Any, Any] = {name: getattr(result, name) for name in changed}
        heirs = await self._session.scalars(
            update(Result)
            .where(
                Result.origin_result_id == result.id, Result.origin_mode == "inherited"
            )
            .values({**values, Result.version: Result.version + 1})
            .returning(Result.id)
            .execution_options(synchronize_session=False)
        )
        return len(heirs.all())


def of_owner(owner_id: UUID) -> Any:
    """Of one project or programme; ids are unique over both."""
    return (Result.project_id == owner_id) | (Result.programme_id == owner_id)
