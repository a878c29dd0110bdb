"""What a file says, held against what is recorded: one unit is what one entry says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple
from uuid import UUID

from pydantic import ValidationError

from bromost_common.auth import Actor
from bromost_indicators.definitions.models import DefinitionVersion
from bromost_indicators.entries.recording import Made, tried
from bromost_indicators.entries.schemas import RowIn, RowOutcome
from bromost_indicators.indicators.models import Period

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
    """In the order of the file, those of the same period beside each other."""
    found: dict[tuple[Any, ...], Unit] = {}
    for one in file.said:
        line = one.line
        key = (line.indicator_id, one.span, line.place_id)
        unit = found.get(key)
        if unit is None:
            unit = found[key] = Unit(line.indicator_id, line.place_id, one.span)
        unit.rows.append(one)
    periods: dict[tuple[UUID, Span], list[Unit]] = {}
    for unit in found.values():
        if unit.is_said:
            periods.setdefault((unit.indicator_id, unit.span), []).append(unit)
    return [unit for units in periods.values() for unit in units]


class Comparison:
    """Tries units on the ground that was read; writes nothing."""

    def __init__(self, plan: Plan, actor: Actor, reason: str | None) -> None:
        self._plan = plan
        self._actor = actor
        self._reason = reason
        self.told: list[Told] = []
        self.made: list[Made] = []

    def tell_all(self, units: Sequence[Unit]) -> None:
        for unit in units:
            self._tell(unit)

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
        version = period.version
        if all(mark.version == version for mark in marks):
            self._try(unit, contents, period)
        else:
            same = self._is_there(unit, contents, period)
            stale = None if same else "stale_version"
            self._all(unit, "unchanged" if same else "stale", stale)

    def _read(
        self, unit: Unit, marks: Sequence[Mark], rule: DefinitionVersion
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

    def _is_there(self, unit: Unit, contents: list[Content], period: Period) -> bool:
        """Whether the file, or a part of it, was stored before.

        What was worked out of its parts then is not in the file.
        """
        version = min(_mark(one).version or 0 for one in unit.rows)
        return any(
            self._attempt(body)[0].outcome == "unchanged"
            for body in (
                self._body(unit, contents, contents, period) | {"version": version},
                self._body(unit, contents, None, period) | {"version": version},
            )
        )

    def _try(self, unit: Unit, contents: list[Content], period: Period) -> None:
        now = [self._plan.now(one.line, unit.span) for one in unit.rows]
        outcome, made = self._attempt(self._body(unit, contents, now, period))
        if outcome.outcome != "refused":
            self._all(unit, outcome.outcome, outcome.code)
            if made is not None and made.entry is not None:
                self.made.append(made)
            return
        leaf, name = _place(outcome.field)
        leaves = list(_leaves(unit, contents))
        whole = next((one for one in unit.rows if not one.line.leaf), unit.rows[0])
        wrong = leaves[leaf] if leaf is not None and leaf < len(leaves) else whole
        for one in unit.rows:
            if one is wrong:
                told = Told(one, "refused", outcome.code, name, outcome.message)
                self._add(told, always=True)
            else:
                self._add(Told(one, "refused", "part_refused"))

    def _attempt(self, body: dict[str, Any]) -> tuple[RowOutcome, Made | None]:
        try:
            row = RowIn.model_validate(body)
        except ValidationError as error:
            first = error.errors()[0]
            told = {
                "period_id": None,
                "outcome": "refused",
                "code": first["type"],
                "field": ".".join(map(str, first["loc"])),
                "message": first["msg"],
                "period": None,
            }
            return RowOutcome.model_validate(told), None
        return tried(self._plan.ground, row, submit=False, actor=self._actor)

    def _body(
        self,
        unit: Unit,
        contents: list[Content],
        before: list[Content] | None,
        period: Period,
    ) -> dict[str, Any]:
        """The row as the grid would send it; without `before`, parts lead."""
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
            "period_id": period.id,
            "version": period.version,
            "place_id": unit.place_id,
            "comment": whole.comment,
            "is_partial": is_partial,
            "cells": cells,
            "reason": self._reason if entry and entry.status == "accepted" else None,
        }

    def _told(self, period: Period, whole: Content) -> dict[str, str | None]:
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
    return replace(whole, value=None, numerator=None, denominator=None)


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
    new = (
        changed(content, before) if before is not None else {"value": 1, "numerator": 1}
    )
    has_come = content.value is not None and "value" in new and "state" not in new
    if has_come and content.state not in _WITH_VALUE:
        # “Not collected” was true until a value came.
        content = replace(content, state="reported")
    has_parts = any(getattr(content, name) is not None for name in _PARTS)
    follows = before is None or "value" not in new
    if has_parts and follows and any(name in new for name in _PARTS):
        content = replace(content, value=None)
    return content


def _place(loc: str | None) -> tuple[int | None, str]:
    """Which leaf a refusal is about, and which of its fields."""
    parts = (loc or "value").split(".")
    if parts[0] == "cells" and len(parts) > 1 and parts[1].isdigit():
        return int(parts[1]), parts[2] if len(parts) > 2 else "value"  # noqa: PLR2004
    return None, parts[0]
