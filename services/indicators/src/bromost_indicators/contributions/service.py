from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import (
    ConflictError,
    NotFoundError,
    StaleVersionError,
    invalid,
)
from bromost_indicators.limits import MAX_CONTRIBUTIONS, refuse_beyond
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.projects.service import ProjectService
from bromost_indicators.results.models import Result
from bromost_indicators.results.repository import ResultRepository
from bromost_indicators.results.rules import KINDS

from .models import Contribution
from .repository import AgainstLevelError, ContributionRepository
from .schemas import ContributionCreate, ContributionOut, ContributionUpdate


class FrameworkCycleError(ConflictError):
    """A result would lead to itself."""

    code = "framework_cycle"


class ContributionService:
    """What leads to what. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._contributions = ContributionRepository(session)
        self._results = ResultRepository(session)
        self._projects = ProjectService(session)

    async def add(
        self, result_id: UUID, wanted: ContributionCreate, *, actor: Actor
    ) -> ContributionOut:
        start = await self._results.get(result_id, visible_to=actor)
        if start is None:
            raise NotFoundError("There is no such result.")
        owner = await self._projects.get_for_change(start.owner_id, actor=actor)
        await self._results.refresh(start)
        end = await self._results.get(wanted.to_result_id, visible_to=actor)
        if end is None:
            raise _unknown_end("There is no such result.")
        contribution = await self.tie(owner, start, end, wanted)
        return ContributionOut.model_validate(contribution, from_attributes=True)

    async def tie(
        self, owner: OwnerRef, start: Result, end: Result, wanted: ContributionCreate
    ) -> Contribution:
        """Let one result lead to another; the caller holds the framework."""
        if start.owner_id != end.owner_id and end.programme_id != owner.programme_id:
            raise _unknown_end("It is of another project.")
        if start.archived_at is not None or end.archived_at is not None:
            raise _unknown_end("One of the results is archived.")
        if KINDS.index(start.kind) > KINDS.index(end.kind):
            raise AgainstLevelError(
                "A contribution leads to the same or a higher level."
            )
        if await self._contributions.leads_to(end.id, start.id):
            raise FrameworkCycleError("The result would lead to itself.")
        count = await self._contributions.count(start.id)
        refuse_beyond(MAX_CONTRIBUTIONS, count, "contributions of one result")
        fields = wanted.model_dump(exclude={"to_result_id"})
        contribution = Contribution(
            id=new_id(), from_result_id=start.id, to_result_id=end.id, **fields
        )
        await self._contributions.save(contribution)
        return contribution

    async def change(
        self,
        contribution_id: UUID,
        wanted: ContributionUpdate,
        version: int,
        *,
        actor: Actor,
    ) -> ContributionOut:
        contribution = await self._hold(contribution_id, version, actor)
        changes = wanted.changes()
        changed = {n for n in changes if getattr(contribution, n) != changes[n]}
        for name in changed:
            setattr(contribution, name, changes[name])
        if changed:
            contribution.version += 1
            await self._contributions.save(contribution)
        return ContributionOut.model_validate(contribution, from_attributes=True)

    async def remove(
        self, contribution_id: UUID, version: int, *, actor: Actor
    ) -> None:
        contribution = await self._hold(contribution_id, version, actor)
        await self._contributions.remove(contribution)

    async def _hold(
        self, contribution_id: UUID, version: int, actor: Actor
    ) -> Contribution:
        found = await self._contributions.get(contribution_id, visible_to=actor)
        if found is None:
            raise NotFoundError("There is no such contribution.")
        contribution, start = found
        await self._projects.get_for_change(start.owner_id, actor=actor)
        if not await self._contributions.refresh(contribution):
            raise NotFoundError("There is no such contribution.")
        if contribution.version != version:
            shown = ContributionOut.model_validate(contribution, from_attributes=True)
            raise StaleVersionError(
                "Somebody else changed this contribution.", current=shown
            )
        return contribution


def _unknown_end(message: str) -> Exception:
    return invalid("body", "to_result_id", code="unknown_result", message=message)
