"""From the amounts of periods to those of a longer time: to date, and for life."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .aggregation import combined
from .breaks import last_stretch
from .periods import NO_TARGET, Period, Target
from .rollup import InPeriod
from .rules import Rule
from .uniques import Overlap, applying, united
from .values import MISSING, Amount, Marks

_BREAK: Marks = frozenset({"series_break"})
Dated = tuple[Period, InPeriod]


class Totals(NamedTuple):
    """What has been reached: by the end of the last period that is over, and at all."""

    to_date: Amount
    life: Amount
    target_to_date: Target
    target: Target


def has_ended(period: Period, today: date) -> bool:
    return period.ends_on < today


def totals(
    dated: Sequence[Dated],
    today: date,
    *,
    target: Target = NO_TARGET,
    overlaps: Sequence[Overlap] = (),
) -> Totals:
    """Only periods that have ended are due; open ones count for life if reported."""
    ended = [one for one in dated if has_ended(one[0], today)]
    told = [one for one in dated if has_ended(one[0], today) or one[1].reported]
    to_date = over_time(ended, overlaps)
    return Totals(
        to_date,
        to_date if len(told) == len(ended) else over_time(told, overlaps),
        target_over_time([period for period, _ in ended]),
        target if target.is_set else target_over_time([period for period, _ in dated]),
    )


def over_time(dated: Sequence[Dated], overlaps: Sequence[Overlap] = ()) -> Amount:
    """The amounts of periods, in the order of their days, as one."""
    if not dated:
        return MISSING
    stretch = last_stretch([period for period, _ in dated])
    told = dated[len(dated) - len(stretch) :]
    rule = told[-1][0].rule
    if rule.in_time == "union":
        by_period = {period.key: given.amount for period, given in told}
        amount = united(by_period, applying(overlaps, by_period, None))
    else:
        amounts = [given.amount for _, given in told]
        amount = combined(rule.in_time, amounts, rule.per)
    broken = len(told) < len(dated) and rule.in_time != "latest"
    return amount.marked(_BREAK) if broken else amount


def cumulated(dated: Sequence[Dated]) -> list[Amount]:
    """What each period shows of increments: the sum so far, if it has any itself."""
    found: list[Amount] = []
    so_far: Amount | None = None
    for at, (period, given) in enumerate(dated):
        rule = period.rule
        if at and len(last_stretch([dated[at - 1][0], period])) == 1:
            so_far = None
        parts = [given.amount] if so_far is None else [so_far, given.amount]
        so_far = combined(rule.in_time, parts, rule.per)
        found.append(given.amount if given.amount.least is None else so_far)
    return found


def target_over_time(periods: Sequence[Period]) -> Target:
    """The target of several periods together; none where one of a sum is not set."""
    stretch = last_stretch(periods)
    targets = [period.target for period in stretch if period.target.is_set]
    if not targets:
        return NO_TARGET
    rule = stretch[-1].rule
    if targets_add_up(rule):
        return _sum(targets) if len(targets) == len(stretch) else NO_TARGET
    if rule.in_time == "union":
        # People who come back make a sum of targets too high, one of them too low.
        return targets[0] if len(stretch) == 1 else NO_TARGET
    if rule.in_time == "ratio" and not rule.is_cumulative:
        return _ratio(targets, rule.per)
    return _extreme(rule, targets)


def targets_add_up(rule: Rule) -> bool:
    """Whether each period has a target of its own, to be added to the others."""
    return rule.grows and not rule.is_cumulative


def _all(values: Iterable[Decimal | None]) -> list[Decimal]:
    """The values, or nothing if one of them is missing."""
    found = list(values)
    present = [value for value in found if value is not None]
    return present if len(present) == len(found) else []


def _sum(targets: Sequence[Target]) -> Target:
    values = _all(target.value for target in targets)
    if values:
        return Target(sum(values, Decimal(0)))
    low = _all(target.low for target in targets)
    high = _all(target.high for target in targets)
    return Target(
        low=sum(low, Decimal(0)) if low else None,
        high=sum(high, Decimal(0)) if high else None,
    )


def _extreme(rule: Rule, targets: Sequence[Target]) -> Target:
    """The least or the greatest of them, where this is looked for; else the newest."""
    values = _all(target.value for target in targets)
    if rule.in_time == "minimum" and values:
        return Target(min(values))
    if rule.in_time == "maximum" and values:
        return Target(max(values))
    return targets[-1]


def _ratio(targets: Sequence[Target], per: int) -> Target:
    """Sum by sum where targets tell both; else the newest is the level to reach."""
    over = _all(target.numerator for target in targets)
    under = _all(target.denominator for target in targets)
    below = sum(under, Decimal(0))
    if not over or not below:
        return targets[-1]
    above = sum(over, Decimal(0))
    return Target(above * per / below, above, below)
