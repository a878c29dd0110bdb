"""The leaf cells of an entry as they may be told; together they come to its total.

A cell that is suppressed could be worked out from the total and the others. If it is
the only one of its entry, the smallest of the others is withheld with it, and what both
come to is counted under the unknown: from there on nothing tells them apart.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from .cells import Cell, Cells, method_of_cells
from .rules import Rule
from .values import (
    ESTIMATED,
    SUPPRESSED,
    UNMARKED,
    Amount,
    Marks,
    exact,
    known,
    quotient,
)

ZERO = Decimal(0)
NOT_TOLD: Final[Marks] = frozenset({"not_told_apart"})
WITHHELD: Final[Marks] = frozenset({"withheld"})
_BY_PARTS = frozenset({"ratio", "weighted_mean"})
# Ways by which what is lacking can be told: others have no rest.
ADDING: Final = _BY_PARTS | {"sum"}


@exact
def told_apart(
    rule: Rule, total: Amount, cells: Cells, unknown: Cell
) -> dict[Cell, Amount]:
    """With what they lack of `total` in the cell of the unknown."""
    if not cells:
        return {unknown: total.marked(NOT_TOLD)}
    found = _protected(cells)
    rest = _rest(rule, total, found)
    if rest is not None:
        hidden = any(one.state == "suppressed" for one in found.values())
        marks = (WITHHELD if hidden else NOT_TOLD) | (total.marks & ESTIMATED)
        found[unknown] = _and(found.get(unknown), rest, rule.per, marks)
    return found


def _protected(cells: Mapping[Cell, Amount]) -> dict[Cell, Amount]:
    found = dict(cells)
    hidden = [cell for cell, one in cells.items() if one.state == "suppressed"]
    told = [cell for cell, one in cells.items() if one.value is not None]
    if len(hidden) == 1 and told:
        found[min(told, key=lambda cell: (*_size(cells[cell]), str(cell)))] = SUPPRESSED
    return found


def _size(amount: Amount) -> tuple[bool, Decimal]:
    """What is nothing hides nothing: it is the last to be chosen."""
    size = amount.value if amount.denominator is None else amount.denominator
    return not size, abs(size or ZERO)


def _rest(rule: Rule, total: Amount, cells: Cells) -> Amount | None:
    method = method_of_cells(rule)
    told = [cell for cell in cells.values() if cell.value is not None]
    if method == "sum" and total.value is not None:
        rest = total.value - sum((cell.value or ZERO for cell in told), ZERO)
        return known(rest) if rest else None
    is_told = all(cell.denominator is not None for cell in [total, *told])
    if method not in _BY_PARTS or not is_told:
        return None
    over = (total.numerator or ZERO) - sum((c.numerator or ZERO for c in told), ZERO)
    under = (total.denominator or ZERO) - sum(
        (c.denominator or ZERO for c in told), ZERO
    )
    return quotient(over, under, rule.per) if over or under else None


def _and(before: Amount | None, rest: Amount, per: int, marks: Marks) -> Amount:
    """What was told of the unknown already, and what is added to it."""
    if before is None or before.value is None:
        return rest.marked(marks)
    marks |= before.marks
    if rest.denominator is None:
        return known((before.value or ZERO) + (rest.value or ZERO), marks=marks)
    return quotient(
        (before.numerator or ZERO) + (rest.numerator or ZERO),
        (before.denominator or ZERO) + rest.denominator,
        per,
        marks,
    )


def nothing_of(rule: Rule, marks: Marks = UNMARKED) -> Amount:
    """A 0 that is in no sum, of what was told in other parts."""
    part = None if method_of_cells(rule) == "sum" else ZERO
    return Amount("zero", ZERO, part, part, marks=marks)
