"""Taking over what another framework has: from one's programme, or from a project."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import ConflictError, NotFoundError, invalid
from bromost_indicators.contributions.schemas import ContributionCreate
from bromost_indicators.contributions.service import ContributionService
from bromost_indicators.indicators.adopting import IndicatorAdoption
from bromost_indicators.indicators.models import Indicator
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.projects.service import ProjectService
from bromost_indicators.results.models import Result
from bromost_indicators.results.schemas import ResultCreate
from bromost_indicators.results.service import ResultService
from bromost_indicators.rollups.schemas import RollupCreate
from bromost_indicators.rollups.service import RollupService

from .repository import AdoptionRepository
from .schemas import AdoptionCreate, AdoptionOut

_COPIED = (
    *("kind", "title", "description", "original_language"),
    *("builds", "inside_municipal_tasks", "municipal_task"),
)


class WrongSourceError(ConflictError):
    """Only of one's own programme is anything inherited."""

    code = "wrong_source"


class AdoptionService:
    """Fills a framework from another one. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._adoptions = AdoptionRepository(session)
        self._projects = ProjectService(session)
        self._results = ResultService(session)
        self._indicators = IndicatorAdoption(session)
        self._contributions = ContributionService(session)
        self._rollups = RollupService(session)

    async def adopt(
        self, owner_id: UUID, wanted: AdoptionCreate, *, actor: Actor
    ) -> AdoptionOut:
        owner = await self._projects.get_for_change(owner_id, actor=actor)
        source = await self._source(owner, wanted, actor)
        results, indicators = await self._chosen(wanted, actor)
        own = await self._adoptions.results(owner_id, visible_to=actor)
        there = {one.origin_result_id: one for one in own if one.origin_result_id}
        new = [one for one in results if one.id not in there]
        taken = dict(there)
        for result in new:
            taken[result.id] = await self._take(owner, source, result, wanted, actor)
        await self._session.flush()
        await self._tie(owner, {one.id for one in new}, taken)
        fresh = await self._not_yet(taken, indicators)
        of_programme = source.is_programme and source.id == owner.programme_id
        added = [
            await self._indicators.take(
                owner, taken[one.result_id], one, wanted.mode, actor=actor
            )
            for one in fresh
        ]
        for child, parent in zip(added, fresh, strict=True) if of_programme else ():
            wish = RollupCreate(parent_indicator_id=parent.id)
            await self._rollups.tie(child, parent, wish)
        return AdoptionOut(
            result_ids=[taken[one.id].id for one in new],
            indicator_ids=[one.id for one in added],
            already_there=len(results) - len(new) + len(indicators) - len(added),
        )

    async def _source(
        self, owner: OwnerRef, wanted: AdoptionCreate, actor: Actor
    ) -> OwnerRef:
        try:
            source = await self._projects.get(wanted.source_id, actor=actor)
        except NotFoundError as error:
            raise _unknown("source_id") from error
        of_programme = source.is_programme and source.id == owner.programme_id
        if source.id == owner.id or (wanted.mode == "inherited" and not of_programme):
            raise WrongSourceError("A project inherits of its own programme alone.")
        return source

    async def _chosen(
        self, wanted: AdoptionCreate, actor: Actor
    ) -> tuple[list[Result], list[Indicator]]:
        """The results and indicators that are asked for, all of them live ones."""
        every = await self._adoptions.results(wanted.source_id, visible_to=actor)
        measured = await self._adoptions.indicators({one.id for one in every})
        _refuse_unknown("result_ids", wanted.result_ids, every)
        _refuse_unknown("indicator_ids", wanted.indicator_ids, measured)
        results, indicators = list(every), list(measured)
        if wanted.indicator_ids is not None:
            asked = {*wanted.indicator_ids}
            indicators = [one for one in indicators if one.id in asked]
            if wanted.result_ids is None:
                of = {one.result_id for one in indicators}
                results = [one for one in results if one.id in of]
        if wanted.result_ids is not None:
            chosen = {*wanted.result_ids}
            results = [one for one in results if one.id in chosen]
            indicators = [one for one in indicators if one.result_id in chosen]
        return results, indicators

    async def _take(
        self,
        owner: OwnerRef,
        source: OwnerRef,
        result: Result,
        wanted: AdoptionCreate,
        actor: Actor,
    ) -> Result:
        fields = {name: getattr(result, name) for name in _COPIED}
        goals: Iterable[UUID] = ()
        if source.programme_id == owner.programme_id:
            goals = await self._results.goals(result.id)
        body = ResultCreate.model_validate({**fields, "goal_ids": sorted(goals)})
        taken = await self._results.add_to(owner, body, actor=actor)
        taken.origin_result_id, taken.origin_mode = result.id, wanted.mode
        return taken

    async def _tie(
        self, owner: OwnerRef, new: set[UUID], taken: Mapping[UUID, Result]
    ) -> None:
        """What led from one to another does so here as well."""
        for tie in await self._adoptions.contributions(taken.keys()):
            if tie.from_result_id in new or tie.to_result_id in new:
                body = ContributionCreate.model_validate(
                    {
                        "to_result_id": taken[tie.to_result_id].id,
                        "strength": tie.strength,
                        "assumption": tie.assumption,
                    }
                )
                start, end = taken[tie.from_result_id], taken[tie.to_result_id]
                await self._contributions.tie(owner, start, end, body)

    async def _not_yet(
        self, taken: Mapping[UUID, Result], indicators: list[Indicator]
    ) -> list[Indicator]:
        own = await self._adoptions.indicators({one.id for one in taken.values()})
        there = {one.origin_indicator_id for one in own}
        return [one for one in indicators if one.id not in there]


def _refuse_unknown(
    field: str, asked: list[UUID] | None, there: Iterable[Result | Indicator]
) -> None:
    if {*(asked or [])} - {one.id for one in there}:
        raise _unknown(field)


def _unknown(field: str) -> Exception:
    return invalid(
        "body", field, code="unknown_source", message="There is no such thing there."
    )
