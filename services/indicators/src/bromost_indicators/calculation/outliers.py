"""Whether a value is unlike the earlier ones of its own series.

What is usual is the median of them, and how far they lie from it the median of their
distances, neither of which an earlier slip moves. A value is far off when its modified
z-score, 0.6745 times its distance in such steps, is above 3.5: B. Iglewicz and
D. Hoaglin, How to Detect and Handle Outliers (ASQC Basic References in Quality
Control, vol. 16, 1993), as the NIST/SEMATECH e-Handbook, 1.3.5.17, recommends it.
Where more than half of them are alike, the mean distance times 1.2533 stands for the
median one.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final, Literal, NamedTuple, TypeAlias

from .rules import Kind, Rule, continues
from .values import exact, rounded

Code: TypeAlias = Literal["far_above", "far_below", "total_fell"]

FARTHEST: Final = Decimal("3.5")
# Of a normal distribution: its median distance in standard deviations, and what its
# mean distance is to be multiplied by.
_MEDIAN_DISTANCE: Final = Decimal("0.6745")
_OF_MEAN_DISTANCE: Final = Decimal("1.253314")
# Of fewer nobody knows what is usual.
FEWEST: Final = 4
# Counts that hardly ever change would make a step of one a rare thing.
_LEAST_SPREAD: Final = Decimal("0.1")
_MEASURED: Final = frozenset[Kind]({"number", "money", "percentage", "ratio"})


class Said(NamedTuple):
    """What was said of a period of the series, at the same place."""

    starts_on: date
    ends_on: date
    rule: Rule
    value: Decimal
    is_accepted: bool = True


class Finding(NamedTuple):
    """What makes a value worth a second look."""

    code: Code
    # The least, the usual and the most of the earlier ones that it is held against.
    low: Decimal | None = None
    usual: Decimal | None = None
    high: Decimal | None = None
    # So many times the usual; none where that says nothing.
    times: Decimal | None = None
    # Whether increases were compared, and not the totals themselves.
    of_increase: bool = False
    # The total that it is below.
    before: Said | None = None


class Usual(NamedTuple):
    """What the accepted values before say of how much is usual."""

    low: Decimal
    # Their median, and their mean.
    usual: Decimal
    high: Decimal
    mean: Decimal
    number: int
    of_increase: bool


class _Step(NamedTuple):
    """A quantity that came about in so many days."""

    value: Decimal
    days: int


@exact
def finding(now: Said, others: Iterable[Said]) -> Finding | None:
    """What is remarkable about `now`, held against what was said of earlier periods."""
    rule = now.rule
    if rule.kind not in _MEASURED:
        return None
    earlier = _earlier(now, others)
    if rule.is_stock and rule.direction != "decrease":
        before = earlier[-1] if earlier else None
        if before is not None and before.value > now.value:
            return Finding("total_fell", before=before)
    value, accepted = _comparable(now, earlier)
    return _far(value, accepted, rule)


@exact
def usual(now: Said, others: Iterable[Said]) -> Usual | None:
    """What `now` is held against, whatever it says; None where nothing is known."""
    rule = now.rule
    if rule.kind not in _MEASURED:
        return None
    _, known = _comparable(now, _earlier(now, others))
    if not known:
        return None
    return Usual(
        low=min(known),
        usual=rounded(_median(known), rule.decimals),
        high=max(known),
        mean=rounded(sum(known, Decimal(0)) / len(known), rule.decimals),
        number=len(known),
        of_increase=rule.is_stock,
    )


def _comparable(now: Said, earlier: Iterable[Said]) -> tuple[Decimal, list[Decimal]]:
    """What is compared of `now`, and of the accepted ones that are like it."""
    rule = now.rule
    accepted = [one for one in earlier if one.is_accepted]
    if not accepted:
        return now.value, []
    if rule.is_stock:
        step, steps = _increase(accepted[-1], now), _increases(accepted)
    else:
        step, steps = _own(now), [_own(one) for one in accepted]
    if rule.is_stock or rule.in_time in {"sum", "union"}:
        # A year is not held against quarters.
        steps = [one for one in steps if _alike(one.days, step.days)]
    return step.value, [one.value for one in steps]


def _earlier(now: Said, others: Iterable[Said]) -> list[Said]:
    """Those since the last break of the series, in the order of their days."""
    before = sorted(
        (one for one in others if one.ends_on < now.starts_on),
        key=lambda one: (one.ends_on, one.starts_on, one.value),
    )
    for place in range(len(before) - 1, -1, -1):
        if not continues(before[place].rule, now.rule):
            return before[place + 1 :]
    return before


def _own(one: Said) -> _Step:
    return _Step(one.value, (one.ends_on - one.starts_on).days + 1)


def _increase(before: Said, after: Said) -> _Step:
    return _Step(after.value - before.value, (after.ends_on - before.ends_on).days)


def _increases(totals: Sequence[Said]) -> list[_Step]:
    return [_increase(a, b) for a, b in pairwise(totals) if a.ends_on < b.ends_on]


def _alike(days: int, others: int) -> bool:
    """Months, quarters and years are each of about the same length."""
    return abs(days - others) * 5 <= max(days, others)


def _far(value: Decimal, earlier: Sequence[Decimal], rule: Rule) -> Finding | None:
    if len(earlier) < FEWEST:
        return None
    usual = _median(earlier)
    if abs(value - usual) <= FARTHEST * _spread(earlier, usual, rule.decimals):
        return None
    is_telling = value > usual > 0
    return Finding(
        "far_above" if value > usual else "far_below",
        min(earlier),
        rounded(usual, rule.decimals),
        max(earlier),
        rounded(value / usual, 1) if is_telling else None,
        of_increase=rule.is_stock,
    )


def _spread(earlier: Sequence[Decimal], usual: Decimal, decimals: int) -> Decimal:
    """How far values like these lie from the usual one, as a standard deviation."""
    distances = [abs(one - usual) for one in earlier]
    spread = _median(distances) / _MEDIAN_DISTANCE
    if not spread:
        spread = sum(distances, Decimal(0)) / len(distances) * _OF_MEAN_DISTANCE
    unit = Decimal(1).scaleb(-decimals)
    return max(spread, abs(usual) * _LEAST_SPREAD, unit)


def _median(values: Sequence[Decimal]) -> Decimal:
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2
