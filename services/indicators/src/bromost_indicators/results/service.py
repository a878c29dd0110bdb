from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.contracts.indicators import ResultChanged, ResultRegistered
from bromost_common.db import new_id
from bromost_common.errors import NotFoundError, StaleVersionError
from bromost_common.outbox import publish
from bromost_indicators.contributions.repository import ContributionRepository
from bromost_indicators.limits import MAX_RESULTS, refuse_beyond
from bromost_indicators.projects.schemas import Owner, OwnerRef
from bromost_indicators.projects.service import ProjectService

from .models import Result
from .origins import OriginService
from .repository import ResultRepository
from .rules import INHERITED, check_inherited, check_result
from .schemas import ResultCreate, ResultOut, ResultUpdate

_PLACED = {"position", "goal_ids"}


class ResultService:
    """What a project or programme wants to reach, inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._results = ResultRepository(session)
        self._projects = ProjectService(session)
        self._origins = OriginService(session)
        self._contributions = ContributionRepository(session)

    async def add(
        self,
        owner_id: UUID,
        wanted: ResultCreate,
        *,
        actor: Actor,
        what: Owner = "project",
    ) -> ResultOut:
        owner = await self._projects.get_for_change(owner_id, actor=actor, what=what)
        result = await self.add_to(owner, wanted, actor=actor)
        return await self._shown(result.id)

    async def add_to(
        self, owner: OwnerRef, wanted: ResultCreate, *, actor: Actor
    ) -> Result:
        """Add one to a framework that the caller holds."""
        refuse_beyond(MAX_RESULTS, await self._results.count(owner.id), "results")
        await self._projects.check_goals(owner, wanted.goal_ids)
        await self._projects.check_side(owner, wanted.side_id)
        fields = wanted.model_dump(exclude=_PLACED)
        result = Result(id=new_id(), **{f"{owner.what}_id": owner.id}, **fields)
        check_result(result)
        await self._results.add(result, wanted.position)
        await self._results.set_goals(result.id, set(wanted.goal_ids))
        publish(self._session, ResultRegistered(**_facts(result, owner, actor)))
        return result

    async def goals(self, result_id: UUID) -> set[UUID]:
        return await self._results.goals(result_id)

    async def change(
        self, result_id: UUID, wanted: ResultUpdate, version: int, *, actor: Actor
    ) -> ResultOut:
        result = await self._results.get(result_id, visible_to=actor)
        if result is None:
            raise NotFoundError("There is no such result.")
        owner = await self._projects.get_for_change(result.owner_id, actor=actor)
        await self._results.refresh(result)
        if result.version != version:
            current = await self._shown(result_id)
            raise StaleVersionError(
                "Somebody else changed this result.", current=current
            )
        changed = await self._apply(result, owner, wanted, actor)
        if changed:
            result.version += 1
            await self._results.save()
        if "kind" in changed:
            await self._contributions.refuse_downward(result_id)
        if owner.is_programme and changed & INHERITED:
            await self._origins.hand_down(result, changed)
        if changed - {"position"}:
            facts = _facts(result, owner, actor)
            publish(self._session, ResultChanged(**facts, changed=sorted(changed)))
        return await self._shown(result_id)

    async def _apply(
        self, result: Result, owner: OwnerRef, wanted: ResultUpdate, actor: Actor
    ) -> set[str]:
        changes = wanted.changes()
        position = changes.pop("position", None)
        goals = changes.pop("goal_ids", None)
        if "archived" in changes:
            was_archived = result.archived_at is not None
            if changes.pop("archived") != was_archived:
                changes["archived_at"] = None if was_archived else datetime.now(UTC)
        check_inherited(result, changes)
        await self._origins.check(result, owner, changes, actor=actor)
        changed = await self._set(result, owner, changes)
        if goals is not None and set(goals) != await self._results.goals(result.id):
            await self._projects.check_goals(owner, goals)
            await self._results.set_goals(result.id, set(goals))
            changed.add("goal_ids")
        returns = "archived_at" in changed and result.archived_at is None
        if position is not None or returns or "kind" in changed:
            await self._results.place(result, position)
            changed.add("position")
        return changed

    async def _set(
        self, result: Result, owner: OwnerRef, changes: dict[str, Any]
    ) -> set[str]:
        changed = {name for name in changes if getattr(result, name) != changes[name]}
        if "side_id" in changed:
            await self._projects.check_side(owner, changes["side_id"])
        for name in changed:
            setattr(result, name, changes[name])
        check_result(result)
        return changed

    async def _shown(self, result_id: UUID) -> ResultOut:
        row = await self._results.read(result_id)
        return ResultOut.model_validate(row, from_attributes=True)


def _facts(result: Result, owner: OwnerRef, actor: Actor) -> dict[str, Any]:
    return {
        "object_id": result.id,
        "actor_id": actor.account_id,
        "project_id": owner.id,
        "project_code": owner.code,
        "project_title": owner.title,
        "is_of_programme": owner.is_programme,
        "original_language": result.original_language,
        "title": result.title,
        "kind": result.kind,
    }
