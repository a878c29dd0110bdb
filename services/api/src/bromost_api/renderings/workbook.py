"""Writes the annual report as a workbook: figures are numbers, texts no formulas."""

import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

import xlsxwriter

from bromost_api.reports.schemas import ReportCountry, ReportProject, ReportTotals
from bromost_api.reports.wording import WORDING
from bromost_common.languages import in_language

from .addresses import Addresses
from .chart import COLOURS
from .contents import Contents
from .figures import Figures, year_of
from .layout import heading_of
from .said import day, plain
from .sealing import sealed
from .words import WORDS

_Sheet: TypeAlias = tuple[str, Callable[[str], None]]
# What a cell of a workbook can hold, and how many links a sheet.
MOST_LETTERS = 32_767
MOST_LINKS = 65_000
# Texts are never read as anything else.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(contents: Contents) -> bytes:
    """Sheets for the sums, the budget lines, chosen projects and what stood still."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, OPTIONS) as book:
        _Writer(book, contents).write()
    return sealed(packed.getvalue())


def sheet_name(title: str, taken: set[str]) -> str:
    """Of letters that the name of a sheet may have, as many, and none twice."""
    bare = "".join(c for c in plain(title) if c not in "[]:*?/\\'\n").strip() or "–"
    name, place = bare[:31], 1
    while name.casefold() in taken:
        place += 1
        name = f"{bare[: 30 - len(str(place))]} {place}"
    taken.add(name.casefold())
    return name


class _Writer:
    """Fills an empty workbook."""

    def __init__(self, book: Any, contents: Contents) -> None:
        self._book = book
        self._contents = contents
        self._report = contents.report
        self._language = contents.language
        self._words = WORDS[contents.language]
        self._heads = WORDING[contents.language]
        self._figures = Figures(contents.report)
        self._at = Addresses(contents)
        self._links = 0
        self._names: set[str] = set()
        self._title = book.add_format({"bold": True, "font_size": 16})
        self._head = book.add_format(
            {"bold": True, "bg_color": "#134E6F", "font_color": "white"}
        )
        self._bold = book.add_format({"bold": True, "num_format": "#,##0.00"})
        self._number = book.add_format({"num_format": "#,##0.00", "valign": "top"})
        self._text = book.add_format({"text_wrap": True, "valign": "top"})

    def write(self) -> None:
        words, at = self._words, self._contents.as_of
        self._book.set_properties(
            {
                "title": words.title,
                "author": "Bromost",
                # The format knows no time zones.
                "created": at.replace(tzinfo=None, microsecond=0),
            }
        )
        sheets: dict[str, _Sheet] = {
            "summary": (words.summary, self._sums),
            "overview": (words.overview, self._lines),
            "chosen": (words.chosen, self._chosen),
            "gaps": (words.gaps, self._gaps),
        }
        for title, write in self._wanted(sheets):
            write(title)

    def _wanted(self, sheets: dict[str, _Sheet]) -> Iterator[_Sheet]:
        """With their names, in the order of the programme if it has one."""
        layout = self._contents.layout
        if layout is None:
            yield from sheets.values()
            return
        for one in layout.parts:
            if one.is_shown and one.name in sheets:
                title, write = sheets[one.name]
                yield heading_of(one, title, self._language, layout.original), write

    @property
    def _has_chart(self) -> bool:
        parts = self._contents.layout.parts if self._contents.layout else ()
        return not any("chart_years" in one.left_out for one in parts)

    def _sheet(self, name: str, widths: Sequence[int]) -> Any:
        sheet = self._book.add_worksheet(sheet_name(name, self._names))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        return sheet

    def _row(self, sheet: Any, at: int, values: Sequence[Any], form: Any) -> None:
        for place, value in enumerate(values):
            if value is None:
                continue
            if isinstance(value, str):
                sheet.write_string(at, place, plain(value)[:MOST_LETTERS], form)
            else:
                sheet.write_number(at, place, value, form)

    def _heading(self, sheet: Any, at: int, heads: Sequence[str]) -> None:
        for place, head in enumerate(heads):
            sheet.write_string(at, place, head, self._head)

    def _link(self, sheet: Any, at: int, place: int, address: str) -> None:
        if self._links < MOST_LINKS:
            self._links += 1
            sheet.write_url(at, place, address, string=self._words.explanation)
        else:
            sheet.write_string(at, place, address)

    def _sums(self, title: str) -> None:
        report, words = self._report, self._words
        sheet = self._sheet(title, [42, *[18] * (len(report.years) + 3)])
        first, last = report.years[0], report.years[-1]
        years = str(first) if first == last else f"{first}–{last}"
        sheet.write_string(0, 0, f"{words.title} {years}", self._title)
        whose = words.whole
        if report.programme is not None:
            told = report.programme
            whose = in_language(told.title, self._language, told.original_language)
        sheet.write_string(1, 0, plain(whose))
        on = day(self._contents.as_of.date(), self._language)
        sheet.write_string(2, 0, words.as_of.format(day=on))
        at = self._by_funder(sheet, 4)
        at = self._by_country(sheet, at + 2)
        self._rates(sheet, at + 1)

    def _sum_heads(self, first: str) -> list[str]:
        heads = [first, *(str(y) for y in self._report.years), self._heads.total]
        if self._figures.converted:
            heads.append(self._words.converted.format(currency=self._figures.converted))
        return [*heads, self._words.currency, self._words.explanation]

    def _by_funder(self, sheet: Any, at: int) -> int:
        report, start = self._report, at
        self._heading(sheet, at, self._sum_heads(self._words.funder))
        cells = {(c.year, c.funder_id): c.figure for c in report.totals.cells}
        totals = {one.funder_id: one.figure for one in report.totals.by_funder}
        for funder in report.funders:
            figures = [cells.get((year, funder.id)) for year in report.years]
            at = self._figures_of(
                sheet, at, (plain(funder.name), figures, totals.get(funder.id))
            )
        end = at
        years = [year_of(report.totals, year) for year in report.years]
        at = self._figures_of(
            sheet, at, (self._heads.total, years, report.totals.total), self._bold
        )
        if len(self._figures.given) == 1 and report.funders and self._has_chart:
            self._chart(sheet, start, end)
        return at

    def _by_country(self, sheet: Any, at: int) -> int:
        self._heading(sheet, at, self._sum_heads(self._heads.country))
        for country in self._report.countries:
            at = self._sum_of(sheet, at, self._name(country), country.totals)
        totals = self._report.totals
        return self._sum_of(
            sheet, at, self._heads.all_countries, totals, form=self._bold
        )

    def _sum_of(
        self, sheet: Any, at: int, name: str, totals: ReportTotals, form: Any = None
    ) -> int:
        figures = [year_of(totals, year) for year in self._report.years]
        return self._figures_of(sheet, at, (name, figures, totals.total), form)

    def _figures_of(
        self, sheet: Any, at: int, given: tuple[str, Any, Any], form: Any = None
    ) -> int:
        """A row for each currency; the row that was filled last."""
        name, figures, total = given
        for currency in [one.currency for one in total.amounts] if total else []:
            at += 1
            row = [_amount(figure, currency) for figure in [*figures, total]]
            if self._figures.converted:
                # Of all currencies together, so beside the first of them.
                first = currency == total.amounts[0].currency
                row.append(total.converted if first else None)
            self._row(sheet, at, [name, *row, currency], form or self._number)
            self._link(sheet, at, len(row) + 2, self._at.report)
        return at

    def _chart(self, sheet: Any, start: int, end: int) -> None:
        """A drawing of the workbook's own, made of the cells."""
        words, years = self._words, len(self._report.years)
        name = sheet.get_name()
        chart = self._book.add_chart({"type": "bar", "subtype": "stacked"})
        for place, row in enumerate(range(start + 1, end + 1)):
            chart.add_series(
                {
                    "name": [name, row, 0],
                    "categories": [name, start, 1, start, years],
                    "values": [name, row, 1, row, years],
                    "fill": {"color": COLOURS[place % len(COLOURS)]},
                }
            )
        caption = words.chart_years.format(currency=self._figures.given[0])
        chart.set_title({"name": caption, "name_font": {"size": 11}})
        chart.set_y_axis({"reverse": True})
        chart.set_legend({"position": "bottom"})
        sheet.insert_chart(
            4, years + 5, chart, {"description": caption, "object_position": 3}
        )

    def _rates(self, sheet: Any, at: int) -> None:
        report, words = self._report, self._words
        if self._figures.converted is None:
            return
        heads = [words.rates, words.year, self._heads.rate, words.valid_on]
        self._heading(sheet, at + 1, [*heads, words.rate_source])
        at += 2
        for one in report.rates:
            pair = f"{one.from_currency} → {one.to_currency}"
            on = day(one.valid_on, self._language)
            self._row(sheet, at, [pair, one.year], None)
            sheet.write_number(at, 2, one.rate)
            sheet.write_string(at, 3, on)
            sheet.write_string(at, 4, plain(one.source)[:MOST_LETTERS])
            at += 1
        for lacking in report.missing_rates:
            pair = f"{lacking.from_currency} → {report.currency}"
            self._row(sheet, at, [pair, lacking.year], None)
            sheet.write_string(at, 2, self._heads.no_rate)
            at += 1

    def _lines(self, title: str) -> None:
        words, heads = self._words, self._heads
        sheet = self._sheet(title, [26, 8, 44, 48, 8, 16, 16, 8, 14])
        titles = [heads.country, heads.code, heads.project, heads.partners, words.year]
        self._heading(sheet, 0, [*titles, words.funder, words.amount, words.currency])
        sheet.write_string(0, 8, words.explanation, self._head)
        sheet.freeze_panes(1, 0)
        at = 0
        for country in self._report.countries:
            for project in country.projects:
                at = self._project(sheet, at, self._name(country), project)
        sheet.autofilter(0, 0, max(at, 1), 8)

    def _project(self, sheet: Any, at: int, country: str, one: ReportProject) -> int:
        short = {funder.id: funder.short_name for funder in self._report.funders}
        title = in_language(one.title, self._language, one.original_language)
        partners = " | ".join(one.partners)
        for cell in one.totals.cells:
            for amount in cell.figure.amounts:
                at += 1
                self._row(sheet, at, [country, one.code, title, partners], self._text)
                sheet.write_number(at, 4, cell.year, self._text)
                funder = plain(short[cell.funder_id])[:MOST_LETTERS]
                sheet.write_string(at, 5, funder, self._text)
                sheet.write_number(at, 6, amount.amount, self._number)
                sheet.write_string(at, 7, amount.currency, self._text)
                self._link(sheet, at, 8, self._at.budget(one.id))
        return at

    def _chosen(self, title: str) -> None:
        if not self._contents.narratives:
            return
        words, heads = self._words, self._heads
        sheet = self._sheet(title, [8, 44, 90, 90])
        self._heading(
            sheet, 0, [heads.code, heads.project, words.chosen, words.objectives]
        )
        at = 0
        for one in self._contents.narratives:
            told = plain(
                one.summary or ("" if one.objectives else words.no_description)
            )
            aims = plain("\n".join(one.objectives))
            # What is more than a cell can hold goes on below.
            for start in range(0, max(len(told), len(aims), 1), MOST_LETTERS):
                at += 1
                end = start + MOST_LETTERS
                row = [one.code, one.title, told[start:end], aims[start:end]]
                self._row(sheet, at, row, self._text)

    def _gaps(self, title: str) -> None:
        words = self._words
        sheet = self._sheet(title, [36, 14, 16, 20, 60])
        heads = [words.partnership, self._heads.project, words.state, words.since]
        self._heading(sheet, 0, [*heads, words.reason])
        for at, gap in enumerate(self._contents.gaps, 1):
            on = day(gap.valid_from, self._language)
            row = [gap.name, ", ".join(gap.projects), words.states[gap.state], on]
            self._row(sheet, at, [*row, gap.reason or words.no_reason], self._text)
        if not self._contents.gaps:
            sheet.write_string(1, 0, words.no_gaps)

    def _name(self, country: ReportCountry) -> str:
        if country.name is None:
            return self._heads.no_country
        return plain(in_language(country.name, self._language, "en"))


def _amount(figure: Any, currency: str) -> Any:
    if figure is None:
        return None
    return next(
        (one.amount for one in figure.amounts if one.currency == currency), None
    )
