"""The figures of the parts of a value, each by the same rule as the whole.

What was not told apart is counted under the unknown category of each axis: an entry
without cells, what its cells lack, a child that is not broken down by an axis. So the
parts come to the whole wherever values are added at all.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from .aggregation import combined
from .calculate import Figures, Use, calculate
from .cells import ALL, Cell, Cells, method_of_cells, subtotals
from .formula_parts import FormulaParts
from .periods import ACCEPTED, NO_TARGET, Entry, Statuses, held
from .rollup import Child, Fed
from .rules import Rule
from .telling import Apart, as_part, named_cell
from .values import (
    MISSING,
    NOT_APPLICABLE,
    UNMARKED,
    Amount,
    Marks,
    exact,
)
from .withholding import ADDING, NOT_TOLD, WITHHELD, nothing_of, told_apart


class Parts:
    """An indicator by its leaf cells and by each category of each axis."""

    def __init__(
        self, use: Use, apart: Apart, *, statuses: Statuses = ACCEPTED
    ) -> None:
        self._use = use
        self._axes = apart.axes
        self._unknown: Cell = tuple(axis.unknown for axis in apart.axes)
        self._unknowns = frozenset(self._unknown)
        self._rules = {period.key: period.rule for period in use.periods}
        rows = held(use.entries, statuses).values()
        self._entries = [entry for row in rows for entry in row.values()]
        told = {one.key: apart.entries.get(one.key, {}) for one in self._entries}
        self._told = {one.key: self._of(one, told[one.key]) for one in self._entries}
        self._below = {
            child.key: self._leaves(child, apart.children.get(child.key, {}))
            for child in use.children
            if child.included
        }
        below = [apart.children.get(key) for key in self._below]
        self.cells = self._found() if any(told.values()) or any(below) else []

    def _found(self) -> list[Cell]:
        found = {cell for told in self._told.values() for cell in told}
        for leaves in self._below.values():
            found |= {wider for leaf in leaves for wider in self._widened(leaf)}
        return sorted(found, key=str)

    def _widened(self, leaf: Cell) -> set[Cell]:
        """The cell itself, and that of each of its categories alone."""
        alone = {
            tuple(one if at == kept else ALL for at, one in enumerate(leaf))
            for kept in range(len(leaf))
        }
        return {leaf, *alone}

    def _placed(self, cell: Cell) -> tuple[Cell, Marks]:
        """On the axes of this indicator; what it lacks there is not known."""
        found = [
            next((one for one in cell if one in axis.categories), ALL)
            for axis in self._axes
        ]
        marks = NOT_TOLD if ALL in found else UNMARKED
        placed = zip(found, self._unknown, strict=True)
        return tuple(other if one is ALL else one for one, other in placed), marks

    @exact
    def _of(self, entry: Entry, cells: Cells) -> dict[Cell, Amount]:
        if entry.amount.value is None:
            return {}
        rule = self._rules.get(entry.period, self._use.rule)
        placed: dict[Cell, Amount] = {}
        for cell, amount in cells.items():
            at, marks = self._placed(cell)
            placed[at] = amount.marked(marks)
        leaves = told_apart(rule, entry.amount, placed, self._unknown)
        wanted = {wider for leaf in leaves for wider in self._widened(leaf)}
        found = subtotals(rule, leaves)
        return {cell: amount for cell, amount in found.items() if cell in wanted}

    def _leaves(
        self, child: Child, told: Mapping[Cell, Sequence[Fed]]
    ) -> dict[Cell, list[Fed]]:
        if not told:
            whole = [_marked(fed, NOT_TOLD) for fed in child.feed]
            return {self._unknown: whole} if whole else {}
        found: defaultdict[Cell, list[Fed]] = defaultdict(list)
        for cell in sorted(told, key=str):
            at, marks = self._placed(cell)
            found[at] += [_marked(fed, marks) for fed in told[cell]]
        return {cell: _by_period([feed]) for cell, feed in found.items()}

    def use_of(self, cell: Cell) -> Use:
        """The same indicator, as if nothing but this part of it had been told."""
        return replace(
            self._use,
            periods=[one._replace(target=NO_TARGET) for one in self._use.periods],
            entries=[
                one._replace(amount=self._amount(one, cell)) for one in self._entries
            ],
            baseline=None,
            target=NO_TARGET,
            overlaps=(),
            children=[
                one._replace(feed=self._feed(one, cell)) if one.included else one
                for one in self._use.children
            ],
        )

    def _amount(self, entry: Entry, cell: Cell) -> Amount:
        if entry.amount.value is None:
            return entry.amount
        rule = self._rules.get(entry.period, self._use.rule)
        found = self._told[entry.key].get(cell)
        if found is None:
            return self._untold(rule, cell)
        if found.least is None and _goes_on(rule):
            hidden = found.state == "suppressed"
            return nothing_of(rule, WITHHELD if hidden else NOT_TOLD)
        return found

    def _untold(self, rule: Rule, cell: Cell) -> Amount:
        """Of what has a value, all of which was told in other parts."""
        if self.is_unknown(cell):
            return nothing_of(rule) if _goes_on(rule) else NOT_APPLICABLE
        return nothing_of(rule, NOT_TOLD) if _goes_on(rule) else MISSING

    def _feed(self, child: Child, cell: Cell) -> list[Fed]:
        """What the child hands up of the part; it may never have told of it."""
        within = [
            feed
            for leaf, feed in self._below[child.key].items()
            if all(one in {ALL, at} for one, at in zip(cell, leaf, strict=True))
        ]
        found = within[0] if len(within) == 1 else _by_period(within)
        if found:
            return found
        return [
            fed._replace(amount=self._untold(fed.rule, cell))
            for fed in child.feed
            if fed.amount.least is not None and _goes_on(fed.rule)
        ]

    def cell_of(self, categories: Iterable[Hashable]) -> Cell | None:
        """The part that these name, if anything was told of it."""
        return named_cell(self.cells, categories)

    def is_unknown(self, cell: Cell) -> bool:
        return not self._unknowns.isdisjoint(cell)

    def shown(self, cell: Cell, amount: Amount) -> Amount:
        return as_part(amount, is_unknown=self.is_unknown(cell))


def split(
    use: Use, apart: Apart, *, statuses: Statuses = ACCEPTED
) -> Parts | FormulaParts:
    if use.formula is not None:
        return FormulaParts(use, apart)
    return Parts(use, apart, statuses=statuses)


def figures_of_parts(
    use: Use, apart: Apart, today: date, *, statuses: Statuses = ACCEPTED
) -> dict[Cell, Figures]:
    """Of every part that anything was told of."""
    if not apart.axes:
        return {}
    parts = split(use, apart, statuses=statuses)
    return {
        cell: _shown(
            parts, cell, calculate(parts.use_of(cell), today, statuses=statuses)
        )
        for cell in parts.cells
    }


def _shown(parts: Parts | FormulaParts, cell: Cell, figures: Figures) -> Figures:
    return figures._replace(
        periods=[
            one._replace(actual=parts.shown(cell, one.actual))
            for one in figures.periods
        ],
        totals=figures.totals._replace(
            to_date=parts.shown(cell, figures.totals.to_date),
            life=parts.shown(cell, figures.totals.life),
        ),
    )


def _goes_on(rule: Rule) -> bool:
    """Whether what was told before would still count where nothing is told."""
    lasts = rule.in_time == "latest" or rule.cumulation == "summed"
    return lasts and method_of_cells(rule) in ADDING


def _marked(fed: Fed, marks: Marks) -> Fed:
    if fed.amount.least is None:
        return fed
    return fed._replace(amount=fed.amount.marked(marks))


def _by_period(feeds: Iterable[Sequence[Fed]]) -> list[Fed]:
    """What several cells of a child hand up, as one."""
    found: defaultdict[Hashable, list[Fed]] = defaultdict(list)
    for feed in feeds:
        for fed in feed:
            found[fed.period].append(fed)
    return [_as_one(told) for told in found.values()]


@exact
def _as_one(told: Sequence[Fed]) -> Fed:
    first = told[0]
    if len(told) == 1:
        return first
    amounts = _said([fed.amount for fed in told])
    amount = combined(method_of_cells(first.rule), amounts, first.rule.per)
    return first._replace(amount=amount, reported=any(fed.reported for fed in told))


def _said(amounts: Sequence[Amount]) -> Sequence[Amount]:
    """Without those of which nothing was told, if there are others."""
    said = [
        one
        for one in amounts
        if one.state != "missing" and (one.least or not one.marks >= NOT_TOLD)
    ]
    return said or amounts


def is_leaf(cell: Cell) -> bool:
    return ALL not in cell
