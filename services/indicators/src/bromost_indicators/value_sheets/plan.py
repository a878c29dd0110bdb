"""The rows and columns of a project's sheet: what may be said where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import product
from typing import NamedTuple, TypeAlias
from uuid import UUID

from bromost_common.errors import ConflictError
from bromost_common.languages import Language
from bromost_indicators.definitions.calculating import rule_of
from bromost_indicators.definitions.combinations import CHOICES
from bromost_indicators.entries.ground import Ground
from bromost_indicators.entries.rows import CellRow, EntryRow, PeriodRow, RuleRow
from bromost_indicators.projects.schemas import OwnerRef

from .content import NOTHING, Content, content_of
from .words import WORDS

# What is downloaded can be uploaded: both go by these.
MAX_BYTES = 10_000_000
MOST_LINES = 20_000
MOST_COLUMNS = 1_000
MOST_CELLS = 2_000_000
# As many as one entry has.
MOST_LEAVES = 500

Span: TypeAlias = tuple[date, date]
Leaf: TypeAlias = tuple[UUID, ...]


class SheetTooLargeError(ConflictError):
    """The sheet would be larger than what is read in again."""

    code = "sheet_too_large"


class Line(NamedTuple):
    """A row: an indicator at a place or none, whole or a leaf of it."""

    indicator_id: UUID
    place_id: UUID | None
    leaf: Leaf

    @property
    def key(self) -> str:
        parts = (self.indicator_id, self.place_id or "", ",".join(map(str, self.leaf)))
        return "|".join(map(str, parts))


@dataclass
class Names:
    """What ids are called."""

    indicators: Mapping[UUID, str] = field(default_factory=dict)
    places: Mapping[UUID, str] = field(default_factory=dict)
    categories: Mapping[UUID, str] = field(default_factory=dict)
    # The live categories of each axis of a definition's version, in their order.
    axes: Mapping[UUID, Sequence[Sequence[UUID]]] = field(default_factory=dict)


@dataclass
class Plan:
    """All that can be said of a project's periods, and what is said now."""

    owner: OwnerRef
    ground: Ground
    names: Names
    # In the order of the framework, and of the days.
    periods: dict[tuple[UUID, Span], PeriodRow]
    # What was recorded before anything was made of the sheet.
    recorded: dict[tuple[UUID, UUID | None], EntryRow] = field(init=False)

    def __post_init__(self) -> None:
        self.recorded = dict(self.ground.newest)

    @cached_property
    def indicators(self) -> dict[UUID, None]:
        """Those that something may be said of, in their order."""
        return dict.fromkeys(indicator_id for indicator_id, _ in self.periods)

    @property
    def spans(self) -> list[Span]:
        return sorted({span for _, span in self.periods})

    def rule(self, indicator_id: UUID, span: Span) -> RuleRow | None:
        period = self.periods.get((indicator_id, span))
        return self.ground.rule(period) if period else None

    def rules(self, indicator_id: UUID) -> list[RuleRow]:
        return [held.rule for held in self.ground.series.get(indicator_id, ())]

    def has_parts(self, span: Span) -> bool:
        """Whether a column for the parts of shares is needed."""
        return any(
            CHOICES[rule_of(self.ground.rule(period)).kind].has_parts
            for (_, days), period in self.periods.items()
            if days == span
        )

    def lines(self, *, every_place: bool) -> list[Line]:
        lines = []
        said_at = {key for key in self.ground.newest if key[1] is not None}
        of_indicator = {p.id: p.indicator_id for p in self.periods.values()}
        said = {(of_indicator.get(period), place) for period, place in said_at}
        for indicator_id in self.indicators:
            leaves = list(self._leaves(indicator_id))
            places: list[UUID | None] = [None]
            places += [
                place
                for place in self.names.places
                if every_place or (indicator_id, place) in said
            ]
            lines += [Line(indicator_id, p, leaf) for p in places for leaf in leaves]
            if len(lines) > MOST_LINES:
                raise SheetTooLargeError(f"At most {MOST_LINES} rows in a sheet.")
        return lines

    def _leaves(self, indicator_id: UUID) -> Iterator[Leaf]:
        """The whole first, then its leaves by each rule that has other axes."""
        yield ()
        seen: set[Leaf] = set()
        for rule in self.rules(indicator_id):
            axes = self.names.axes.get(rule.id, ())
            for leaf in product(*axes) if axes else ():
                if leaf not in seen and len(seen) < MOST_LEAVES:
                    seen.add(leaf)
                    yield leaf

    def may_say(self, line: Line, span: Span) -> bool:
        """Whether the line has a cell in these columns."""
        rule = self.rule(line.indicator_id, span)
        if rule is None:
            return False
        axes = self.ground.axes.get(rule.id, [])
        return not line.leaf or (
            len(line.leaf) == len(axes)
            and all(one in axis for one, axis in zip(line.leaf, axes, strict=True))
        )

    def now(self, line: Line, span: Span) -> Content:
        """What is recorded of it."""
        period = self.periods.get((line.indicator_id, span))
        entry = period and self.recorded.get((period.id, line.place_id))
        if not entry:
            return NOTHING
        if not line.leaf:
            return content_of(entry, entry.text, entry.comment)
        for cell in self.ground.cells.get(entry.id, ()):
            if leaf_of(cell) == line.leaf:
                return content_of(cell, None, None)
        return NOTHING

    def has_evidence(self, span: Span) -> bool:
        """Whether any value of these days stands on something."""
        of_days = {p.id for (_, days), p in self.periods.items() if days == span}
        return any(
            period_id in of_days and entry.id in self.ground.evidence
            for (period_id, _), entry in self.recorded.items()
        )

    def evidence(self, line: Line, span: Span) -> Decimal | None:
        """How many files and links the value as a whole stands on."""
        period = self.periods[line.indicator_id, span]
        entry = self.recorded.get((period.id, line.place_id))
        found = self.ground.evidence.get(entry.id) if entry else None
        return Decimal(len(found)) if found and not line.leaf else None

    def mark(self, line: Line, span: Span) -> str:
        """The version that the sheet has of a period, and what it says there."""
        period = self.periods[line.indicator_id, span]
        return f"{period.version}.{self.now(line, span).digest}"

    def title(self, line: Line) -> str:
        return self.names.indicators.get(line.indicator_id, "")

    def place(self, line: Line, language: Language) -> str:
        if line.place_id is None:
            return WORDS[language].whole_project
        return self.names.places.get(line.place_id, "")

    def breakdown(self, line: Line, language: Language) -> str:
        if line.leaf:
            return " · ".join(self.names.categories.get(one, "") for one in line.leaf)
        rules = self.rules(line.indicator_id)
        broken = any(self.ground.axes.get(rule.id) for rule in rules)
        return WORDS[language].total if broken else ""


def leaf_of(cell: CellRow) -> Leaf:
    parts = (cell.category_1, cell.category_2, cell.category_3)
    return tuple(part for part in parts if part is not None)
