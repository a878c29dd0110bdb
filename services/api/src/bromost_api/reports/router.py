from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from bromost_api.finance.schemas import FIRST_YEAR, LAST_YEAR, CurrencyCode
from bromost_common.audit import note_export
from bromost_common.auth import Actor
from bromost_common.limits import EXPORT
from bromost_common.web.auth import requires
from bromost_common.web.language import AskedLanguage
from bromost_common.web.limits import limited
from bromost_common.web.session import Session

from .comparing import AskedComparison, ComparisonService
from .comparison_schemas import By, PortfolioComparison
from .comparison_sheet import comparison_sheet
from .schemas import AnnualReport
from .service import Asked, ReportService, sheet

router = APIRouter(prefix="/reports", tags=["reports"])

Reader = Annotated[Actor, Depends(requires("report.read"))]
ReportYear = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
InCurrency = Annotated[
    CurrencyCode | None, Query(description="Show figures in this currency, too.")
]
AS_CSV: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "UTF-8 with byte order mark, semicolons between cells, and"
        " the decimal mark of the language.",
        "content": {"text/csv": {"schema": {"type": "string"}}},
    }
}


async def _annual_report(
    session: Session,
    actor: Reader,
    language: AskedLanguage,
    programme: UUID | None = None,
    from_year: Annotated[
        ReportYear | None, Query(description="By default all years, at most ten.")
    ] = None,
    to_year: ReportYear | None = None,
    currency: InCurrency = None,
) -> AnnualReport:
    asked = Asked(programme, from_year, to_year, currency, language)
    return await ReportService(session).annual(asked, actor=actor)


Report = Annotated[AnnualReport, Depends(_annual_report)]


@router.get("/annual", summary="What was given, country by country")
async def get_annual_report(report: Report) -> AnnualReport:
    return report


@router.get(
    "/annual.csv",
    dependencies=[limited(EXPORT, by="account")],
    summary="The annual report for a spreadsheet",
    response_class=Response,
    responses=AS_CSV,
)
async def download_annual_report(session: Session, report: Report) -> Response:
    note_export(session, sum(len(country.projects) for country in report.countries))
    name = f"annual-report-{report.years[0]}-{report.years[-1]}.csv"
    return Response(
        sheet(report),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


async def _comparison(
    *,
    session: Session,
    actor: Reader,
    language: AskedLanguage,
    first_year: Annotated[
        ReportYear | None, Query(description="By default the one before the second.")
    ] = None,
    second_year: Annotated[
        ReportYear | None, Query(description="By default the newest with money.")
    ] = None,
    by: By = "country",
    programme: UUID | None = None,
    currency: InCurrency = None,
) -> PortfolioComparison:
    asked = AskedComparison(programme, first_year, second_year, by, currency, language)
    return await ComparisonService(session).compare(asked, actor=actor)


Comparison = Annotated[PortfolioComparison, Depends(_comparison)]


@router.get("/comparison", summary="Two years beside each other")
async def compare_years(comparison: Comparison) -> PortfolioComparison:
    return comparison


@router.get(
    "/comparison.csv",
    dependencies=[limited(EXPORT, by="account")],
    summary="Two years beside each other for a spreadsheet",
    response_class=Response,
    responses=AS_CSV,
)
async def download_comparison(session: Session, comparison: Comparison) -> Response:
    note_export(session, len(comparison.groups))
    first, second = comparison.years
    name = f"comparison-{first}-{second}.csv"
    return Response(
        comparison_sheet(comparison),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
