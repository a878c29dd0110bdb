from datetime import UTC, date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status
from pydantic import Field

from bromost_common.auth import Actor
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag
from bromost_indicators.reporting_requirements.schemas import Kind

from .repository import Asked
from .schemas import (
    CalendarRow,
    ReportOut,
    ReportPeople,
    ReportStepCreate,
    ReportUpdate,
    Status,
)
from .service import ReportService
from .steps import ReportStepService

router = APIRouter(tags=["reporting"])
Reader = Annotated[Actor, Depends(requires("result.read"))]
Writer = Annotated[Actor, Depends(requires("result.write"))]


async def _service(session: Session) -> ReportService:
    return ReportService(session)


async def _steps(session: Session) -> ReportStepService:
    return ReportStepService(session)


async def today() -> date:
    return datetime.now(UTC).date()


Reports = Annotated[ReportService, Depends(_service)]
Today = Annotated[date, Depends(today)]
Year = Annotated[int, Field(ge=1950, le=2200)]


async def asked(
    year: Annotated[
        Year | None,
        Query(description="Of periods that end in it. Of a programme, this year."),
    ] = None,
    status: Annotated[Status | None, Query(description="As it stands today.")] = None,
    kind: Kind | None = None,
    organisation_id: UUID | None = None,
) -> Asked:
    return Asked(year, status, kind, organisation_id)


@router.get(
    "/frameworks/{owner_id}/reporting-calendar",
    summary="Who owes which reports of a programme or project",
)
async def get_reporting_calendar(
    *,
    reports: Reports,
    actor: Reader,
    owner_id: UUID,
    page: PageQuery,
    today: Today,
    asked: Annotated[Asked, Depends(asked)],
) -> Page[CalendarRow]:
    """A row for each partner, by name, with the reports that were asked for."""
    return await reports.calendar(owner_id, asked, page, today, actor=actor)


@router.get("/reports/{report_id}", summary="A report that is owed or was given")
async def get_report(
    reports: Reports, actor: Reader, report_id: UUID, today: Today, response: Response
) -> ReportOut:
    found = await reports.get(report_id, today, actor=actor)
    set_etag(response, found)
    return found


@router.get("/reports/{report_id}/people", summary="Who has a role where it is owed")
async def list_report_people(
    reports: Reports, actor: Writer, report_id: UUID
) -> ReportPeople:
    """None for whoever may change nothing there."""
    return await reports.people(report_id, actor=actor)


@router.patch(
    "/reports/{report_id}", summary="Name who sees to a report, or answers for it"
)
async def change_report(
    *,
    reports: Reports,
    actor: Writer,
    report_id: UUID,
    version: ExpectedVersion,
    today: Today,
    response: Response,
    body: ReportUpdate,
) -> ReportOut:
    """Who answers for it is for whoever governs the programme to say."""
    found = await reports.change(report_id, body, version, today, actor=actor)
    set_etag(response, found)
    return found


@router.post(
    "/reports/{report_id}/steps",
    summary="Submit, return, accept or reopen a report",
    status_code=status.HTTP_201_CREATED,
)
async def take_report_step(
    *,
    steps: Annotated[ReportStepService, Depends(_steps)],
    actor: Writer,
    report_id: UUID,
    version: ExpectedVersion,
    today: Today,
    response: Response,
    body: ReportStepCreate,
) -> ReportOut:
    """Who submits it says who answers for it; to return or reopen needs a reason."""
    found = await steps.take(report_id, body, version, today, actor=actor)
    set_etag(response, found)
    return found
