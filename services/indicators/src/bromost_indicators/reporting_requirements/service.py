from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
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
from bromost_common.languages import refuse_without_original
from bromost_common.paging import Page, PageRequest
from bromost_indicators.indicators.presenting import person
from bromost_indicators.indicators.schemas import Recorder
from bromost_indicators.limits import refuse_beyond
from bromost_indicators.projects.service import ProjectService
from bromost_indicators.report_figures.naming import is_reserved
from bromost_indicators.reports.making import ReportMaking

from .models import ReportingRequirement
from .periods import MAX_PERIODS, Span, overlap, spans
from .repository import RequirementRepository, people_reaching
from .schemas import (
    OrganisationRef,
    ReportingPeriodOut,
    ReportingRequirementCreate,
    ReportingRequirementOut,
    ReportingRequirementUpdate,
)

MAX_REQUIREMENTS = 20
NEEDED = "result.govern"


class ReportsOverlapError(ConflictError):
    """A partner would report the same days twice in reports of one kind."""

    code = "reports_overlap"


class RequirementInUseError(ConflictError):
    """Reports were given by it; let it end instead."""

    code = "requirement_in_use"


class RequirementService:
    """What a programme asks reports of. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._requirements = RequirementRepository(session)
        self._projects = ProjectService(session)
        self._making = ReportMaking(session)

    async def page(
        self, programme_id: UUID, page: PageRequest, *, actor: Actor
    ) -> Page[ReportingRequirementOut]:
        await self._projects.get(programme_id, actor=actor, what="programme")
        found, cursor, total = await self._requirements.page(programme_id, page)
        return Page(items=await self._out(found), next_cursor=cursor, total=total)

    async def add(
        self, programme_id: UUID, wanted: ReportingRequirementCreate, *, actor: Actor
    ) -> ReportingRequirementOut:
        """Who owes it already gets the reports at once."""
        await self._projects.get(programme_id, actor=actor, what="programme")
        await self._projects.hold(programme_id, NEEDED, actor=actor)
        count = await self._requirements.count(programme_id)
        refuse_beyond(MAX_REQUIREMENTS, count, "requirements")
        given = wanted.model_dump()
        periods = [Span(**one) for one in given.pop("periods")]
        requirement = ReportingRequirement(
            id=new_id(), programme_id=programme_id, **given
        )
        return await self._keep(requirement, periods)

    async def change(
        self,
        requirement_id: UUID,
        wanted: ReportingRequirementUpdate,
        version: int,
        *,
        actor: Actor,
    ) -> ReportingRequirementOut:
        requirement = await self._held(requirement_id, version, actor)
        changes = wanted.changes()
        known = await self._requirements.periods([requirement_id])
        periods = known.get(requirement_id, [])
        if "periods" in changes:
            periods = [Span(**one) for one in changes.pop("periods")]
        elif changes.get("rhythm") == "explicit" != requirement.rhythm:
            periods = []
        for name, value in changes.items():
            setattr(requirement, name, value)
        requirement.version += 1
        return await self._keep(requirement, periods)

    async def remove(self, requirement_id: UUID, version: int, *, actor: Actor) -> None:
        """Only as long as nothing was given by it."""
        requirement = await self._held(requirement_id, version, actor)
        await self._making.wait(requirement.programme_id)
        if await self._requirements.has_given_reports(requirement_id):
            raise RequirementInUseError("Reports were given by it: let it end instead.")
        await self._requirements.remove(requirement)

    async def _keep(
        self, requirement: ReportingRequirement, named: Sequence[Span]
    ) -> ReportingRequirementOut:
        refuse_without_original(
            "title", requirement.title, requirement.original_language
        )
        _refuse_sections(requirement)
        await self._refuse_unknown(requirement)
        periods = _periods(requirement, named)
        await self._making.wait(requirement.programme_id)
        await self._requirements.keep(requirement, periods)
        if await self._requirements.overlapping(requirement):
            raise ReportsOverlapError("Another one asks for these days already.")
        if not await self._making.make(requirement.programme_id):
            raise ReportsOverlapError("Of these days there are reports already.")
        (shown,) = await self._out([requirement])
        return shown

    async def _refuse_unknown(self, requirement: ReportingRequirement) -> None:
        ids = requirement.organisation_ids or []
        named = requirement.owed_by == "organisations"
        if named != bool(ids) or len(set(ids)) < len(ids):
            raise _wrong("organisation_ids", "organisations_wrong", "Name each once.")
        if len(await self._requirements.organisations(ids)) < len(ids):
            raise _wrong(
                "organisation_ids", "unknown_organisation", "It is not registered."
            )
        people = {"responsible_id", "signer_id"}
        wanted = {name for name in people if getattr(requirement, name) is not None}
        if not wanted:
            return
        there = await people_reaching(self._session, requirement.programme_id)
        for name in wanted:
            if getattr(requirement, name) not in there:
                raise _wrong(name, "no_role_there", "This person has no role there.")

    async def _held(
        self, requirement_id: UUID, version: int, actor: Actor
    ) -> ReportingRequirement:
        found = await self._requirements.get(requirement_id, visible_to=actor)
        if found is None:
            raise NotFoundError("There is no such requirement.")
        await self._projects.hold(found.programme_id, NEEDED, actor=actor)
        if not await self._requirements.refresh(found):
            raise NotFoundError("There is no such requirement.")
        if found.version != version:
            (current,) = await self._out([found])
            raise StaleVersionError(
                "Somebody else changed this requirement.", current=current
            )
        return found

    async def _out(
        self, found: Sequence[ReportingRequirement]
    ) -> list[ReportingRequirementOut]:
        ids = [one.id for one in found]
        periods = await self._requirements.periods(ids)
        counts = await self._requirements.report_counts(ids)
        organisations = await self._requirements.organisations(
            {owing for one in found for owing in one.organisation_ids or ()}
        )
        people = {one.responsible_id for one in found} | {o.signer_id for o in found}
        names = await self._requirements.names({one for one in people if one})
        return [
            ReportingRequirementOut.model_validate(
                {
                    **_plain(one),
                    "organisations": _named(one, organisations),
                    "periods": [_period(one, span) for span in periods.get(one.id, [])],
                    "responsible": _person(one.responsible_id, names),
                    "signer": _person(one.signer_id, names),
                    "report_count": counts.get(one.id, 0),
                }
            )
            for one in found
        ]


def _named(
    requirement: ReportingRequirement, names: Mapping[UUID, str]
) -> list[OrganisationRef]:
    found = [
        OrganisationRef(id=one, name=names[one])
        for one in requirement.organisation_ids or ()
        if one in names
    ]
    return sorted(found, key=lambda ref: ref.name)


def _period(requirement: ReportingRequirement, span: Span) -> ReportingPeriodOut:
    by_rule = span.ends_on + timedelta(days=requirement.days_to_report)
    return ReportingPeriodOut(
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        due_on=span.due_on or by_rule,
        is_agreed=span.due_on is not None,
    )


def _person(account_id: UUID | None, names: Mapping[UUID, str]) -> Recorder | None:
    return person(account_id, names.get(account_id) if account_id else None)


def _plain(requirement: ReportingRequirement) -> dict[str, Any]:
    names = (
        *("id", "programme_id", "kind", "title", "original_language", "owed_by"),
        *("rhythm", "starts_on", "ends_on", "days_to_report", "grace_days"),
        *("parts", "sections", "explain_from", "explain_behind"),
        *("partners_draft", "version"),
    )
    return {name: getattr(requirement, name) for name in names}


def _periods(requirement: ReportingRequirement, named: Sequence[Span]) -> list[Span]:
    """Those that it asks for; refused where they make no sense."""
    if requirement.rhythm == "project":
        if requirement.owed_by != "lead_partners":
            raise _wrong("rhythm", "only_of_projects", "Organisations have no days.")
        return []
    if requirement.rhythm == "explicit":
        if not named:
            raise _wrong("periods", "missing", "Name the periods.")
        if overlap(named):
            raise _wrong("periods", "periods_overlap", "Periods have days in common.")
        return sorted(named)
    first, last = requirement.starts_on, requirement.ends_on
    if first is None or last is None:
        raise _wrong(
            "starts_on" if first is None else "ends_on", "missing", "Say when."
        )
    if last < first:
        raise _wrong("ends_on", "ends_before_start", "It ends before it starts.")
    found = spans(requirement.rhythm, first, last)
    if len(found) > MAX_PERIODS:
        raise _wrong("ends_on", "too_many_periods", f"At most {MAX_PERIODS} periods.")
    return found


def _refuse_sections(requirement: ReportingRequirement) -> None:
    """Each has a name of its own, and a title in the requirement's language."""
    sections = requirement.sections or []
    if len({one["section"] for one in sections}) < len(sections):
        raise _wrong("sections", "section_twice", "Two sections have one name.")
    for one in sections:
        refuse_without_original("sections", one["title"], requirement.original_language)
        if is_reserved(one["section"]):
            raise _wrong("sections", "section_reserved", "Figures are explained there.")


def _wrong(field: str, code: str, message: str) -> Exception:
    return invalid("body", field, code=code, message=message)
