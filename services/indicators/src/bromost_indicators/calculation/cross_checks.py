"""Whether values of the same period and place agree with what a rule says of them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, Literal, TypeAlias
from uuid import UUID

from .rules import Kind, Rule
from .values import exact

Comparison: TypeAlias = Literal["at_most", "at_least", "equal"]

MEASURED: Final = frozenset[Kind]({"number", "money", "percentage", "ratio"})
# A share of one thing and a share of another one come to nothing.
SUMMABLE: Final = frozenset[Kind]({"number", "money"})


@exact
def agrees(comparison: Comparison, value: Decimal, others: Sequence[Decimal]) -> bool:
    """Whether `value` is at most, at least or exactly what the others come to."""
    total = sum(others, Decimal(0))
    if comparison == "at_most":
        return value <= total
    if comparison == "at_least":
        return value >= total
    return value == total


def may_be_held_against(one: Rule, other: Rule) -> bool:
    """Both count the same, and both of a period or both so far.

    Contacts may be held against people: nobody was met less than once.
    """
    return (
        one.kind in MEASURED
        and one.kind == other.kind
        and one.unit == other.unit
        and one.is_stock == other.is_stock
    )


def meaning_of(comparison: Comparison, definition_ids: Sequence[UUID]) -> str:
    """The same for rules that ask the same of the same definitions.

    The order of what is added does not matter, nor which side of two is named first.
    """
    one, *others = (str(definition_id) for definition_id in definition_ids)
    if len(others) > 1:
        return " ".join([one, comparison, *sorted(others)])
    (other,) = others
    if comparison == "at_least" or (comparison == "equal" and other < one):
        one, other = other, one
    return f"{one} {'equal' if comparison == 'equal' else 'at_most'} {other}"
