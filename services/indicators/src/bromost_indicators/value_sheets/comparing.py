"""What a file says, held against what is recorded: one unit is what one entry says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from pydantic import ValidationError

from bromost_common.auth import Actor
from bromost_indicators.entries.recording import Made, Tried, tried
from bromost_indicators.entries.rows import PeriodRow, RuleRow, Wish
from bromost_indicators.entries.schemas import EntryFields
from bromost_indicators.value_checks.remarks import Remark

from .cells import UnreadCellError, read_cells
from .content import BLANK, NOTHING, Content, changed
from .plan import Line, Plan, Span
from .reading import File, Said
from .schemas import Outcome

_PARTS = ("numerator", "denominator")
_BLANK = f".{BLANK}"
_WITH_VALUE = {None, "reported", "estimated"}


class Mark(NamedTuple):
    """The version of the period in the sheet, and the digest of what it said."""

    version: int | None
    digest: str


@dataclass(slots=True)
class Told:
    """What becomes of what one row says of a period."""

    said: Said
    outcome: Outcome
    code: str | None = None
    field: str = "value"
    message: str | None = None
    # Why it is worth a second look; it is stored all the same.
    remarks: Sequence[Remark] = ()


@dataclass(slots=True)
class Unit:
    """All rows of the file that one entry is made of: the whole and its leaves."""

    indicator_id: UUID
    place_id: UUID | None
    span: Span
    rows: list[Said] = field(default_factory=list)

    @property
    def is_said(self) -> bool:
        """Whether there is anything in it, or was."""
        return any(one.cells or not one.mark.endswith(_BLANK) for one in self.rows)


def units_of(file: File) -> list[Unit]:
    """By indicator and period, in the order in which the file comes to them."""
    # Looked up by row: there are many more values than rows.
    found: dict[tuple[UUID, UUID | None], dict[Span, Unit]] = {}
    periods: dict[UUID, dict[Span, list[Unit]]] = {}
    for line, values in groupby(file.said, key=attrgetter("line")):
        here = found.setdefault((line.indicator_id, line.place_id), {})
        of_indicator = periods.setdefault(line.indicator_id, {})
        for one in values:
            unit = here.get(one.span)
            if unit is None:
                unit = here[one.span] = Unit(line.indicator_id, line.place_id, one.span)
                of_indicator.setdefault(one.span, []).append(unit)
            unit.rows.append(one)
    return [
        unit
        for of_indicator in periods.values()
        for units in of_indicator.values()
        for unit in units
        if unit.is_said
    ]


class Comparison:
    """Tries units on the ground that was read; writes nothing."""

    def __init__(self, plan: Plan, actor: Actor, reason: str | None) -> None:
        self._plan = plan
        self._actor = actor
        self._reason = reason
        self.told: list[Told] = []
        self.made: list[Made] = []

    def tell_all(self, units: Sequence[Unit]) -> list[Made]:
        """What is to be stored of these."""
        known = len(self.made)
        for unit in units:
            self._tell(unit)
        return self.made[known:]

    def _tell(self, unit: Unit) -> None:
        """Account for each filled cell of the unit, and make its entry."""
        period = self._plan.periods.get((unit.indicator_id, unit.span))
        if period is None:
            known = unit.indicator_id in self._plan.indicators
            code = "unknown_period" if known else "unknown_indicator"
            self._all(unit, "refused", code)
            return
        marks = [_mark(one) for one in unit.rows]
        contents = self._read(unit, marks, self._plan.ground.rule(period))
        if contents is None:
            return
        if all(m.digest == c.digest for m, c in zip(marks, contents, strict=True)):
            self._all(unit, "unchanged")
            return
        emptied = [
            c.is_blank and m.digest != BLANK
            for m, c in zip(marks, contents, strict=True)
        ]
        if any(emptied):
            self._blame(unit, emptied, "value_cleared")
            return
        if all(mark.version == period.version for mark in marks):
            self._try(unit, contents, period)
        else:
            same = self._is_there(unit, contents, period)
            stale = None if same else "stale_version"
            self._all(unit, "unchanged" if same else "stale", stale)

    def _read(
        self, unit: Unit, marks: Sequence[Mark], rule: RuleRow
    ) -> list[Content] | None:
        """What the rows say; tells of the unit if one of them says nothing."""
        contents: list[Content] = []
        wrong: dict[Line, tuple[str, str]] = {}
        for one, mark in zip(unit.rows, marks, strict=True):
            content = NOTHING
            try:
                content = read_cells(one.cells, rule)
            except UnreadCellError as error:
                wrong[one.line] = (error.code, error.field)
            if mark.version is None:
                wrong[one.line] = ("mark_missing", "value")
            elif one.line.leaf and content.comment:
                wrong[one.line] = ("comment_of_part", "comment")
            contents.append(content)
        if not wrong:
            return contents
        for one in unit.rows:
            code, name = wrong.get(one.line, ("part_refused", "value"))
            self._add(Told(one, "refused", code, name))
        return None

    def _is_there(self, unit: Unit, contents: list[Content], period: PeriodRow) -> bool:
        """Whether the file, or a part of it, was stored before.

        What was worked out of its parts then is not in the file.
        """
        version = min(_mark(one).version or 0 for one in unit.rows)
        return any(
            self._attempt(unit, contents, before, period, version).outcome
            == "unchanged"
            for before in (contents, None)
        )

    def _try(self, unit: Unit, contents: list[Content], period: PeriodRow) -> None:
        now = [self._plan.now(one.line, unit.span) for one in unit.rows]
        found = self._attempt(unit, contents, now, period, period.version)
        if found.outcome != "refused":
            self._all(unit, found.outcome, found.code)
            if found.made is not None and found.made.entry is not None:
                self.made.append(found.made)
            return
        leaf, name = _place(found.field)
        leaves = list(_leaves(unit, contents))
        whole = next((one for one in unit.rows if not one.line.leaf), unit.rows[0])
        wrong = leaves[leaf] if leaf is not None and leaf < len(leaves) else whole
        for one in unit.rows:
            if one is wrong:
                told = Told(one, "refused", found.code, name, found.message)
                self._add(told, always=True)
            else:
                self._add(Told(one, "refused", "part_refused"))

    def _attempt(
        self,
        unit: Unit,
        contents: list[Content],
        before: list[Content] | None,
        period: PeriodRow,
        version: int,
    ) -> Tried:
        """The row as the grid would send it; without `before`, parts lead."""
        wanted: EntryFields | Wish | None = self._number(unit, contents, before, period)
        if wanted is None:
            try:
                wanted = EntryFields.model_validate(
                    self._body(unit, contents, before, period)
                )
            except ValidationError as error:
                first = error.errors()[0]
                name = ".".join(map(str, first["loc"]))
                return Tried("refused", first["type"], name, first["msg"])
        ground = self._plan.ground
        return tried(
            ground, period.id, version, wanted, submit=False, actor=self._actor
        )

    def _number(
        self,
        unit: Unit,
        contents: list[Content],
        before: list[Content] | None,
        period: PeriodRow,
    ) -> Wish | None:
        """By far the most rows say a number and no more: nothing is left to be read."""
        if len(contents) != 1 or unit.rows[0].line.leaf:
            return None
        said = _followed(contents[0], before[0] if before is not None else None)
        if said.comment is not None or self._plan.ground.rule(period).kind == "text":
            return None
        return Wish(
            *(_decimal(said.value), said.state or "reported"),
            *(_decimal(said.numerator), _decimal(said.denominator)),
            place_id=unit.place_id,
            reason=self._why(period, unit.place_id),
        )

    def _why(self, period: PeriodRow, place_id: UUID | None) -> str | None:
        entry = self._plan.ground.newest.get((period.id, place_id))
        return self._reason if entry and entry.status == "accepted" else None

    def _body(
        self,
        unit: Unit,
        contents: list[Content],
        before: list[Content] | None,
        period: PeriodRow,
    ) -> dict[str, Any]:
        entry = self._plan.ground.newest.get((period.id, unit.place_id))
        whole, was, moved = NOTHING, None, before is None
        cells = []
        for at, (one, content) in enumerate(zip(unit.rows, contents, strict=True)):
            known = before[at] if before is not None else None
            said = _followed(content, known)
            if not one.line.leaf:
                whole, was = said, known
            elif not said.is_blank:
                cells.append(
                    {"categories": [str(c) for c in one.line.leaf], **_fields(said)}
                )
                moved = moved or known is None or known.digest != content.digest
        is_partial = bool(entry and entry.is_partial and cells)
        if cells and moved and not is_partial:
            whole = _total(whole, was)
        return {
            **_fields(whole),
            **self._told(period, whole),
            "place_id": unit.place_id,
            "comment": whole.comment,
            "is_partial": is_partial,
            "cells": cells,
            "reason": self._why(period, unit.place_id),
        }

    def _told(self, period: PeriodRow, whole: Content) -> dict[str, str | None]:
        if self._plan.ground.rule(period).kind == "text":
            return {"value": None, "text": whole.value}
        return {"value": whole.value}

    def _all(self, unit: Unit, outcome: Outcome, code: str | None = None) -> None:
        for one in unit.rows:
            self._add(Told(one, outcome, code))

    def _blame(self, unit: Unit, wrong: list[bool], code: str) -> None:
        for one, is_wrong in zip(unit.rows, wrong, strict=True):
            told = Told(one, "refused", code if is_wrong else "part_refused")
            self._add(told, always=is_wrong)

    def _add(self, told: Told, *, always: bool = False) -> None:
        """A row that says nothing, and is not to blame, is not told of."""
        if told.said.cells or always:
            self.told.append(told)


def _leaves(unit: Unit, contents: list[Content]) -> Iterator[Said]:
    for one, content in zip(unit.rows, contents, strict=True):
        if one.line.leaf and not content.is_blank:
            yield one


def _total(whole: Content, before: Content | None) -> Content:
    """A total that was left as it was follows its parts."""
    if before is not None and (whole.value, whole.numerator) != (
        before.value,
        before.numerator,
    ):
        return whole
    return whole._replace(value=None, numerator=None, denominator=None)


# More were never written: the column ends there.
_VERSION_DIGITS = 10


def _mark(said: Said) -> Mark:
    number, _, digest = said.mark.partition(".")
    known = number.isascii() and number.isdigit() and len(number) <= _VERSION_DIGITS
    return Mark(int(number) if known else None, digest)


def _fields(content: Content) -> Mapping[str, Any]:
    return {
        "state": content.state or "reported",
        "value": content.value,
        "numerator": content.numerator,
        "denominator": content.denominator,
    }


def _followed(content: Content, before: Content | None) -> Content:
    """What was left as it was follows what was changed; without `before`, always."""
    has_parts = content.numerator is not None or content.denominator is not None
    if content.state in _WITH_VALUE and not has_parts:
        return content
    new = {"value", "numerator"} if before is None else changed(content, before)
    has_come = content.value is not None and "value" in new and "state" not in new
    if has_come and content.state not in _WITH_VALUE:
        # “Not collected” was true until a value came.
        content = content._replace(state="reported")
    follows = before is None or "value" not in new
    if has_parts and follows and not new.isdisjoint(_PARTS):
        content = content._replace(value=None)
    return content


def _decimal(said: str | None) -> Decimal | None:
    # Minus zero is zero.
    return None if said is None else Decimal(said) + 0


def _place(loc: str | None) -> tuple[int | None, str]:
    """Which leaf a refusal is about, and which of its fields."""
    parts = (loc or "value").split(".")
    if parts[0] == "cells" and len(parts) > 1 and parts[1].isdigit():
        return int(parts[1]), parts[2] if len(parts) > 2 else "value"  # noqa: PLR2004
    return None, parts[0]
