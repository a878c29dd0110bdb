"""How far totals are on their way, and whether that is as it should be."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .periods import NO_TARGET, Period, Target
from .progress import NO_VALUE, ONE, ZERO, Progress, progress
from .rules import AnyMethod, Direction, Rule
from .status import Status, period_status, status
from .to_date import Totals, has_ended
from .trajectory import Plan, expected
from .values import MISSING, Amount, known


class Judged(NamedTuple):
    """What totals are, held against what was agreed; named as in `Figures`."""

    progress: Progress
    progress_to_date: Progress
    # What should be reached by today, and by the end of the last period that is over.
    expected: Decimal | None
    expected_to_date: Decimal | None
    status: Status | None


def judged(plan: Plan, found: Totals, today: date, tolerance: Decimal) -> Judged:
    last_due = last_day_due(plan.periods, today)
    due = expected(plan, last_due) if last_due else None
    so_far = Judged(NO_VALUE, NO_VALUE, expected(plan, today), due, None)
    if plan.rule.is_held_down:
        return _held_down(plan, found, so_far, today, tolerance)
    # Of a total that grows, the baseline tells how it was before, and is no part of it.
    baseline = None if plan.rule.grows else plan.baseline
    life = known_to_come_to(plan.rule, baseline, found.life, found.target)
    to_date = known_to_come_to(plan.rule, baseline, found.to_date, found.target)
    came = status(
        life=life,
        to_date=to_date,
        expected=_expected_share(plan.rule, baseline, due, found.target),
        due=last_due is not None,
        tolerance=tolerance,
    )
    return so_far._replace(
        progress=life,
        progress_to_date=to_date,
        # What does not apply goes neither well nor badly.
        status=None if found.life.state == "not_applicable" else came,
    )


def _held_down(
    plan: Plan, found: Totals, so_far: Judged, today: date, tolerance: Decimal
) -> Judged:
    """A sum that is not to become more than this, or more and less than that.

    Until all of it is due it is held against what it may be by then: what has only
    begun is always little. With something missing, nobody knows that it is little.
    """
    if not found.target.is_set:
        come = Progress(None, "target")
        return so_far._replace(progress=come, progress_to_date=come)
    last_due = last_day_due(plan.periods, today)
    is_over = last_due is not None and last_due == plan.periods[-1].ends_on
    come = NO_VALUE
    if last_due is not None and "partial" not in found.to_date.marks:
        by_now = _by_now(found, so_far.expected_to_date, is_over=is_over)
        come = come_to(plan.rule, None, found.to_date, by_now)
    came = period_status(come, ended=last_due is not None, tolerance=tolerance)
    if came == "reached" and not is_over:
        assert come.share is not None
        is_ahead = plan.rule.direction == "decrease" and come.share > ONE + tolerance
        came = "ahead" if is_ahead else "on_track"
    return so_far._replace(
        progress=come,
        progress_to_date=come,
        status=None if found.life.state == "not_applicable" else came,
    )


def _by_now(found: Totals, due: Decimal | None, *, is_over: bool) -> Target:
    if is_over:
        return found.target
    if found.target_to_date.is_set:
        return found.target_to_date
    return NO_TARGET if due is None else Target(due)


def last_day_due(periods: Sequence[Period], today: date) -> date | None:
    """The end of the last period that is over."""
    over = [p.ends_on for p in periods if has_ended(p, today)]
    return over[-1] if over else None


def _expected_share(
    rule: Rule, baseline: Decimal | None, value: Decimal | None, target: Target
) -> Progress:
    if rule.direction == "range":
        # Inside of its band is where it should always be.
        return Progress(ONE)
    if value is None:
        return NO_VALUE
    return come_to(rule, baseline, known(value), target)


# Where what is missing could only make it worse: then nobody knows that it is well.
_WORSENED: Mapping[Direction, frozenset[AnyMethod]] = {
    "increase": frozenset({"minimum"}),
    "decrease": frozenset({"sum", "count", "maximum", "union"}),
    "range": frozenset({"sum", "count", "minimum", "maximum", "union"}),
    "none": frozenset(),
}


def known_to_come_to(
    rule: Rule, baseline: Decimal | None, amount: Amount, target: Target
) -> Progress:
    """How far `amount` is, unless a part is missing that would have been worse."""
    by = {rule.of_parts, rule.in_time}
    if "partial" in amount.marks and not by.isdisjoint(_WORSENED[rule.direction]):
        amount = MISSING
    return come_to(rule, baseline, amount, target)


def of_period(
    rule: Rule, baseline: Decimal | None, actual: Amount, target: Target
) -> Progress:
    """How far a period is: what it brought alone, or the sum so far of increments."""
    is_sum = rule.cumulation == "summed" and rule.grows
    return known_to_come_to(rule, None if is_sum else baseline, actual, target)


def status_of_period(
    rule: Rule, actual: Amount, come: Progress, *, ended: bool, tolerance: Decimal
) -> Status | None:
    if actual.state == "not_applicable":
        return None
    if rule.is_held_down and not ended and come.share is not None:
        # More of it may come until the period is over.
        return "not_due"
    return period_status(come, ended=ended, tolerance=tolerance)


def come_to(
    rule: Rule, baseline: Decimal | None, amount: Amount, target: Target
) -> Progress:
    """How far `amount` is; of bounds, the one that is worse counts."""
    ends = {amount.least, amount.most}
    return min(
        (
            progress(
                baseline=baseline, target=target, value=end, direction=rule.direction
            )
            for end in ends
        ),
        key=lambda come: ZERO if come.share is None else come.share,
    )
