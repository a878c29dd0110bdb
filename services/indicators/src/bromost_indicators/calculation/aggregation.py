"""Several amounts become one. Parts without a value never count as 0."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from .rules import AnyMethod
from .values import (
    PARTIAL,
    Amount,
    Marks,
    between,
    known,
    nothing,
    quotient,
    undefined,
)

ONE, ZERO = Decimal(1), Decimal(0)


def combined(method: AnyMethod, amounts: Sequence[Amount], per: int = 1) -> Amount:
    """What `amounts` come to; those of a time in its order.

    What has no value and should have one makes the outcome `partial`.
    """
    if method == "count":
        amounts = [_as_count(amount) for amount in amounts]
    if len(amounts) == 1:
        return amounts[0]
    parts = [amount for amount in amounts if amount.state != "not_applicable"]
    if not parts:
        return nothing(amounts)
    if any(is_inconvertible(amount) for amount in _deciding(method, parts)):
        # There is an amount, and nobody can say how much: a sum without it is wrong.
        return undefined("rate_missing")
    return parts[0] if len(parts) == 1 else _COMBINE[method](parts, per)


def weighted(amount: Amount, weight: Decimal, per: int) -> Amount:
    """The part that `amount` has in a mean by the weight that was stated for it."""
    if amount.value is None:
        return amount
    return known(amount.value, amount.value * weight / per, weight, amount.marks)


def unweighted(amount: Amount) -> Amount:
    """The same without what it is a share of: that is no weight beside stated ones."""
    return amount._replace(numerator=None, denominator=None)


def is_inconvertible(amount: Amount) -> bool:
    return amount.least is None and "rate_missing" in amount.marks


def _deciding(method: AnyMethod, parts: Sequence[Amount]) -> Sequence[Amount]:
    """Those that the outcome depends on: of the latest, what came after it."""
    if method != "latest":
        return parts
    told = [at for at, amount in enumerate(parts) if amount.least is not None]
    return parts[told[-1] + 1 :] if told else parts


def _as_count(amount: Amount) -> Amount:
    """How many (0 or 1) of how many (1); what is counted already stays as it is."""
    if amount.value is None or amount.denominator is not None:
        return amount
    hit = ONE if amount.value else ZERO
    return known(hit, hit, ONE, amount.marks)


def _marks(parts: Sequence[Amount], usable: Sequence[Amount]) -> Marks:
    marks: Marks = PARTIAL if len(usable) < len(parts) else frozenset()
    for amount in usable:
        if amount.marks:
            marks |= amount.marks
    return marks


def _sum(parts: Sequence[Amount], _: int) -> Amount:
    values = [amount.value for amount in parts if amount.value is not None]
    if len(values) == len(parts):
        return known(sum(values, ZERO), marks=_marks(parts, parts))
    usable = [amount for amount in parts if amount.least is not None]
    if not usable:
        return nothing(parts)
    low = sum((amount.least or ZERO for amount in usable), ZERO)
    high = sum((amount.most or ZERO for amount in usable), ZERO)
    return between(low, high, _marks(parts, usable))


def _ratio(parts: Sequence[Amount], per: int) -> Amount:
    """Sum of the numerators by sum of the denominators, never a mean of quotients."""
    usable = [amount for amount in parts if amount.denominator is not None]
    valued = [amount for amount in parts if amount.value is not None]
    if not usable and len(valued) == 1:
        return valued[0].marked(PARTIAL)
    unusable: Marks = frozenset()
    if any(amount.denominator is None for amount in valued):
        unusable = frozenset({"denominator_missing"})
    if not usable:
        return undefined("denominator_missing") if unusable else nothing(parts)
    return quotient(
        sum((amount.numerator or ZERO for amount in usable), ZERO),
        sum((amount.denominator or ZERO for amount in usable), ZERO),
        per,
        (_marks(parts, usable) | unusable) - {"division_by_zero"},
    )


def _weighted_mean(parts: Sequence[Amount], per: int) -> Amount:
    """Only of what has a weight: a mean of all alike would be a guess."""
    valued = [amount for amount in parts if amount.value is not None]
    unweighed = any(amount.denominator is None for amount in valued)
    below = any("weight_missing" in amount.marks for amount in parts)
    if below or (unweighed and len(valued) > 1):
        return undefined("weight_missing")
    return _ratio(parts, per)


def _extreme(choose: Callable[[list[Decimal]], Decimal]) -> "_Combine":
    def combine(parts: Sequence[Amount], _: int) -> Amount:
        usable = [amount for amount in parts if amount.value is not None]
        values = [amount.value for amount in usable if amount.value is not None]
        if not values:
            return nothing(parts)
        return known(choose(values), marks=_marks(parts, usable))

    return combine


def _latest(parts: Sequence[Amount], _: int) -> Amount:
    for at in range(len(parts) - 1, -1, -1):
        if parts[at].least is not None:
            behind = at < len(parts) - 1
            return parts[at].marked(frozenset({"carried"} if behind else ()))
    return nothing(parts)


def _count(parts: Sequence[Amount], _: int) -> Amount:
    usable = [amount for amount in parts if amount.denominator is not None]
    if not usable:
        return nothing(parts)
    hits = sum((amount.numerator or ZERO for amount in usable), ZERO)
    of = sum((amount.denominator or ZERO for amount in usable), ZERO)
    return known(hits, hits, of, _marks(parts, usable))


def _union(parts: Sequence[Amount], _: int) -> Amount:
    """At least as many as in the largest part, at most as many as in all together."""
    usable = [amount for amount in parts if amount.least is not None]
    if not usable:
        return nothing(parts)
    low = max(amount.least or ZERO for amount in usable)
    high = sum((amount.most or ZERO for amount in usable), ZERO)
    return between(low, high, _marks(parts, usable))


def _none(parts: Sequence[Amount], _: int) -> Amount:
    valued = [amount for amount in parts if amount.least is not None]
    return undefined("not_aggregated") if valued else nothing(parts)


_Combine = Callable[[Sequence[Amount], int], Amount]
_COMBINE: dict[AnyMethod, _Combine] = {
    "sum": _sum,
    "ratio": _ratio,
    "weighted_mean": _weighted_mean,
    "minimum": _extreme(min),
    "maximum": _extreme(max),
    "latest": _latest,
    "count": _count,
    "union": _union,
    "none": _none,
}
