from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import invalid
from bromost_common.languages import Language

from .assembly import Assembly
from .calculation import Line
from .grounds import programme_of, worth_of
from .repository import ReportRepository, Years
from .schemas import AnnualReport, ReportCountry, ReportFunder, ReportYears
from .sheet import Sheet

MAX_YEARS = 10


class Asked(NamedTuple):
    """What somebody wants a report about."""

    programme_id: UUID | None
    from_year: int | None
    to_year: int | None
    currency: str | None
    language: Language


class ReportService:
    """Makes the reports. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._reports = ReportRepository(session)

    async def annual(self, asked: Asked, *, actor: Actor) -> AnnualReport:
        programme = await programme_of(self._reports, asked.programme_id, actor)
        available = await self._reports.available_years(
            asked.programme_id, visible_to=actor
        )
        years = _years(asked.from_year, asked.to_year, available)
        rows = await self._reports.lines(
            asked.programme_id, years.span, visible_to=actor
        )
        lines = [Line(*row) for row in rows]
        worth = await worth_of(self._reports, lines, years.span, asked.currency)
        funders = await self._reports.funders({line.funder_id for line in lines})
        assembly = Assembly(
            years=years.span,
            funders=[funder.id for funder in funders],
            language=asked.language,
            conversion=worth.conversion,
            country_names=await self._reports.country_names(date(years.last, 12, 31)),
        )
        return AnnualReport(
            programme=programme,
            available_years=available and ReportYears(**available._asdict()),
            years=list(years.span),
            language=asked.language,
            currency=asked.currency,
            rates=worth.rates,
            missing_rates=worth.missing,
            funders=[
                ReportFunder.model_validate(f, from_attributes=True) for f in funders
            ],
            countries=await self._countries(assembly, lines, years),
            totals=assembly.totals(lines),
        )

    async def _countries(
        self, assembly: Assembly, lines: Sequence[Line], years: Years
    ) -> list[ReportCountry]:
        project_ids = {line.project_id for line in lines}
        return assembly.countries(
            await self._reports.projects(project_ids),
            lines,
            await self._reports.partners(project_ids, years),
        )


def sheet(report: AnnualReport) -> bytes:
    return Sheet(report).encoded()


def _years(
    from_year: int | None, to_year: int | None, available: Years | None
) -> Years:
    """What was asked for; else what there is, at most the last ten years of it."""
    this_year = datetime.now(UTC).year
    there = available or Years(this_year, this_year)
    reach = MAX_YEARS - 1
    if to_year is None:
        to_year = there.last
        if from_year is not None:
            to_year = max(from_year, min(to_year, from_year + reach))
    if from_year is None:
        from_year = min(to_year, max(there.first, to_year - reach))
    if from_year > to_year:
        raise invalid(
            "query",
            "to_year",
            code="years_reversed",
            message="The last year is before the first.",
        )
    if to_year - from_year > reach:
        raise invalid(
            "query",
            "to_year",
            code="too_many_years",
            message=f"A report has at most {MAX_YEARS} years.",
        )
    return Years(from_year, to_year)
