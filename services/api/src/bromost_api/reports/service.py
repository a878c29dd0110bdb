from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError, invalid
from bromost_common.languages import Language
from bromost_common.paging import AnyRow

from .assembly import Assembly
from .calculation import Conversion, Line
from .repository import ReportRepository, Years
from .schemas import (
    AnnualReport,
    MissingRate,
    ReportCountry,
    ReportFunder,
    ReportProgramme,
    ReportRate,
    ReportYears,
)
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
        programme = await self._programme(asked.programme_id, actor)
        decimals = await self._decimals(asked.currency)
        available = await self._reports.available_years(
            asked.programme_id, visible_to=actor
        )
        years = _years(asked.from_year, asked.to_year, available)
        rows = await self._reports.lines(asked.programme_id, years, visible_to=actor)
        lines = [Line(*row) for row in rows]
        rates = await self._rates(lines, years, asked.currency)
        funders = await self._reports.funders({line.funder_id for line in lines})
        assembly = Assembly(
            years=years.span,
            funders=[funder.id for funder in funders],
            language=asked.language,
            conversion=_conversion(asked.currency, decimals, rates),
            country_names=await self._reports.country_names(date(years.last, 12, 31)),
        )
        return AnnualReport(
            programme=programme,
            available_years=available and ReportYears(**available._asdict()),
            years=list(years.span),
            language=asked.language,
            currency=asked.currency,
            rates=rates,
            missing_rates=_missing(lines, asked.currency, rates),
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

    async def _programme(
        self, programme_id: UUID | None, actor: Actor
    ) -> ReportProgramme | None:
        if programme_id is None:
            return None
        row = await self._reports.programme(programme_id, visible_to=actor)
        if row is None:
            raise NotFoundError("There is no such programme.")
        return ReportProgramme.model_validate(row, from_attributes=True)

    async def _decimals(self, currency: str | None) -> int | None:
        if currency is None:
            return None
        decimals = await self._reports.minor_units(currency)
        if decimals is None:
            raise invalid(
                "query",
                "currency",
                code="unknown_currency",
                message="There is no such currency code.",
            )
        return decimals

    async def _rates(
        self, lines: Sequence[Line], years: Years, currency: str | None
    ) -> list[ReportRate]:
        if currency is None:
            return []
        used = {(line.year, line.currency) for line in lines}
        found = await self._reports.rates(
            years.span, {line.currency for line in lines}, currency
        )
        return [
            _rate_out(row) for row in found if (row.year, row.from_currency) in used
        ]


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


def _conversion(
    currency: str | None, decimals: int | None, rates: Sequence[ReportRate]
) -> Conversion | None:
    if currency is None or decimals is None:
        return None
    return Conversion(
        currency, decimals, {(r.from_currency, r.year): r.rate for r in rates}
    )


def _missing(
    lines: Sequence[Line], currency: str | None, rates: Sequence[ReportRate]
) -> list[MissingRate]:
    if currency is None:
        return []
    known = {(rate.year, rate.from_currency) for rate in rates}
    used = {(line.year, line.currency) for line in lines if line.currency != currency}
    return [
        MissingRate(year=year, from_currency=code)
        for year, code in sorted(used - known)
    ]


def _rate_out(row: AnyRow) -> ReportRate:
    return ReportRate(
        year=row.year,
        from_currency=row.from_currency,
        to_currency=row.to_currency,
        rate=row.rate.normalize(),
        valid_on=row.valid_on,
        source=row.source,
        basis="on_or_before" if row.is_on_or_before else "nearest_later",
    )
