from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.contracts.indicators import ResultChanged, ResultRegistered
from bromost_common.db import new_id
from bromost_common.errors import NotFoundError, StaleVersionError, invalid
from bromost_common.outbox import publish
from bromost_indicators.limits import MAX_RESULTS, refuse_beyond
from bromost_indicators.projects.schemas import ProjectRef
from bromost_indicators.projects.service import ProjectService

from .models import Result
from .repository import ResultRepository
from .schemas import ResultCreate, ResultOut, ResultUpdate


class ResultService:
    """What a project wants to reach. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._results = ResultRepository(session)
        self._projects = ProjectService(session)

    async def add(
        self, project_id: UUID, wanted: ResultCreate, *, actor: Actor
    ) -> ResultOut:
        project = await self._projects.get_for_change(project_id, actor=actor)
        refuse_beyond(MAX_RESULTS, await self._results.count(project_id), "results")
        fields = wanted.model_dump(exclude={"position"})
        result = Result(id=new_id(), project_id=project_id, **fields)
        _refuse_without_original(result)
        await self._results.add(result, wanted.position)
        event = ResultRegistered(**_facts(result, project, actor))
        publish(self._session, event)
        return await self._shown(result.id)

    async def change(
        self, result_id: UUID, wanted: ResultUpdate, version: int, *, actor: Actor
    ) -> ResultOut:
        result = await self._results.get(result_id, visible_to=actor)
        if result is None:
            raise NotFoundError("There is no such result.")
        project = await self._projects.get_for_change(result.project_id, actor=actor)
        await self._results.refresh(result)
        if result.version != version:
            current = await self._shown(result_id)
            raise StaleVersionError(
                "Somebody else changed this result.",
                current=current.model_dump(mode="json"),
            )
        changed = await self._apply(result, wanted)
        if changed:
            result.version += 1
            await self._results.save()
        if changed - {"position"}:
            facts = _facts(result, project, actor)
            publish(self._session, ResultChanged(**facts, changed=sorted(changed)))
        return await self._shown(result_id)

    async def _apply(self, result: Result, wanted: ResultUpdate) -> set[str]:
        changes = wanted.changes()
        position = changes.pop("position", None)
        if "archived" in changes:
            was_archived = result.archived_at is not None
            if changes.pop("archived") != was_archived:
                changes["archived_at"] = None if was_archived else datetime.now(UTC)
        changed = {name for name in changes if getattr(result, name) != changes[name]}
        for name in changed:
            setattr(result, name, changes[name])
        _refuse_without_original(result)
        returns = "archived_at" in changed and result.archived_at is None
        if position is not None or returns or "kind" in changed:
            await self._results.place(result, position)
            changed.add("position")
        return changed

    async def _shown(self, result_id: UUID) -> ResultOut:
        row = await self._results.read(result_id)
        return ResultOut.model_validate(row, from_attributes=True)


def _refuse_without_original(result: Result) -> None:
    if result.original_language not in result.title:
        raise invalid(
            "body",
            "title",
            code="original_language_missing",
            message="The title is missing in its original language.",
        )


def _facts(result: Result, project: ProjectRef, actor: Actor) -> dict[str, object]:
    return {
        "object_id": result.id,
        "actor_id": actor.account_id,
        "project_id": project.id,
        "project_code": project.code,
        "project_title": project.title,
        "original_language": result.original_language,
        "title": result.title,
        "kind": result.kind,
    }
