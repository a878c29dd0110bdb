"""Values that somebody is to come back to."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError
from bromost_common.paging import AnyRow
from bromost_indicators.indicators.presenting import person
from bromost_indicators.indicators.repository import IndicatorRepository
from bromost_indicators.limits import refuse_beyond
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.projects.service import ProjectService

from .repository import FollowUpRepository
from .schemas import MAX_FOLLOW_UPS, FollowUpMark, FollowUpOut, FollowUpsOut


class FollowUpService:
    """Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._marks = FollowUpRepository(session)
        self._indicators = IndicatorRepository(session)
        self._projects = ProjectService(session)

    async def of_framework(self, owner_id: UUID, *, actor: Actor) -> FollowUpsOut:
        owner = await self._projects.get(owner_id, actor=actor)
        found = await self._marks.of_framework(owner.id, visible_to=actor)
        return FollowUpsOut(items=[_out(row) for row in found])

    async def mark(
        self, period_id: UUID, wanted: FollowUpMark, *, actor: Actor
    ) -> FollowUpOut:
        owner = await self._owner(period_id, actor)
        others = await self._marks.count(owner.id, but=period_id)
        refuse_beyond(MAX_FOLLOW_UPS, others, "values to come back to")
        await self._marks.mark(period_id, wanted.note, actor.account_id)
        return await self._shown(period_id, actor)

    async def clear(self, period_id: UUID, *, actor: Actor) -> None:
        await self._owner(period_id, actor)
        if not await self._marks.clear(period_id):
            raise _unmarked()

    async def _owner(self, period_id: UUID, actor: Actor) -> OwnerRef:
        found = await self._indicators.get_period(period_id, visible_to=actor)
        if found is None:
            raise NotFoundError("There is no such period.")
        _, _, result = found
        return await self._projects.require(result.owner_id, "entry.write", actor=actor)

    async def _shown(self, period_id: UUID, actor: Actor) -> FollowUpOut:
        row = await self._marks.get(period_id, visible_to=actor)
        if row is None:
            raise _unmarked()
        return _out(row)


def _unmarked() -> NotFoundError:
    return NotFoundError("Nobody is to come back to this value.")


def _out(row: AnyRow) -> FollowUpOut:
    return FollowUpOut(
        period_id=row.period_id,
        note=row.note,
        by=person(row.marked_by, row.who, row.link_of),
        at=row.marked_at,
    )
