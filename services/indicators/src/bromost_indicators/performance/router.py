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
from bromost_indicators.results.schemas import ResultKind

from .columns import Asked
from .mapping import MapService
from .schemas import (
    AnyStatus,
    By,
    ComparisonOut,
    PerformanceAxes,
    PerformancePage,
    PerformanceSummary,
    ResultMap,
)
from .service import PerformanceService
from .sheet import as_csv

router = APIRouter(prefix="/performance", tags=["performance"])
Reader = Annotated[Actor, Depends(requires("result.read"))]


async def _service(session: Session) -> PerformanceService:
    return PerformanceService(session)


async def _asked(
    owner_id: Annotated[
        UUID | None, Query(description="The framework of this project or programme.")
    ] = None,
    programme_id: Annotated[
        UUID | None, Query(description="A programme with all of its projects.")
    ] = None,
    country: Annotated[str | None, Query(pattern="^[A-Z]{2}$")] = None,
    theme_id: UUID | None = None,
    kind: ResultKind | None = None,
    status: AnyStatus | None = None,
) -> Asked:
    return Asked(owner_id, programme_id, country, theme_id, kind, status)


Service = Annotated[PerformanceService, Depends(_service)]
Wanted = Annotated[Asked, Depends(_asked)]
ByAxis = Annotated[
    UUID | None, Query(description="Each also by the categories of this axis.")
]


@router.get("", summary="How indicators stand, period by period")
async def list_performance(
    performance: Service,
    actor: Reader,
    asked: Wanted,
    page: PageQuery,
    by: ByAxis = None,
) -> PerformancePage:
    return await performance.page(asked, page, actor=actor, by=by)


@router.get("/axes", summary="By what indicators are broken down")
async def list_performance_axes(
    performance: Service, actor: Reader, asked: Wanted
) -> PerformanceAxes:
    return await performance.axes(asked, actor=actor)


@router.get("/summary", summary="How many indicators stand how")
async def get_performance_summary(
    performance: Service, actor: Reader, asked: Wanted, by: By = "kind"
) -> PerformanceSummary:
    return await performance.summary(asked, by, actor=actor)


@router.get("/comparison", summary="Projects side by side, on what they share")
async def compare_projects(
    performance: Service,
    actor: Reader,
    project_id: Annotated[list[UUID], Query(min_length=2, max_length=4)],
) -> ComparisonOut:
    return await performance.compare(project_id, actor=actor)


@router.get("/map", summary="What one definition comes to, place by place")
async def get_result_map(
    session: Session,
    actor: Reader,
    asked: Wanted,
    definition_id: Annotated[
        UUID | None, Query(description="Of the library; the most used if left out.")
    ] = None,
) -> ResultMap:
    return await MapService(session).map(asked, definition_id, actor=actor)


@router.get(
    ".csv",
    dependencies=[limited(EXPORT, by="account")],
    summary="The same for a spreadsheet",
    response_class=Response,
    responses={
        200: {
            "description": "UTF-8 with byte order mark, semicolons between cells, and"
            " the decimal mark of the language. For each indicator a row for every"
            " period and one for all of them: what it is of, baseline, days, target,"
            " actual, its state, progress as a share of 1, by what that is measured"
            " (the way from the baseline; where there is none, a share of the target;"
            " kept as it was; the way into a band), status, the day it is of,"
            " and who was subtracted, for they were counted in several parts.",
            "content": {"text/csv": {"schema": {"type": "string"}}},
        }
    },
)
async def download_performance(
    session: Session,
    performance: Service,
    actor: Reader,
    asked: Wanted,
    language: AskedLanguage,
    by: ByAxis = None,
) -> Response:
    rows = await performance.all_rows(asked, actor=actor, by=by)
    note_export(session, len(rows))
    return Response(
        as_csv(rows, language, with_parts=by is not None),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="performance.csv"'},
    )
