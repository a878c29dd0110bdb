"""The annual report as a CSV file that spreadsheets of the region open as it is."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from uuid import UUID

from bromost_common.languages import Language, in_language
from bromost_common.money import plain
from bromost_common.sheets.formulas import harmless

from .schemas import AnnualReport, ReportFigure, ReportRate, ReportTotals
from .wording import WORDING


def encoded(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with the mark by which spreadsheets recognise it."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


class Sheet:
    """Lays a report out: a column for each year, funder and currency, then sums."""

    def __init__(self, report: AnnualReport) -> None:
        self._report = report
        self._words = WORDING[report.language]
        self._keys = [(y, f.id) for y in report.years for f in report.funders]
        given = {a.currency for a in report.totals.total.amounts}
        self._currencies = sorted(given)
        self._converted = report.currency if given != {report.currency} else None

    def encoded(self) -> bytes:
        return encoded(self._rows())

    def _rows(self) -> Iterator[Sequence[str]]:
        words, report = self._words, self._report
        yield [words.country, words.code, words.project, words.partners,
               *self._heads()]  # fmt: skip
        for country in report.countries:
            name = self._text(country.name, "en") if country.name else words.no_country
            for project in country.projects:
                title = self._text(project.title, project.original_language)
                partners = " | ".join(project.partners)
                figures = self._figures(project.totals)
                yield [name, project.code, title, partners, *figures]
            sums = self._figures(country.totals)
            yield [name, "", words.total, "", *sums]
        sums = self._figures(report.totals)
        yield [words.all_countries, "", words.total, "", *sums]
        yield from self._notes()

    def _heads(self) -> Iterator[str]:
        names = {funder.id: funder.short_name for funder in self._report.funders}
        heads = [f"{year} {names[funder_id]}" for year, funder_id in self._keys]
        for head in [*heads, self._words.total]:
            for currency in self._shown_currencies():
                yield f"{head} ({currency})"

    def _shown_currencies(self) -> list[str]:
        return self._currencies + ([self._converted] if self._converted else [])

    def _figures(self, sums: ReportTotals) -> Iterator[str]:
        found: dict[tuple[int, UUID], ReportFigure] = {
            (cell.year, cell.funder_id): cell.figure for cell in sums.cells
        }
        for figure in [*(found.get(key) for key in self._keys), sums.total]:
            amounts = {a.currency: a.amount for a in figure.amounts} if figure else {}
            for currency in self._currencies:
                yield self._number(amounts.get(currency))
            if self._converted:
                yield self._number(figure.converted if figure else None)

    def _notes(self) -> Iterator[Sequence[str]]:
        if self._converted:
            yield []
        for rate in self._report.rates:
            yield [
                self._words.rate,
                str(rate.year),
                self._rate(rate),
                rate.source,
            ]
        for missing in self._report.missing_rates:
            yield [
                self._words.rate,
                str(missing.year),
                missing.from_currency,
                self._words.no_rate,
            ]

    def _rate(self, rate: ReportRate) -> str:
        worth = f"{self._number(rate.rate)} {rate.to_currency}"
        return f"1 {rate.from_currency} = {worth} ({rate.valid_on})"

    def _number(self, amount: Decimal | None) -> str:
        if amount is None:
            return ""
        return plain(amount).replace(".", self._words.decimal_mark)

    def _text(self, text: dict[Language, str], original: str) -> str:
        return in_language(text, self._report.language, original)
