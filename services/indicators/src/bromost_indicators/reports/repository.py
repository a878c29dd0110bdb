from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Text,
    Uuid,
    and_,
    case,
    cast,
    column,
    func,
    literal,
    or_,
    select,
    table,
    true,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bromost_common.auth import Actor
from bromost_common.db import any_of
from bromost_common.paging import AnyRow, Key, Order, PageRequest, fetch_page
from bromost_common.visibility import PROGRAMMES as WITHIN_PROGRAMMES
from bromost_common.visibility import PROJECTS as WITHIN_PROJECTS
from bromost_indicators.definitions.models import DefinitionVersion
from bromost_indicators.entries.models import Entry
from bromost_indicators.indicators.models import Indicator, Period
from bromost_indicators.indicators.repository import ACCOUNTS
from bromost_indicators.projects.repository import (
    PROGRAMMES,
    PROJECTS,
    visible_programmes,
    visible_projects,
)
from bromost_indicators.reporting_requirements.models import ReportingRequirement
from bromost_indicators.results.models import Result

from .models import Report, ReportStep

ORGANISATIONS = table(
    "organisation_name_v1", column("id", Uuid), column("name", Text), schema="api"
)
# By whom what people say of a report to one another is read.
DISCUSSION = "history.read"
_NOBODY = UUID(int=0)
_PROJECT = func.coalesce(Report.project_id, _NOBODY, type_=Uuid())
_PARTNER = func.coalesce(Report.organisation_id, _NOBODY, type_=Uuid())
_RESPONSIBLE = aliased(ACCOUNTS, name="responsible")
_SIGNER = aliased(ACCOUNTS, name="signer")


class Asked(NamedTuple):
    """What of a calendar is asked for."""

    year: int | None = None
    status: str | None = None
    kind: str | None = None
    organisation_id: UUID | None = None
    # A programme or a project; all that one sees if none is named.
    owner_id: UUID | None = None


def status_on(today: date) -> ColumnElement[str]:
    """How a report stands on a day: the one place that says so."""
    day = literal(today, Date())
    return case(
        (Report.status != "open", Report.status),
        (and_(day <= Report.ends_on, day < Report.due_on), "not_due"),
        (day <= Report.due_on + Report.grace_days, "due"),
        else_="overdue",
    )


def visible_reports(actor: Actor) -> ColumnElement[bool]:
    """Those of projects as the projects are; others as their programme is."""
    return or_(
        visible_projects(actor, Report.project_id),
        and_(
            Report.project_id.is_(None),
            visible_programmes(actor, Report.programme_id),
        ),
    )


def followed(actor: Actor) -> ColumnElement[bool]:
    """Reports whose discussion somebody reads: never what they only fund.

    What an organisation owes is discussed by it and by the programme, and by no other
    that takes part in the programme.
    """
    reach = actor.reach(DISCUSSION)
    if reach.everywhere:
        return true()
    own = or_(
        Report.organisation_id == any_of(reach.scopes),
        Report.programme_id == any_of(reach.scopes),
        WITHIN_PROGRAMMES.visible(actor, "result.write", Report.programme_id),
    )
    return or_(
        WITHIN_PROJECTS.visible(actor, DISCUSSION, Report.project_id),
        and_(Report.project_id.is_(None), own),
    )


def _shown(today: date) -> tuple[Any, ...]:
    return (
        *(Report.id, Report.kind, Report.starts_on, Report.ends_on, Report.due_on),
        *(Report.received_on, Report.project_id, Report.organisation_id),
        (Report.due_on + Report.grace_days + 1).label("overdue_from"),
        status_on(today).label("status"),
        *(ReportingRequirement.title, ReportingRequirement.original_language),
        (ReportingRequirement.rhythm == "project").label("of_project_days"),
    )


class ReportRepository:
    """Every query on reports and on how they got where they are."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def rows(
        self,
        asked: Asked,
        wanted: PageRequest,
        today: date,
        *,
        visible_to: Actor,
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        """Who owes something of what is asked for, by name: partner and project."""
        found = (
            select(
                _PROJECT.label("project_key"),
                _PARTNER.label("partner_key"),
                func.coalesce(ORGANISATIONS.c.name, "").label("name"),
                func.coalesce(PROJECTS.c.code, "").label("code"),
                PROJECTS.c.title,
                PROJECTS.c.original_language,
            )
            .select_from(Report)
            .outerjoin(ORGANISATIONS, ORGANISATIONS.c.id == Report.organisation_id)
            .outerjoin(PROJECTS, PROJECTS.c.id == Report.project_id)
            .where(asked_for(asked, today), visible_reports(visible_to))
            .distinct()
            .subquery("partner")
        )
        by_name = Order(
            "partner",
            [
                Key(found.c[name])
                for name in ("name", "code", "partner_key", "project_key")
            ],
        )
        return await fetch_page(self._session, select(found), by_name, wanted)

    async def cells(
        self,
        asked: Asked,
        keys: Sequence[tuple[UUID, UUID]],
        today: date,
        *,
        visible_to: Actor,
    ) -> Sequence[AnyRow]:
        found = await self._session.execute(
            select(*_shown(today), _PROJECT, _PARTNER)
            .join(
                ReportingRequirement, ReportingRequirement.id == Report.requirement_id
            )
            .where(
                asked_for(asked, today),
                visible_reports(visible_to),
                tuple_(_PROJECT, _PARTNER).in_(keys),
            )
            .order_by(Report.due_on, Report.starts_on, Report.kind, Report.id)
        )
        return found.all()

    async def shown(self, report_id: UUID, today: date) -> AnyRow:
        found = await self._session.execute(
            select(
                *_shown(today),
                *(Report.programme_id, Report.grace_days, Report.parts, Report.version),
                ORGANISATIONS.c.name.label("organisation_name"),
                PROGRAMMES.c.code.label("programme_code"),
                PROGRAMMES.c.title.label("programme_title"),
                PROGRAMMES.c.original_language.label("programme_language"),
                PROJECTS.c.code,
                PROJECTS.c.title.label("project_title"),
                PROJECTS.c.original_language.label("project_language"),
                _RESPONSIBLE.c.id.label("responsible_id"),
                _RESPONSIBLE.c.display_name.label("responsible_name"),
                _SIGNER.c.id.label("signer_id"),
                _SIGNER.c.display_name.label("signer_name"),
            )
            .join(
                ReportingRequirement, ReportingRequirement.id == Report.requirement_id
            )
            .outerjoin(ORGANISATIONS, ORGANISATIONS.c.id == Report.organisation_id)
            .outerjoin(PROGRAMMES, PROGRAMMES.c.id == Report.programme_id)
            .outerjoin(PROJECTS, PROJECTS.c.id == Report.project_id)
            .outerjoin(
                _RESPONSIBLE,
                _RESPONSIBLE.c.id
                == func.coalesce(
                    Report.responsible_id, ReportingRequirement.responsible_id
                ),
            )
            .outerjoin(
                _SIGNER,
                _SIGNER.c.id
                == func.coalesce(Report.signer_id, ReportingRequirement.signer_id),
            )
            .where(Report.id == report_id)
        )
        return found.one()

    async def steps(self, report_id: UUID) -> Sequence[AnyRow]:
        by, signer = aliased(ACCOUNTS), aliased(ACCOUNTS)
        found = await self._session.execute(
            select(
                *(ReportStep.step, ReportStep.at, ReportStep.reason),
                ReportStep.sections,
                *(ReportStep.account_id, by.c.display_name.label("by_name")),
                *(ReportStep.signer_id, signer.c.display_name.label("signer_name")),
            )
            .outerjoin(by, by.c.id == ReportStep.account_id)
            .outerjoin(signer, signer.c.id == ReportStep.signer_id)
            .where(ReportStep.report_id == report_id)
            .order_by(ReportStep.number)
        )
        return found.all()

    async def get(self, report_id: UUID, *, visible_to: Actor) -> Report | None:
        return await self._session.scalar(
            select(Report).where(Report.id == report_id, visible_reports(visible_to))
        )

    async def is_followed(self, report: Report, actor: Actor) -> bool:
        found = select(Report.id).where(Report.id == report.id, followed(actor))
        return await self._session.scalar(found) is not None

    async def refresh(self, report: Report) -> bool:
        """Hold it till the end as it is now; false if it is gone."""
        found = await self._session.scalar(
            select(Report)
            .where(Report.id == report.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return found is not None

    async def partners_draft(self, report: Report) -> bool:
        """Whether each partner says its own part."""
        found = select(ReportingRequirement.partners_draft).where(
            ReportingRequirement.id == report.requirement_id
        )
        return bool(await self._session.scalar(found))

    async def add_step(self, step: ReportStep) -> None:
        self._session.add(step)
        await self._session.flush()

    async def flush(self) -> None:
        await self._session.flush()

    async def later_accepted(self, report: Report) -> bool:
        """Whether a later one of the kind and partner is accepted."""
        found = select(Report.id).where(
            Report.programme_id == report.programme_id,
            Report.kind == report.kind,
            literal(report.project_id or _NOBODY, Uuid()) == _PROJECT,
            literal(report.organisation_id or _NOBODY, Uuid()) == _PARTNER,
            Report.starts_on > report.starts_on,
            Report.status == "accepted",
        )
        return await self._session.scalar(found.limit(1)) is not None

    async def values_missing(self, report: Report) -> int:
        """Of how many periods that end in its days no value is handed in."""
        handed_in = (
            select(Entry.id)
            .where(
                Entry.period_id == Period.id,
                Entry.status.in_(("submitted", "verified", "accepted")),
            )
            .exists()
        )
        found = (
            select(func.count())
            .select_from(Period)
            .join(Indicator, Indicator.id == Period.indicator_id)
            .join(Result, Result.id == Indicator.result_id)
            .join(
                DefinitionVersion,
                DefinitionVersion.id == Indicator.definition_version_id,
            )
            .where(
                Result.project_id == report.project_id,
                Result.archived_at.is_(None),
                Indicator.archived_at.is_(None),
                DefinitionVersion.kind != "formula",
                Period.ends_on.between(report.starts_on, report.ends_on),
                ~handed_in,
            )
        )
        return await self._session.scalar(found) or 0


def asked_for(asked: Asked, today: date) -> ColumnElement[bool]:
    """Reports of what is asked for, as they stand on a day."""
    conditions: list[ColumnElement[bool]] = [true()]
    if asked.owner_id is not None:
        owned = or_(
            Report.programme_id == asked.owner_id, Report.project_id == asked.owner_id
        )
        conditions.append(owned)
    if asked.year is not None:
        first, last = date(asked.year, 1, 1), date(asked.year, 12, 31)
        conditions.append(Report.ends_on.between(first, last))
    if asked.kind is not None:
        conditions.append(Report.kind == asked.kind)
    if asked.organisation_id is not None:
        conditions.append(Report.organisation_id == asked.organisation_id)
    if asked.status is not None:
        conditions.append(cast(status_on(today), Text()) == asked.status)
    return and_(*conditions)
