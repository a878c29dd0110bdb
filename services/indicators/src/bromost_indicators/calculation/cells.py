"""Values by cells, one category of each axis: the leaf cells are what is authoritative.

A cell is a tuple with a category for each axis in use (three at the most); in a
subtotal, `ALL` stands where all categories of an axis are taken together.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from decimal import Decimal
from itertools import product
from typing import Final, NamedTuple, TypeAlias

from .aggregation import combined
from .rules import AnyMethod, Rule
from .values import Amount, exact, known, rounded

ALL: Final = None
MAX_AXES: Final = 3
ZERO = Decimal(0)
Cell: TypeAlias = tuple[Hashable, ...]
Cells: TypeAlias = Mapping[Cell, Amount]


class Discrepancy(NamedTuple):
    """That leaf cells do not come to the total that was given with them."""

    # value, numerator or denominator
    of: str
    total: Decimal
    cells: Decimal


def method_of_cells(rule: Rule) -> AnyMethod:
    """Cells divide what they are cells of: nobody is in two of them."""
    return "sum" if rule.of_parts == "union" else rule.over_children


@exact
def subtotals(rule: Rule, cells: Cells) -> dict[Cell, Amount]:
    """Each cell and each sum over any of the axes, up to the total of all."""
    parts: defaultdict[Cell, list[Amount]] = defaultdict(list)
    for cell, amount in sorted(cells.items(), key=lambda one: str(one[0])):
        for wider in product(*((category, ALL) for category in cell)):
            parts[wider].append(amount)
    method = method_of_cells(rule)
    return {
        cell: combined(method, amounts, rule.per) for cell, amounts in parts.items()
    }


@exact
def with_whole(rule: Rule, total: Amount, cells: Cells) -> Amount:
    """A share that was told by its cells alone, with what they are all shares of.

    As it was where they do not tell it, or come to another share.
    """
    told = all(cell.denominator is not None for cell in cells.values())
    if not cells or not told or total.value is None or total.denominator is not None:
        return total
    whole = subtotals(rule, cells)[(ALL,) * len(next(iter(cells)))]
    if whole.value is None or rounded(whole.value, rule.decimals) != total.value:
        return total
    return known(total.value, whole.numerator, whole.denominator, total.marks)


@exact
def discrepancies(rule: Rule, total: Amount, cells: Cells) -> list[Discrepancy]:
    """Where the cells do not add up; nothing if the total is marked `partial`.

    Only what can be added must add up: of a ratio, numerator and denominator.
    """
    method = method_of_cells(rule)
    if not cells or "partial" in total.marks or method not in {"sum", "ratio"}:
        return []
    names = ("value",) if method == "sum" else ("numerator", "denominator")
    found = []
    for name in names:
        wanted = getattr(total, name)
        given = [getattr(cell, name) for cell in cells.values()]
        told = [value for value in given if value is not None]
        if wanted is not None and len(told) == len(given) and sum(told, ZERO) != wanted:
            found.append(Discrepancy(name, wanted, sum(told, ZERO)))
    return found
