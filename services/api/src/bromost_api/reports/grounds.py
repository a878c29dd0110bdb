"""What every report stands on: whose money it tells of, and what that was worth."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError, invalid
from bromost_common.paging import AnyRow

from .calculation import Conversion, Line
from .repository import ReportRepository
from .schemas import MissingRate, ReportProgramme, ReportRate


class Worth(NamedTuple):
    """How the money of a report is converted, with which rates, and what is not."""

    conversion: Conversion | None
    rates: list[ReportRate]
    missing: list[MissingRate]


async def programme_of(
    reports: ReportRepository, programme_id: UUID | None, actor: Actor
) -> ReportProgramme | None:
    if programme_id is None:
        return None
    row = await reports.programme(programme_id, visible_to=actor)
    if row is None:
        raise NotFoundError("There is no such programme.")
    return ReportProgramme.model_validate(row, from_attributes=True)


async def worth_of(
    reports: ReportRepository,
    lines: Sequence[Line],
    years: Iterable[int],
    currency: str | None,
) -> Worth:
    """In `currency`, by the rate of each line's year; as it was given if there is none.

    Raises InvalidError for a currency that is not known.
    """
    if currency is None:
        return Worth(None, [], [])
    decimals = await reports.minor_units(currency)
    if decimals is None:
        raise invalid(
            "query",
            "currency",
            code="unknown_currency",
            message="There is no such currency code.",
        )
    used = {(line.year, line.currency) for line in lines}
    found = await reports.rates(years, {line.currency for line in lines}, currency)
    rates = [_rate_out(row) for row in found if (row.year, row.from_currency) in used]
    known = {(rate.year, rate.from_currency): rate.rate for rate in rates}
    missing = sorted(
        (year, code) for year, code in used - known.keys() if code != currency
    )
    return Worth(
        Conversion(
            currency, decimals, {(code, year): r for (year, code), r in known.items()}
        ),
        rates,
        [MissingRate(year=year, from_currency=code) for year, code in missing],
    )


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
