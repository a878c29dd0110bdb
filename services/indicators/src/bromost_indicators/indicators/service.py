from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.audit import explain
from bromost_common.auth import Actor
from bromost_common.contracts.indicators import IndicatorChanged, IndicatorRegistered
from bromost_common.db import new_id
from bromost_common.errors import ConflictError, NotFoundError, StaleVersionError
from bromost_common.outbox import publish
from bromost_indicators.limits import MAX_INDICATORS, refuse_beyond
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.projects.service import ProjectService
from bromost_indicators.results.models import Result
from bromost_indicators.results.repository import ResultRepository

from .models import Indicator, Period
from .presenting import indicator_out, period_out
from .repository import IndicatorRepository
from .rules import check_indicator, check_what_is_stored, replaces_agreed
from .schemas import IndicatorCreate, IndicatorOut, IndicatorUpdate


class ResultArchivedError(ConflictError):
    """Restore the result first."""

    code = "result_archived"


class IndicatorService:
    """What shows whether results are reached. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._indicators = IndicatorRepository(session)
        self._results = ResultRepository(session)
        self._projects = ProjectService(session)

    async def get(self, indicator_id: UUID, *, actor: Actor) -> IndicatorOut:
        await self._found(indicator_id, actor)
        return await self._shown(indicator_id)

    async def add(
        self, result_id: UUID, wanted: IndicatorCreate, *, actor: Actor
    ) -> IndicatorOut:
        result = await self._results.get(result_id, visible_to=actor)
        if result is None:
            raise NotFoundError("There is no such result.")
        project = await self._projects.get_for_change(result.owner_id, actor=actor)
        await self._results.refresh(result)
        if result.archived_at is not None:
            raise ResultArchivedError("This result is archived.")
        count, _ = await self._indicators.counts(project.id)
        refuse_beyond(MAX_INDICATORS, count, "indicators")
        await self._projects.check_side(project, wanted.side_id)
        fields = wanted.model_dump(exclude={"position"})
        indicator = Indicator(id=new_id(), result_id=result_id, **fields)
        check_indicator(indicator, result.original_language)
        await self._indicators.add(indicator, wanted.position)
        event = IndicatorRegistered(**_facts(indicator, result, project, actor))
        publish(self._session, event)
        return await self._shown(indicator.id)

    async def change(
        self, indicator_id: UUID, wanted: IndicatorUpdate, version: int, *, actor: Actor
    ) -> IndicatorOut:
        indicator, result = await self._found(indicator_id, actor)
        project = await self._projects.get_for_change(result.owner_id, actor=actor)
        await self._indicators.refresh(indicator, result)
        if indicator.version != version:
            current = await self._shown(indicator_id)
            raise StaleVersionError(
                "Somebody else changed this indicator.",
                current=current.model_dump(mode="json"),
            )
        if wanted.side_id != indicator.side_id:
            await self._projects.check_side(project, wanted.side_id)
        agreed = replaces_agreed(indicator, wanted.changes())
        changed = await self._apply(indicator, result, wanted)
        explain(self._session, wanted.reason, required=agreed)
        if changed:
            indicator.version += 1
            await self._indicators.save()
        if changed - {"position"}:
            facts = _facts(indicator, result, project, actor)
            publish(self._session, IndicatorChanged(**facts, changed=sorted(changed)))
        return await self._shown(indicator_id)

    async def _apply(
        self, indicator: Indicator, result: Result, wanted: IndicatorUpdate
    ) -> set[str]:
        # Looked up first: afterwards the query would write what is not checked yet.
        stored = await self._indicators.extent(indicator.id)
        changes = wanted.changes()
        position = changes.pop("position", None)
        if "archived" in changes:
            was_archived = indicator.archived_at is not None
            if changes.pop("archived") != was_archived:
                changes["archived_at"] = None if was_archived else datetime.now(UTC)
        changed = {n for n in changes if getattr(indicator, n) != changes[n]}
        for name in changed:
            setattr(indicator, name, changes[name])
        check_indicator(indicator, result.original_language)
        check_what_is_stored(
            indicator, stored, unit_changed=bool(changed & {"unit", "unit_name"})
        )
        returns = "archived_at" in changed and indicator.archived_at is None
        if position is not None or returns:
            await self._indicators.place(indicator, position)
            changed.add("position")
        return changed

    async def _found(
        self, indicator_id: UUID, actor: Actor
    ) -> tuple[Indicator, Result]:
        found = await self._indicators.get(indicator_id, visible_to=actor)
        if found is None:
            raise NotFoundError("There is no such indicator.")
        return found

    async def _shown(self, indicator_id: UUID) -> IndicatorOut:
        row = await self._indicators.read(indicator_id)
        periods = await self._indicators.read_periods(
            Period.indicator_id == indicator_id
        )
        return indicator_out(row, [period_out(period) for period in periods])


def _facts(
    indicator: Indicator, result: Result, project: OwnerRef, actor: Actor
) -> dict[str, object]:
    return {
        "object_id": indicator.id,
        "actor_id": actor.account_id,
        "project_id": project.id,
        "project_code": project.code,
        "project_title": project.title,
        "is_of_programme": project.is_programme,
        "original_language": result.original_language,
        "result_id": result.id,
        "title": indicator.title,
    }
