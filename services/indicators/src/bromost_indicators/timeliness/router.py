from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from bromost_common.audit import note_export
from bromost_common.auth import Actor
from bromost_common.limits import EXPORT
from bromost_common.web.auth import requires
from bromost_common.web.language import AskedLanguage
from bromost_common.web.limits import limited
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session
from bromost_indicators.reporting_requirements.schemas import Kind
from bromost_indicators.reports.repository import Asked
from bromost_indicators.reports.router import Today, Year

from .schemas import By, TimelinessPage
from .service import TimelinessService
from .sheet import as_csv

router = APIRouter(prefix="/reporting-timeliness", tags=["reporting"])
Reader = Annotated[Actor, Depends(requires("result.read"))]
Of = Annotated[By, Query(description="What a row is of.")]


async def _service(session: Session) -> TimelinessService:
    return TimelinessService(session)


async def _asked(
    owner_id: Annotated[
        UUID | None,
        Query(description="A programme with all of its projects, or a project."),
    ] = None,
    year: Annotated[
        Year | None, Query(description="Of periods that end in it; all if left out.")
    ] = None,
    kind: Kind | None = None,
    organisation_id: UUID | None = None,
) -> Asked:
    return Asked(year, None, kind, organisation_id, owner_id)


Timeliness = Annotated[TimelinessService, Depends(_service)]
Wanted = Annotated[Asked, Depends(_asked)]


@router.get("", summary="How punctually reports came")
async def list_timeliness(
    *,
    timeliness: Timeliness,
    actor: Reader,
    asked: Wanted,
    page: PageQuery,
    today: Today,
    by: Of = "partner",
) -> TimelinessPage:
    return await timeliness.page(by, asked, page, today, actor=actor)


@router.get(
    ".csv",
    dependencies=[limited(EXPORT, by="account")],
    summary="The same for a spreadsheet",
    response_class=Response,
    responses={
        200: {
            "description": "UTF-8 with byte order mark, semicolons between cells, and"
            " the decimal mark of the language: what the row is of, then the counts"
            " and shares of the list. Of more than 5,000 rows: `too_many_rows`.",
            "content": {"text/csv": {"schema": {"type": "string"}}},
        }
    },
)
async def download_timeliness(
    *,
    session: Session,
    timeliness: Timeliness,
    actor: Reader,
    asked: Wanted,
    today: Today,
    language: AskedLanguage,
    by: Of = "partner",
) -> Response:
    rows = await timeliness.all_rows(by, asked, today, actor=actor)
    note_export(session, len(rows))
    return Response(
        as_csv(rows, by, language),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="timeliness.csv"'},
    )
