"""What is known of a quantity: a value, or the state that says why there is none."""

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import lru_cache, wraps
from typing import Literal, NamedTuple, ParamSpec, TypeAlias, TypeVar

State: TypeAlias = Literal[
    "reported",
    "zero",
    "estimated",
    # Known only to lie between `low` and `high`.
    "range",
    # None of these is ever taken for a 0.
    "not_applicable",
    "missing",
    "not_collected",
    "suppressed",
    "undefined",
]
Mark: TypeAlias = Literal[
    "estimated",
    "partial",
    "carried",
    "series_break",
    "denominator_missing",
    "weight_missing",
    "division_by_zero",
    "rate_missing",
    "not_aggregated",
    "not_comparable",
    "period_unmatched",
    "overlap_unclear",
    # How many are in several parts is on somebody's word.
    "overlap_stated",
    "operand_missing",
    "operand_inexact",
    "formula_cycle",
    "too_large",
    # Of parts: counted, but nobody said in which of them; or not to be told.
    "not_told_apart",
    "withheld",
]
Marks: TypeAlias = frozenset[Mark]

UNMARKED: Marks = frozenset()
PARTIAL: Marks = frozenset({"partial"})
CARRIED: Marks = frozenset({"carried"})
ESTIMATED: Marks = frozenset({"estimated"})

# Figures have at most 24 digits, and there are millions of them: 60 digits hold every
# sum and product of theirs, and leave a quotient to be rounded once, where it is shown.
EXACT = Context(prec=60, rounding=ROUND_HALF_UP)

# Where nothing is known, the weightier reason is told.
_WEIGHT: dict[State, int] = {
    "not_applicable": 0,
    "missing": 1,
    "not_collected": 2,
    "suppressed": 3,
    "undefined": 4,
}

P = ParamSpec("P")
R = TypeVar("R")


def exact(function: Callable[P, R]) -> Callable[P, R]:
    """Let `function` and all that it calls work with 60 digits."""

    @wraps(function)
    def calculated(*args: P.args, **kwargs: P.kwargs) -> R:
        with localcontext(EXACT):
            return function(*args, **kwargs)

    return calculated


class Amount(NamedTuple):
    """A value with what it is made of, never rounded; or none, and why."""

    state: State
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    marks: Marks = UNMARKED

    @property
    def least(self) -> Decimal | None:
        return self.low if self.low is not None else self.value

    @property
    def most(self) -> Decimal | None:
        return self.high if self.high is not None else self.value

    def marked(self, marks: Marks) -> "Amount":
        return self._replace(marks=self.marks | marks) if marks else self


MISSING = Amount("missing")
NOT_APPLICABLE = Amount("not_applicable")
NOT_COLLECTED = Amount("not_collected")
SUPPRESSED = Amount("suppressed")


def known(
    value: Decimal,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    marks: Marks = UNMARKED,
) -> Amount:
    """An amount whose value is known; 0 is a value like every other."""
    state: State = "reported" if value else "zero"
    if marks and "estimated" in marks:
        state = "estimated"
    return Amount(state, value, numerator, denominator, None, None, marks)


def between(low: Decimal, high: Decimal, marks: Marks = UNMARKED) -> Amount:
    if low == high:
        return known(low, marks=marks)
    return Amount("range", None, None, None, low, high, marks)


def undefined(*why: Mark) -> Amount:
    return Amount("undefined", marks=frozenset(why))


def quotient(
    numerator: Decimal, denominator: Decimal, per: int, marks: Marks = UNMARKED
) -> Amount:
    """`numerator` of `denominator`, which are kept: sums are made of them."""
    if not denominator:
        marks |= {"division_by_zero"}
        return Amount("undefined", None, numerator, denominator, None, None, marks)
    return known(numerator * per / denominator, numerator, denominator, marks)


def nothing(amounts: Iterable[Amount]) -> Amount:
    """What several amounts come to if none of them has a value."""
    state: State = "not_applicable"
    marks: set[Mark] = set()
    empty = True
    for amount in amounts:
        empty = False
        marks |= amount.marks
        if _WEIGHT.get(amount.state, 4) > _WEIGHT[state]:
            state = amount.state if amount.state in _WEIGHT else "undefined"
    return MISSING if empty else Amount(state, marks=frozenset(marks))


def rounded(value: Decimal, decimals: int) -> Decimal:
    """`value` as it is shown: half a unit goes away from zero, and no zero is minus."""
    return value.quantize(_unit(decimals), ROUND_HALF_UP, EXACT) + 0


@lru_cache(maxsize=64)
def _unit(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)
