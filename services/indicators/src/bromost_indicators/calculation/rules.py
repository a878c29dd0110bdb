"""How the values of an indicator are added up: what its definition says."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal[
    "number",
    "percentage",
    "ratio",
    "money",
    "yes_no",
    "scale",
    "text",
    "milestone",
    "formula",
]
Direction: TypeAlias = Literal["increase", "decrease", "range", "none"]
# none: each period has its own; summed: what is new in each period; running: the
# total so far.
Cumulation: TypeAlias = Literal["none", "summed", "running"]
Method: TypeAlias = Literal[
    "sum", "weighted_mean", "ratio", "minimum", "maximum", "latest", "count", "none"
]
# union: the same person may be counted in several parts, so their sum is a bound.
AnyMethod: TypeAlias = Method | Literal["union"]
Population: TypeAlias = Literal[
    "none", "contacts", "unique_in_period", "unique_over_life"
]

COUNTED_ONCE: frozenset[Population] = frozenset(
    {"unique_in_period", "unique_over_life"}
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A version of a definition, as far as it decides what figures come to."""

    version: Hashable = None
    kind: Kind = "number"
    unit: str = "number"
    decimals: int = 0
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    direction: Direction = "increase"
    cumulation: Cumulation = "none"
    over_time: Method = "latest"
    over_children: Method = "sum"
    population: Population = "none"

    # What follows from it, worked out once.
    per: int = field(init=False)
    # A stock is a total as of the end of its period; the others are the period's own.
    is_stock: bool = field(init=False)
    in_time: AnyMethod = field(init=False)
    of_parts: AnyMethod = field(init=False)

    def __post_init__(self) -> None:
        unique = self.population in COUNTED_ONCE
        # Who was new in one place may have been counted in another place before: only
        # totals can be held against each other.
        stock = self.cumulation == "running" or self.population == "unique_over_life"
        work_out = object.__setattr__
        work_out(self, "per", 100 if self.kind == "percentage" else 1)
        work_out(self, "is_stock", stock)
        work_out(self, "in_time", self._in_time(stock=stock))
        work_out(self, "of_parts", "union" if unique else self.over_children)

    def _in_time(self, *, stock: bool) -> AnyMethod:
        if stock:
            return "latest"
        if self.population == "unique_in_period":
            return "union"
        if self.cumulation == "summed":
            return "ratio" if self.over_time == "ratio" else "sum"
        return self.over_time

    @property
    def is_cumulative(self) -> bool:
        """Whether a period shows the total so far, and its target means that total."""
        return self.cumulation != "none" or self.is_stock

    @property
    def grows(self) -> bool:
        """Whether what each period brings is added, so that a total only becomes more.

        Such a total begins with nothing, whatever there was before.
        """
        return not self.is_stock and self.in_time in {"sum", "count"}

    @property
    def is_held_down(self) -> bool:
        """Whether a total that grows is not to become as large as it could."""
        return self.grows and self.direction in {"decrease", "range"}


CURRENCY = "currency:"


def comparable(one: Rule, other: Rule) -> bool:
    """Whether values under the two rules may be added; money is converted before."""
    return (
        one.kind == other.kind
        and one.unit == other.unit
        and one.population == other.population
        and one.is_stock == other.is_stock
    )


def convertible(one: Rule, other: Rule) -> bool:
    """Whether they may be added once money is in the same currency."""
    if one.unit.startswith(CURRENCY) and other.unit.startswith(CURRENCY):
        one = replace(one, unit=other.unit)
    return comparable(one, other)


def continues(before: Rule, after: Rule) -> bool:
    """Whether a series goes on from one version of a definition to the next."""
    return before is after or (
        comparable(before, after)
        and before.cumulation == after.cumulation
        and before.in_time == after.in_time
    )


def rule_on(versions: Sequence[tuple[date | None, Rule]], day: date) -> Rule:
    """The rule in force: `versions` in the order of the days they start on."""
    in_force = versions[0][1]
    for starts_on, rule in versions[1:]:
        if starts_on is not None and starts_on <= day:
            in_force = rule
    return in_force
