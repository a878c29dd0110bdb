"""The dry run itself: an outcome for each row, and the plan of all accepted ones."""

import hashlib
import json
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NamedTuple

from bromost_api.imports.columns import Field
from bromost_api.imports.partners import name_of
from bromost_common.sheets.cells import letter

from .cells import CellReader, PartnerCell, problem_of
from .draft import Draft, DraftRow, Reason
from .facts import Registry
from .names import Resolution, Resolver, expected_in
from .options import Options
from .plan import Plan
from .projects import Effect, ProjectBuilder


class Outcome(StrEnum):
    """What becomes of a row."""

    CREATE = "create"
    MATCH = "match"
    UNCHANGED = "unchanged"
    REFUSE = "refuse"


class Result(NamedTuple):
    """What becomes of one row, and why."""

    number: int
    outcome: Outcome
    reasons: list[dict[str, Any]]
    detail: dict[str, Any]


class Analysis(NamedTuple):
    """What an import would do."""

    results: list[Result]
    names: list[Resolution]
    plan: Plan

    def counts(self) -> dict[str, int]:
        counts = {outcome.value: 0 for outcome in Outcome}
        for result in self.results:
            counts[result.outcome] += 1
        return counts

    def digest(self) -> bytes:
        """The same for two analyses that a person would see as the same."""
        seen = hashlib.sha256()
        for result in self.results:
            seen.update(json.dumps(result, ensure_ascii=False, default=str).encode())
        return seen.digest()


class Evaluation:
    """One run over all rows; later rows see what earlier ones brought."""

    def __init__(self, draft: Draft, registry: Registry, options: Options) -> None:
        self._registry = registry
        self._options = options
        self._letters = {f: letter(i) for f, i in options.columns.items()}
        self._funders: dict[str, Resolution] = {}
        self._lines: dict[tuple[str, int, object, str], int] = {}
        self.resolver = Resolver(registry, options)
        self._cells = CellReader(self.resolver, options, draft.parts)
        self.builder = ProjectBuilder(registry)

    @property
    def names(self) -> list[Resolution]:
        return list(self.resolver.resolved.values())

    def row(self, row: DraftRow) -> Result:
        reasons = list(row.reasons)
        country = self._country(row, reasons)
        cell = self._cells.read(row.partners, country)
        reasons += [self._reason(row, Field.PARTNERS, *p) for p in cell.problems]
        funder = self._funder(row, reasons)
        self._check_project(row, reasons)
        self._check_line(row, funder, reasons)
        names = [*cell.names, *([funder] if funder else [])]
        _count(names, row.number)
        detail: dict[str, Any] = {
            "project": row.code,
            "names": sorted({name.position for name in names}),
        }
        if reasons or funder is None:
            found = [reason.as_json() for reason in reasons]
            return Result(row.number, Outcome.REFUSE, found, detail)
        return self._accept(row, country, cell, funder, detail)

    def _accept(
        self,
        row: DraftRow,
        country: str | None,
        cell: PartnerCell,
        funder: Resolution,
        detail: dict[str, Any],
    ) -> Result:
        line = (row.code, row.year, funder.organisation_id, row.currency)
        self._lines[line] = row.number
        effect = self.builder.accept(row, country, cell, funder)
        detail["line"] = {
            "year": row.year,
            "amount": str(row.amount),
            "currency": row.currency,
            "funder": funder.name,
        }
        detail |= {
            "creates": effect.creates,
            "changes": effect.changes,
            "notes": effect.notes,
        }
        return Result(row.number, _outcome(effect), [], detail)

    def _reason(
        self, row: DraftRow, field: Field, code: str, message: str, text: str = ""
    ) -> Reason:
        column = self._letters.get(field)
        cell = column and f"{column}{row.number}"
        return Reason(code, field, column, cell, message, text[:80])

    def _country(self, row: DraftRow, reasons: list[Reason]) -> str | None:
        text = row.country
        if not text:
            return None
        if text in self._options.countries:
            return self._options.countries[text]
        key = self._registry.fold(text)
        found = self._registry.countries.get(key)
        # A sheet may head projects of no country by who pays for them.
        if found is None and key != self._registry.fold(row.funder):
            message = f"There is no country “{text[:60]}”."
            reasons.append(
                self._reason(row, Field.COUNTRY, "unknown_country", message, text)
            )
        return found

    def _funder(self, row: DraftRow, reasons: list[Reason]) -> Resolution | None:
        if not row.funder:
            return None
        funder = self._funders.get(row.funder)
        if funder is None:
            funder = self._funders[row.funder] = self.resolver.resolve(
                name_of(row.funder),
                None,
                expected_in(self._options.home_country),
                used_as="funder",
            )
        problem = problem_of(funder, funder=True)
        if problem is None and funder.organisation_id is None:
            message = "A funder must be an organisation."
            reasons.append(
                self._reason(row, Field.FUNDER, "unknown_funder", message, row.funder)
            )
        elif problem is not None:
            reasons.append(self._reason(row, Field.FUNDER, *problem))
        return funder

    def _check_project(self, row: DraftRow, reasons: list[Reason]) -> None:
        known = self._registry.projects.get(row.code)
        if known is not None and known.archived:
            message = "The project is archived."
            reasons.append(
                self._reason(
                    row, Field.PROJECT_CODE, "project_archived", message, row.code
                )
            )
        title = self.builder.title_of(row.code)
        if title is not None and row.title and title != self._registry.fold(row.title):
            message = "An earlier row gives this project another title."
            reasons.append(
                self._reason(
                    row, Field.PROJECT_TITLE, "project_differs", message, row.title
                )
            )

    def _check_line(
        self, row: DraftRow, funder: Resolution | None, reasons: list[Reason]
    ) -> None:
        if funder is None or funder.organisation_id is None:
            return
        key = (row.code, row.year, funder.organisation_id, row.currency)
        earlier = self._lines.get(key)
        if earlier is not None:
            message = f"Row {earlier} has the same project, year, funder and currency."
            reasons.append(
                self._reason(row, Field.YEAR, "duplicate_line", message, str(earlier))
            )


def _outcome(effect: Effect) -> Outcome:
    if effect.is_new:
        return Outcome.CREATE
    return Outcome.MATCH if effect.creates or effect.changes else Outcome.UNCHANGED


def _count(names: Iterable[Resolution], row: int) -> None:
    for name in {id(name): name for name in names}.values():
        name.rows += 1
        name.first_row = name.first_row or row
