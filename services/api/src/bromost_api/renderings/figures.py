"""How the amounts of one report are written, alike in all of its tables."""

from decimal import Decimal

from bromost_api.reports.schemas import (
    AnnualReport,
    ReportAmount,
    ReportFigure,
    ReportTotals,
)

from .book import Cell, Run
from .said import number


class Figures:
    """Amounts as cells: exact ones as they were given, and what they are worth."""

    def __init__(self, report: AnnualReport) -> None:
        self._report = report
        self.given = [one.currency for one in report.totals.total.amounts]
        # What is converted into its own currency says nothing new.
        asked = report.currency
        self.converted = asked if asked and self.given != [asked] else None
        self._digits, self._digits_worth = _digits(report)

    @property
    def currency(self) -> str | None:
        """The one in which everything can be added up, if there is one."""
        return self.given[0] if len(self.given) == 1 else self.converted

    def summed(self, figure: ReportFigure | None) -> Decimal | None:
        """The figure in that currency."""
        if figure is None or not figure.amounts:
            return None
        if len(self.given) == 1:
            return figure.amounts[0].amount
        return figure.converted

    def written(self, amount: Decimal, currency: str | None = None) -> str:
        """With as many decimals as all others in the currency (of a sum by default)."""
        counted = currency or self.currency
        is_worth = counted == self.converted and counted not in self.given
        digits = self._digits_worth if is_worth else self._digits
        said = number(amount, self._report.language, digits)
        return f"{said}\u00a0{currency}" if currency else said

    def amount(self, one: ReportAmount) -> str:
        """With its currency, unless that goes without saying."""
        return self.written(one.amount, one.currency if len(self.given) > 1 else None)

    def cell(
        self, figure: ReportFigure | None, address: str, *, converted: bool = True
    ) -> Cell:
        if figure is None:
            return ()
        lines = [(Run(self.amount(one), address),) for one in figure.amounts]
        if converted and self.converted and figure.converted is not None:
            worth = self.written(figure.converted, self.converted)
            lines.append((Run(worth, address, is_quiet=True),))
        return tuple(lines)


def year_of(totals: ReportTotals, year: int) -> ReportFigure | None:
    return next((one.figure for one in totals.by_year if one.year == year), None)


def _digits(report: AnnualReport) -> tuple[int, int]:
    """Of amounts as given and as converted: two as soon as one of them has cents."""
    parts = [report.totals]
    for country in report.countries:
        parts += [country.totals, *(project.totals for project in country.projects)]
    figures = [f.figure for part in parts for f in part.cells]
    figures += [part.total for part in parts]
    given = [one.amount for figure in figures for one in figure.amounts]
    worth = [f.converted for f in figures if f.converted is not None]
    return _needed(given), _needed(worth)


def _needed(amounts: list[Decimal]) -> int:
    return 2 if any(one != one.to_integral_value() for one in amounts) else 0
