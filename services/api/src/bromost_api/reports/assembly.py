"""Puts the report's rows and sums together into what the API shows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from bromost_api.partnerships.sides import named
from bromost_common.languages import LANGUAGES, Language, in_language
from bromost_common.paging import AnyRow

from .calculation import NOTHING, Conversion, Figure, Line, Totals, totals
from .collation import collation_key
from .schemas import (
    ReportAmount,
    ReportCell,
    ReportCountry,
    ReportFigure,
    ReportFunderSum,
    ReportProject,
    ReportTotals,
    ReportYear,
)


def figure_out(figure: Figure) -> ReportFigure:
    return ReportFigure(
        amounts=[
            ReportAmount(currency=money.currency, amount=money.amount)
            for money in figure.amounts
        ],
        converted=figure.converted,
    )


def totals_out(
    sums: Totals, years: Sequence[int], funders: Sequence[UUID]
) -> ReportTotals:
    return ReportTotals(
        cells=_cells(sums, years, funders),
        by_year=[
            ReportYear(year=y, figure=figure_out(sums.by_year.get(y, NOTHING)))
            for y in years
        ],
        by_funder=[
            ReportFunderSum(
                funder_id=f, figure=figure_out(sums.by_funder.get(f, NOTHING))
            )
            for f in funders
        ],
        total=figure_out(sums.total),
    )


def _cells(
    sums: Totals, years: Sequence[int], funders: Sequence[UUID]
) -> list[ReportCell]:
    return [
        ReportCell(year=y, funder_id=f, figure=figure_out(sums.cells[y, f]))
        for y in years
        for f in funders
        if (y, f) in sums.cells
    ]


class Assembly:
    """Makes the headings with their projects from what the repository found."""

    def __init__(
        self,
        *,
        years: Sequence[int],
        funders: Sequence[UUID],
        language: Language,
        conversion: Conversion | None,
        country_names: Mapping[str, dict[str, str]],
    ) -> None:
        self._years = years
        self._funders = funders
        self._language = language
        self._conversion = conversion
        self._names = country_names

    def countries(
        self,
        projects: Iterable[AnyRow],
        lines: Iterable[Line],
        partners: Iterable[AnyRow],
    ) -> list[ReportCountry]:
        """Each project under just one heading, so that nothing is counted twice."""
        lines_of: dict[UUID, list[Line]] = defaultdict(list)
        for line in lines:
            lines_of[line.project_id].append(line)
        names = partners_of(partners, self._language)
        headings: dict[tuple[str, ...], list[AnyRow]] = defaultdict(list)
        for project in projects:
            headings[tuple(project.country_codes)].append(project)
        found = [
            self._country(codes, rows, lines_of, names)
            for codes, rows in headings.items()
        ]
        return sorted(found, key=self._place)

    def _country(
        self,
        codes: tuple[str, ...],
        projects: Sequence[AnyRow],
        lines_of: Mapping[UUID, list[Line]],
        partners: Mapping[UUID, list[str]],
    ) -> ReportCountry:
        every = [line for project in projects for line in lines_of[project.id]]
        return ReportCountry(
            codes=list(codes),
            name=self._name(codes),
            projects=[
                self._project(p, lines_of[p.id], partners.get(p.id, []))
                for p in projects
            ],
            totals=self.totals(every),
        )

    def totals(self, lines: Iterable[Line]) -> ReportTotals:
        return totals_out(totals(lines, self._conversion), self._years, self._funders)

    def _project(
        self, row: Any, lines: Iterable[Line], partners: list[str]
    ) -> ReportProject:
        return ReportProject(
            id=row.id,
            code=row.code,
            title=row.title,
            original_language=row.original_language,
            status=row.status,
            partners=partners,
            totals=self.totals(lines),
        )

    def _name(self, codes: tuple[str, ...]) -> dict[Language, str] | None:
        """One country's name, or those of several, sorted within each language."""
        if not codes:
            return None
        names = {}
        for language in LANGUAGES:
            each = [in_language(self._names[c], language, "en") for c in codes]  # type: ignore[arg-type]  # keys are languages
            each.sort(key=lambda name: collation_key(name, language))  # used at once
            names[language] = ", ".join(each)
        return names

    def _place(self, country: ReportCountry) -> tuple[bool, Any]:
        name = country.name[self._language] if country.name else ""
        return not country.codes, collation_key(name, self._language)


def partners_of(rows: Iterable[AnyRow], language: Language) -> dict[UUID, list[str]]:
    """Names by project, in their order; a twinning's sides are joined."""
    found: dict[UUID, list[str]] = defaultdict(list)
    keys = groupby(rows, lambda r: (r.project_id, r.position, r.partnership_id))
    for (project_id, _, partnership_id), group in keys:
        if partnership_id is None:
            found[project_id] += [_single(row, language) for row in group]
        else:
            sides = groupby(group, lambda row: row.side)
            found[project_id].append(
                named([[row.name for row in side] for _, side in sides])
            )
    return found


def _single(row: Any, language: Language) -> str:
    if row.title is None:
        return str(row.name)
    return in_language(row.title, language, "en")
