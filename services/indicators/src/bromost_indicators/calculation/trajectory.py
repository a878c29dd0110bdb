"""Where an indicator should be on a day, if all goes as agreed."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from .periods import Period, Target
from .rules import Rule
from .to_date import targets_add_up

ZERO = Decimal(0)


class Plan(NamedTuple):
    """From where, by which steps, and to what an indicator is to come."""

    periods: Sequence[Period]
    rule: Rule
    baseline: Decimal | None
    baseline_on: date | None
    target: Target
    target_on: date | None


def expected(plan: Plan, day: date) -> Decimal | None:
    """The value at the end of `day`; none if what was agreed does not tell.

    Inside a period it moves linearly to the period's target; without targets of
    periods, from the baseline to the target of the indicator.
    """
    if plan.rule.kind == "milestone":
        return _all_at_once(plan, day)
    steps = [period for period in plan.periods if period.target.value is not None]
    if not steps:
        return _straight(plan, day)
    if targets_add_up(plan.rule):
        return _added(plan.periods, day)
    return _by_steps(plan, steps, day)


def _start(plan: Plan) -> Decimal | None:
    if plan.rule.grows:
        return ZERO
    if plan.baseline is not None:
        return plan.baseline
    return ZERO if plan.rule.direction == "increase" else None


def _share(starts_on: date, ends_on: date, day: date) -> Decimal:
    """How much of a time, both days included, is over at the end of `day`."""
    over = (day - starts_on).days + 1
    return Decimal(over) / Decimal((ends_on - starts_on).days + 1)


def _between(before: Decimal, after: Decimal, share: Decimal) -> Decimal:
    return before + (after - before) * min(max(share, ZERO), Decimal(1))


def _added(periods: Sequence[Period], day: date) -> Decimal | None:
    total = ZERO
    for period in periods:
        if period.starts_on > day:
            break
        if period.target.value is None:
            return None
        share = _share(period.starts_on, period.ends_on, day)
        total += _between(ZERO, period.target.value, share)
    return total


def _by_steps(plan: Plan, steps: Sequence[Period], day: date) -> Decimal | None:
    level = _start(plan)
    for period in steps:
        if period.starts_on > day or period.target.value is None:
            break
        if period.ends_on <= day:
            level = period.target.value
        elif level is not None:
            share = _share(period.starts_on, period.ends_on, day)
            return _between(level, period.target.value, share)
        else:
            return None
    return level


def _straight(plan: Plan, day: date) -> Decimal | None:
    start, target = _start(plan), plan.target.value
    # The baseline is how it was at the end of its day.
    starts_on, ends_on = plan.baseline_on, plan.target_on
    if starts_on is None and plan.periods:
        starts_on = plan.periods[0].starts_on - timedelta(days=1)
    if ends_on is None and plan.periods:
        ends_on = plan.periods[-1].ends_on
    if start is None or target is None or starts_on is None or ends_on is None:
        return None
    if day >= ends_on:
        return target
    if day <= starts_on:
        return start
    share = Decimal((day - starts_on).days) / Decimal((ends_on - starts_on).days)
    return _between(start, target, share)


def _all_at_once(plan: Plan, day: date) -> Decimal | None:
    """A milestone is not half reached: until its day nothing is expected."""
    if plan.target_on is None and not plan.periods:
        return None
    due = plan.target_on or plan.periods[-1].ends_on
    return (plan.target.value or Decimal(1)) if day >= due else ZERO
