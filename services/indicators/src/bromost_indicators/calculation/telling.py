"""What was told of an indicator part by part, and how a part's amount is told."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from .cells import ALL, Cell, Cells
from .rollup import Fed
from .values import MISSING, PARTIAL, SUPPRESSED, Amount
from .withholding import NOT_TOLD, WITHHELD

_SIDES = NOT_TOLD | WITHHELD


class Axis(NamedTuple):
    """By what a value is broken down; one of its categories is for the unknown."""

    key: Hashable
    unknown: Hashable
    categories: frozenset[Hashable]


class Apart(NamedTuple):
    """What was told apart: of entries, and of what children or operands hand over."""

    # All that the indicator was ever broken down by.
    axes: Sequence[Axis]
    entries: Mapping[Hashable, Cells]
    # Of each child its leaf cells.
    children: Mapping[Hashable, Mapping[Cell, Sequence[Fed]]] = {}
    # Of each operand of a formula, by its code, every part that is kept.
    operands: Mapping[str, Mapping[Cell, Sequence[Fed]]] = {}


NOTHING_APART = Apart((), {})


def as_part(amount: Amount, *, is_unknown: bool) -> Amount:
    """The 0 of what was told in other parts is no 0 of this one."""
    if is_unknown or not amount.marks & _SIDES:
        return amount
    if not amount.least and not amount.most and amount.least is not None:
        empty = SUPPRESSED if amount.marks >= WITHHELD else MISSING
        return empty.marked(amount.marks & _SIDES)
    return amount.marked(PARTIAL)


def named_cell(cells: Iterable[Cell], categories: Iterable[Hashable]) -> Cell | None:
    """The one of `cells` that is of these categories and no others."""
    wanted = set(categories)
    return next((cell for cell in cells if set(cell) - {ALL} == wanted), None)
