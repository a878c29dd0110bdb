"""The annual report of a portfolio as a document."""

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from bromost_api.reports.schemas import ReportCountry, ReportProject
from bromost_api.reports.wording import WORDING
from bromost_common.languages import Language, in_language

from .addresses import Addresses
from .book import (
    Block,
    Book,
    Cell,
    Column,
    Heading,
    Paragraph,
    Part,
    Picture,
    Row,
    Run,
    Table,
)
from .cells import told
from .chart import Bar, bars
from .contents import Contents, Narrative
from .figures import Figures, year_of
from .layout import laid_out
from .said import day, is_from_right, paragraphs, plain, rate
from .words import WORDS

# More bars would no longer be seen at a glance.
_MOST_BARS = 12
# Up to so many columns of years fit on an upright page.
_UPRIGHT = 3


def annual_book(contents: Contents) -> Book:
    return laid_out(Annual(contents).book(), contents.layout)


class Annual:
    """Puts the parts of the report together, each with its heading."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._report = contents.report
        self._language: Language = contents.language
        self._words = WORDS[self._language]
        self._heads = WORDING[self._language]
        self._figures = Figures(contents.report)
        self._at = Addresses(contents)

    def book(self) -> Book:
        report, words = self._report, self._words
        years = self._years()
        whose = words.whole
        if report.programme is not None:
            whose = in_language(
                report.programme.title,
                self._language,
                report.programme.original_language,
            )
        return Book(
            language=self._language,
            title=f"{words.title} {years}",
            subtitle=plain(whose),
            facts=(
                words.as_of.format(
                    day=day(self._contents.as_of.date(), self._language)
                ),
                words.source.format(origin=self._contents.origin),
            ),
            contents=words.contents,
            parts=tuple(self._parts()),
            as_of=self._contents.as_of,
            is_wide=len(report.years) > _UPRIGHT,
            page=words.page,
        )

    def _years(self) -> str:
        first, last = self._report.years[0], self._report.years[-1]
        return str(first) if first == last else f"{first}–{last}"

    def _parts(self) -> Iterator[Part]:
        words = self._words
        yield Part("summary", words.summary, tuple(self._summary()))
        if self._report.countries:
            yield Part("overview", words.overview, (self._overview(),))
        if self._contents.narratives:
            yield Part("chosen", words.chosen, tuple(self._chosen()))
        yield Part("gaps", words.gaps, tuple(self._gaps()))
        yield Part("about", words.about, tuple(self._about()))

    def _summary(self) -> Iterator[Block]:
        report, words = self._report, self._words
        if not report.countries:
            yield Paragraph((Run(words.nothing),))
            return
        yield from self._counts()
        yield Heading(2, words.by_funder)
        yield from self._chart_of_years()
        yield self.by_funder()
        yield Heading(2, words.by_country)
        yield from self._chart_of_countries()
        yield self._by_country()
        yield from self._rates()

    def _counts(self) -> Iterator[Block]:
        report, words = self._report, self._words
        codes = {code for country in report.countries for code in country.codes}
        projects = sum(len(country.projects) for country in report.countries)
        for name, count in (
            (words.projects, projects),
            (words.countries, len(codes)),
            (words.funders, len(report.funders)),
        ):
            counted = Run(str(count), self._at.report)
            yield Paragraph((Run(f"{name}:"), counted), is_item=True)
        total = [
            Run(self._figures.written(one.amount, one.currency), self._at.report)
            for one in report.totals.total.amounts
        ]
        worth = report.totals.total.converted
        if self._figures.converted and worth is not None:
            said = self._figures.written(worth, self._figures.converted)
            total.append(Run(f"({said})", self._at.report))
        yield Paragraph((Run(f"{words.total_given}:"), *total), is_item=True)

    def _chart_of_years(self) -> Iterator[Block]:
        report, words, figures = self._report, self._words, self._figures
        if figures.currency is None:
            yield Paragraph((Run(words.no_chart),), is_quiet=True)
            return
        cells = {(c.year, c.funder_id): c.figure for c in report.totals.cells}
        found = [
            Bar(
                str(year),
                tuple(
                    figures.summed(cells.get((year, funder.id))) or Decimal()
                    for funder in report.funders
                ),
                self._summed(figures.summed(year_of(report.totals, year))),
            )
            for year in report.years
        ]
        names = [plain(funder.short_name) for funder in report.funders]
        caption = words.chart_years.format(currency=figures.currency)
        yield self._picture("chart_years", caption, names, found)

    def _chart_of_countries(self) -> Iterator[Block]:
        words, figures = self._words, self._figures
        if figures.currency is None:
            return
        sums = [
            (figures.summed(country.totals.total) or Decimal(), self._name(country))
            for country in self._report.countries
        ]
        # Of equal ones, the order of the report stays.
        sums.sort(key=lambda one: -one[0])
        shown, rest = sums[:_MOST_BARS], sums[_MOST_BARS:]
        if rest:
            others = sum((amount for amount, _ in rest), Decimal())
            shown.append((others, words.more_countries))
        found = [Bar(name, (amount,), self._summed(amount)) for amount, name in shown]
        caption = words.chart_countries.format(
            years=self._years(), currency=figures.currency
        )
        yield self._picture("chart_countries", caption, [], found)

    def _summed(self, amount: Decimal | None) -> str:
        return "–" if amount is None else self._figures.written(amount)

    def _picture(
        self, name: str, caption: str, series: list[str], found: list[Bar]
    ) -> Picture:
        svg, ratio = bars(series, found)
        said = [f"{bar.label}: {self._each(series, bar)}" for bar in found]
        return Picture(svg, f"{caption}. " + "; ".join(said), caption, ratio, name)

    def _each(self, series: list[str], bar: Bar) -> str:
        if len(series) < 2:  # noqa: PLR2004  # one is the sum itself
            return bar.said
        each = [
            f"{name} {self._figures.written(part)}"
            for name, part in zip(series, bar.parts, strict=True)
        ]
        return f"{bar.said} ({', '.join(each)})"

    def _columns(self, *first: Column) -> tuple[Column, ...]:
        years = (
            Column(str(year), 1.0, is_figure=True, name="years")
            for year in self._report.years
        )
        total = Column(self._heads.total, 1.1, is_figure=True)
        return (*first, *years, total)

    def by_funder(self) -> Table:
        report, figures, at = self._report, self._figures, self._at.report
        cells = {(c.year, c.funder_id): c.figure for c in report.totals.cells}
        sums = {one.funder_id: one.figure for one in report.totals.by_funder}
        rows = []
        for funder in report.funders:
            name: Cell = ((Run(plain(funder.name)),),)
            if funder.short_name != funder.name:
                name += ((Run(plain(funder.short_name), is_quiet=True),),)
            each = (figures.cell(cells.get((y, funder.id)), at) for y in report.years)
            rows.append(Row((name, *each, figures.cell(sums.get(funder.id), at))))
        every = (figures.cell(year_of(report.totals, y), at) for y in report.years)
        total = figures.cell(report.totals.total, at)
        rows.append(Row((told(self._heads.total), *every, total), "sum"))
        columns = self._columns(Column(self._words.funder, 1.6))
        return Table(self._words.by_funder, columns, tuple(rows))

    def _by_country(self) -> Table:
        report, figures = self._report, self._figures
        rows = []
        for country in report.countries:
            at = self._at.country(country.codes)
            each = (
                figures.cell(year_of(country.totals, y), at, converted=False)
                for y in report.years
            )
            count = told(str(len(country.projects)), at)
            total = figures.cell(country.totals.total, at)
            rows.append(Row((told(self._name(country)), count, *each, total)))
        at = self._at.report
        every = (figures.cell(year_of(report.totals, y), at) for y in report.years)
        count = told(str(sum(len(c.projects) for c in report.countries)), at)
        total = figures.cell(report.totals.total, at)
        name = told(self._heads.all_countries)
        rows.append(Row((name, count, *every, total), "sum"))
        columns = self._columns(
            Column(self._heads.country, 1.4),
            Column(self._words.projects, 0.7, is_figure=True),
        )
        return Table(self._words.by_country, columns, tuple(rows))

    def _rates(self) -> Iterator[Block]:
        report, words = self._report, self._words
        if self._figures.converted is None:
            return
        yield Heading(2, words.rates)
        yield Paragraph((Run(words.rates_note.format(currency=report.currency)),))
        rows = [
            Row(
                (
                    told(str(one.year)),
                    told(
                        f"1 {one.from_currency} ="
                        f" {rate(one.rate, self._language)} {one.to_currency}",
                        f"{self._contents.origin}/reports/rates",
                    ),
                    told(day(one.valid_on, self._language)),
                    told(one.source),
                )
            )
            for one in report.rates
        ]
        if rows:
            columns = (
                Column(words.year, 0.5),
                Column(self._heads.rate, 1.3),
                Column(words.valid_on, 1),
                Column(words.rate_source, 1.8),
            )
            yield Table(words.rates, columns, tuple(rows))
        for lacking in report.missing_rates:
            said = words.no_rate.format(
                currency=lacking.from_currency, year=lacking.year
            )
            yield Paragraph((Run(said),), is_item=True)

    def _overview(self) -> Table:
        columns = self._columns(
            Column(self._heads.code, 0.35),
            Column(self._words.project_and_partners, 2.6),
        )
        rows: list[Row] = []
        for country in self._report.countries:
            rows.append(self._country_row(country))
            rows += [self._project_row(project) for project in country.projects]
        report, at = self._report, self._at.report
        every = (
            self._figures.cell(year_of(report.totals, y), at, converted=False)
            for y in report.years
        )
        total = self._figures.cell(report.totals.total, at)
        name = told(self._heads.all_countries)
        rows.append(Row(((), name, *every, total), "sum"))
        return Table(self._words.overview, columns, tuple(rows))

    def _country_row(self, country: ReportCountry) -> Row:
        at = self._at.country(country.codes)
        each = (
            self._figures.cell(year_of(country.totals, y), at, converted=False)
            for y in self._report.years
        )
        total = self._figures.cell(country.totals.total, at)
        return Row(((), told(self._name(country)), *each, total), "group")

    def _project_row(self, project: ReportProject) -> Row:
        title = in_language(project.title, self._language, project.original_language)
        name: Cell = ((Run(plain(title), self._at.project(project.id)),),)
        if project.partners:
            partners = " · ".join(plain(one) for one in project.partners)
            name += ((Run(partners, is_quiet=True),),)
        at = self._at.budget(project.id)
        each = (self._given(project, year, at) for year in self._report.years)
        total = self._figures.cell(project.totals.total, at)
        return Row((told(project.code), name, *each, total))

    def _given(self, project: ReportProject, year: int, at: str) -> Cell:
        """What each funder gives in the year, with its short name."""
        short = {funder.id: funder.short_name for funder in self._report.funders}
        lines = []
        for cell in project.totals.cells:
            if cell.year == year:
                whose = Run(plain(short[cell.funder_id]), is_quiet=True)
                for one in cell.figure.amounts:
                    lines += [(Run(self._figures.amount(one), at),), (whose,)]
        return tuple(lines)

    def _chosen(self) -> Iterator[Block]:
        for one in self._contents.narratives:
            yield from self._narrative(one)

    def _narrative(self, one: Narrative) -> Iterator[Block]:
        yield Heading(2, plain(f"{one.title} ({self._heads.code} {one.code})"))
        yield from self._facts(one.id)
        if not one.summary and not one.objectives:
            yield Paragraph((Run(self._words.no_description),), is_quiet=True)
        for text in paragraphs(one.summary or ""):
            yield Paragraph((Run(text),), from_right=is_from_right(text))
        if one.objectives:
            yield Paragraph((Run(f"{self._words.objectives}:"),))
        for objective in one.objectives:
            yield Paragraph((Run(" ".join(paragraphs(objective))),), is_item=True)

    def _facts(self, project_id: UUID) -> Iterator[Block]:
        """Where a project is, with whom, and what it was given in all."""
        for country in self._report.countries:
            for project in country.projects:
                if project.id == project_id:
                    names = [self._name(country), *project.partners]
                    at = self._at.budget(project.id)
                    given = project.totals.total.amounts
                    yield Paragraph(
                        (
                            Run(" · ".join(plain(one) for one in names)),
                            Run(f"· {self._words.total_given}:"),
                            *(
                                Run(self._figures.written(m.amount, m.currency), at)
                                for m in given
                            ),
                        ),
                        is_quiet=True,
                    )

    def _gaps(self) -> Iterator[Block]:
        words = self._words
        stopped = [
            project
            for country in self._report.countries
            for project in country.projects
            # Of a project, these are the states in which it does not go on.
            if project.status in self._words.states
        ]
        if not self._contents.gaps and not stopped:
            yield Paragraph((Run(words.no_gaps),))
        if self._contents.gaps:
            yield self._table_of_gaps()
        if stopped:
            yield Heading(2, words.stopped)
            rows = tuple(self._stopped(project) for project in stopped)
            columns = (
                Column(self._heads.code, 0.35),
                Column(self._heads.project, 2.6),
                Column(words.state, 1),
            )
            yield Table(words.stopped, columns, rows)

    def _stopped(self, project: ReportProject) -> Row:
        title = in_language(project.title, self._language, project.original_language)
        name = told(title, self._at.project(project.id))
        state = told(self._words.states[project.status])
        return Row((told(project.code), name, state))

    def _table_of_gaps(self) -> Table:
        words = self._words
        rows = [
            Row(
                (
                    told(gap.name, self._at.partnership(gap.id)),
                    told(", ".join(gap.projects)),
                    told(words.states[gap.state]),
                    told(day(gap.valid_from, self._language)),
                    told(gap.reason or words.no_reason),
                )
            )
            for gap in self._contents.gaps
        ]
        columns = (
            Column(words.partnership, 1.4),
            Column(self._heads.project, 0.7),
            Column(words.state, 0.9),
            Column(words.since, 1.1),
            Column(words.reason, 2, name="reason"),
        )
        return Table(words.gaps, columns, tuple(rows))

    def _about(self) -> Iterator[Block]:
        words = self._words
        for said in (words.about_links, words.about_amounts, words.about_letters):
            yield Paragraph((Run(said),))

    def _name(self, country: ReportCountry) -> str:
        if country.name is None:
            return self._heads.no_country
        return plain(in_language(country.name, self._language, "en"))
