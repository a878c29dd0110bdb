"""Second pass, cells of partners: names resolved, sides told apart, doubles found."""

from dataclasses import dataclass, field
from typing import NamedTuple

from bromost_api.imports.partners import Name, Part

from .names import REFUSED, Resolution, Resolver, expected_in
from .options import Options


class Problem(NamedTuple):
    """Why a cell is refused, wherever it stands."""

    code: str
    message: str
    text: str


@dataclass(slots=True)
class PartnerCell:
    """What the parts of one cell mean, in their order."""

    organisations: list[tuple[int, Resolution]] = field(default_factory=list)
    twinnings: list[tuple[int, list[Resolution]]] = field(default_factory=list)
    components: list[tuple[int, str]] = field(default_factory=list)
    names: list[Resolution] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


_PROBLEMS = {
    "unknown": ("unknown_partner", "No organisation is called “{}”."),
    "to_confirm": ("name_to_confirm", "“{}” resembles a name in the registry."),
    "ambiguous": ("ambiguous_name", "Several organisations are called “{}”."),
}


def problem_of(name: Resolution, *, funder: bool = False) -> Problem | None:
    if name.state not in REFUSED:
        return None
    code, message = _PROBLEMS[name.state]
    if funder and name.state == "unknown":
        code = "unknown_funder"
    return Problem(code, message.format(name.text[:80]), name.text)


class CellReader:
    """Resolves each different cell of partners once per country."""

    def __init__(
        self, resolver: Resolver, options: Options, parts: dict[str, tuple[Part, ...]]
    ) -> None:
        self._resolver = resolver
        self._home = options.home_country
        self._parts = parts
        self._cells: dict[tuple[str, str | None], PartnerCell] = {}

    def read(self, text: str, country: str | None) -> PartnerCell:
        key = (text, country)
        cell = self._cells.get(key)
        if cell is None:
            cell = self._cells[key] = PartnerCell()
            for index, part in enumerate(self._parts.get(text, ())):
                self._read_part(cell, index, part, country)
            self._find_doubles(cell)
            for name in cell.names:
                problem = problem_of(name)
                if problem is not None and problem not in cell.problems:
                    cell.problems.append(problem)
        return cell

    def _read_part(
        self, cell: PartnerCell, index: int, part: Part, country: str | None
    ) -> None:
        whole = self._resolver.decision(part.text, None) if part.is_twinning else None
        if whole is not None and whole.action == "ignore":
            return
        if whole is not None and whole.action == "component":
            cell.components.append((index, part.text))
            return
        # "Union of A - Section B" may simply be a name.
        if part.is_twinning and not self._resolver.is_exact(part.text):
            self._read_twinning(cell, index, part, country)
            return
        name = Name(part.text, (part.text,)) if part.is_twinning else part.sides[0]
        found = self._resolver.resolve(
            name, None, expected_in(country, self._home), used_as="partner"
        )
        cell.names.append(found)
        if found.state == "component":
            cell.components.append((index, part.text))
        elif found.organisation_id is not None:
            cell.organisations.append((index, found))

    def _read_twinning(
        self, cell: PartnerCell, index: int, part: Part, country: str | None
    ) -> None:
        sides: list[Resolution] = []
        for number, name in enumerate(part.sides):
            place = country if number else self._home
            sides.append(
                self._resolver.resolve(
                    name, place, expected_in(place), used_as="twinning"
                )
            )
        cell.names.extend(sides)
        members = [side for side in sides if side.organisation_id is not None]
        if len(members) > 1:
            cell.twinnings.append((index, members))
        elif members and not any(side.state in REFUSED for side in sides):
            # The other sides were set aside: one organisation is left.
            cell.organisations.append((index, members[0]))

    @staticmethod
    def _find_doubles(cell: PartnerCell) -> None:
        singles = [name for _, name in cell.organisations]
        groups = [singles, *(sides for _, sides in cell.twinnings)]
        for group in groups:
            seen: set[object] = set()
            for name in group:
                if name.organisation_id in seen:
                    cell.problems.append(_double(name.text))
                seen.add(name.organisation_id)
        pairs = [
            frozenset(s.organisation_id for s in sides) for _, sides in cell.twinnings
        ]
        for at, (_, sides) in enumerate(cell.twinnings):
            if pairs[at] in pairs[:at]:
                cell.problems.append(_double(" - ".join(s.text for s in sides)))


def _double(text: str) -> Problem:
    return Problem("partner_repeated", f"“{text[:80]}” stands twice in the cell.", text)
