from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.audit import explain
from bromost_common.auth import Actor
from bromost_common.contracts.indicators import IndicatorChanged, IndicatorRegistered
from bromost_common.db import new_id
from bromost_common.errors import (
    ConflictError,
    NotFoundError,
    StaleVersionError,
    invalid,
)
from bromost_common.outbox import publish
from bromost_indicators.definitions.own import RULE_FIELDS
from bromost_indicators.limits import MAX_INDICATORS, refuse_beyond
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.projects.service import ProjectService
from bromost_indicators.results.models import Result
from bromost_indicators.results.repository import ResultRepository

from .models import Indicator, Period
from .presenting import indicator_out, period_out, series_of
from .repository import IndicatorRepository
from .rules import (
    check_indicator,
    check_title,
    refuse_inherited,
    replaces_agreed,
    settle_baseline,
)
from .schemas import (
    IndicatorCreate,
    IndicatorOut,
    IndicatorUpdate,
    IndicatorVersionCreate,
)
from .use_of_rules import UseOfRules

_BASELINE = {"baseline_state", "baseline_value", "baseline_on"}


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
        self._rules = UseOfRules(session)

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
        indicator = await self._made(result, project, wanted, actor)
        event = registered(indicator, result, project, actor)
        event.in_charge = wanted.responsible_ids or None
        publish(self._session, event)
        return await self._shown(indicator.id)

    async def _made(
        self, result: Result, project: OwnerRef, wanted: IndicatorCreate, actor: Actor
    ) -> Indicator:
        given = wanted.changes()
        people = given.pop("responsible_ids", [])
        position = given.pop("position", None)
        library_id = given.pop("definition_version_id", None)
        rule = {name: given.pop(name) for name in RULE_FIELDS & given.keys()}
        taken = await self._rules.taken(library_id, rule, project, actor=actor)
        if "title" not in given and taken is None:
            raise invalid("body", "title", code="missing", message="Name it.")
        title = given.pop("title", None)
        if title is not None:
            check_title(title, result.original_language)
        version = taken or await self._rules.own(
            project, title, result.original_language, rule, actor=actor
        )
        indicator = Indicator(
            id=new_id(),
            result_id=result.id,
            title=title or version.name,
            definition_version_id=version.id,
            is_synthetic=given.pop("is_synthetic", False),
            **given,
        )
        settle_baseline(indicator, given)
        check_indicator(indicator, version)
        await self._indicators.add(indicator, position)
        await self._indicators.begin_series(indicator)
        await self._put_in_charge(indicator.id, people, actor=actor)
        return indicator

    async def change(
        self, indicator_id: UUID, wanted: IndicatorUpdate, version: int, *, actor: Actor
    ) -> IndicatorOut:
        indicator, result = await self._found(indicator_id, actor)
        project = await self._hold(indicator, result, version, actor)
        if wanted.side_id != indicator.side_id:
            await self._projects.check_side(project, wanted.side_id)
        refuse_inherited(indicator, {"title": indicator.title}, wanted.changes())
        agreed = replaces_agreed(indicator, wanted.changes())
        changed = await self._apply(indicator, result, wanted, actor)
        explain(self._session, wanted.reason, required=agreed)
        if changed:
            indicator.version += 1
            await self._indicators.save()
        if project.is_programme and "title" in changed:
            await self._indicators.hand_down(indicator)
        if changed - {"position"}:
            facts = _facts(indicator, result, project, actor)
            if "responsible_ids" in changed:
                facts["in_charge"] = wanted.responsible_ids
            publish(self._session, IndicatorChanged(**facts, changed=sorted(changed)))
        return await self._shown(indicator_id)

    async def _hold(
        self, indicator: Indicator, result: Result, version: int | None, actor: Actor
    ) -> OwnerRef:
        """Its project, which holds still; and the indicator as it was read."""
        project = await self._projects.get_for_change(result.owner_id, actor=actor)
        await self._indicators.refresh(indicator, result)
        if version is not None and indicator.version != version:
            current = await self._shown(indicator.id)
            raise StaleVersionError(
                "Somebody else changed this indicator.", current=current
            )
        return project

    async def _apply(
        self,
        indicator: Indicator,
        result: Result,
        wanted: IndicatorUpdate,
        actor: Actor,
    ) -> set[str]:
        # Looked up first: afterwards the query would write what is not checked yet.
        changes = wanted.changes()
        people = changes.pop("responsible_ids", None)
        asked = {name: changes.pop(name) for name in RULE_FIELDS & changes.keys()}
        rule, told = await self._rules.corrected(indicator, asked, actor=actor)
        position = changes.pop("position", None)
        if "archived" in changes:
            was_archived = indicator.archived_at is not None
            if changes.pop("archived") != was_archived:
                changes["archived_at"] = None if was_archived else datetime.now(UTC)
        with self._session.no_autoflush:
            changed = {n for n in changes if getattr(indicator, n) != changes[n]}
            for name in changed:
                setattr(indicator, name, changes[name])
            if told or _BASELINE & changed:
                settle_baseline(indicator, changes)
            if "title" in changes:
                check_title(indicator.title, result.original_language)
            check_indicator(indicator, rule)
            if people is not None and await self._put_in_charge(
                indicator.id, people, actor=actor
            ):
                changed.add("responsible_ids")
            returns = "archived_at" in changed and indicator.archived_at is None
            if position is not None or returns:
                await self._indicators.place(indicator, position)
                changed.add("position")
        return changed | told

    async def _put_in_charge(
        self, indicator_id: UUID, ids: list[UUID], *, actor: Actor
    ) -> bool:
        """Make them those who see to it; whether that is something new."""
        wanted = list(dict.fromkeys(ids))
        if not await self._indicators.differs(indicator_id, wanted):
            return False
        unknown = await self._indicators.unknown_accounts(wanted, known_to=actor)
        if unknown:
            raise invalid(
                "body",
                "responsible_ids",
                ids.index(min(unknown)),
                code="unknown_account",
                message="There is no such account.",
            )
        await self._indicators.replace_people(indicator_id, wanted)
        return True

    async def break_series(
        self,
        indicator_id: UUID,
        wanted: IndicatorVersionCreate,
        version: int,
        *,
        actor: Actor,
        is_told: bool = True,
    ) -> IndicatorOut:
        """Let it go by another rule from a day on; what was before stays as it was.

        Whoever does so with many tells it of all of them at once.
        """
        indicator, result = await self._found(indicator_id, actor)
        project = await self._hold(indicator, result, version, actor)
        await self._rules.break_series(indicator, project, wanted, actor=actor)
        explain(self._session, wanted.reason, required=True)
        indicator.version += 1
        await self._indicators.save()
        if is_told:
            facts = _facts(indicator, result, project, actor)
            publish(self._session, IndicatorChanged(**facts, changed=["definition"]))
        return await self._shown(indicator_id)

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
        series = series_of(row)
        return indicator_out(row, series, [period_out(p, series) for p in periods])


def registered(
    indicator: Indicator, result: Result, project: OwnerRef, actor: Actor
) -> IndicatorRegistered:
    return IndicatorRegistered(**_facts(indicator, result, project, actor))


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
