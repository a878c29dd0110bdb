"""What an indicator comes to in the days of a report, before them, and by their end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from .calculate import PeriodFigure, Use, calculate
from .periods import ACCEPTED, Statuses, Target
from .status import Status
from .to_date import over_time, target_over_time
from .values import Amount, exact

_A_DAY = timedelta(days=1)
_UNEXPLAINED: frozenset[Status] = frozenset({"behind", "no_data"})


@dataclass(frozen=True, slots=True)
class Reported:
    """As of the last day of the report, whatever day it is told on."""

    # Those that end in its days.
    periods: Sequence[PeriodFigure]
    previously: Amount
    # Of all of these together; none without any, and where a formula gives none.
    now: Amount | None
    to_date: Amount
    target: Target
    target_to_date: Target
    target_for_life: Target
    status: Status | None
    # A share of the target, below 0 where less came than was wanted.
    deviation: Decimal | None

    def needs_words(self, share: Decimal | None, *, behind: bool) -> bool:
        """Whether it is to be explained: so far off, without a value, or late."""
        if behind and self.status in _UNEXPLAINED:
            return True
        if share is None or not self.target.is_set:
            return False
        return self.deviation is None or abs(self.deviation) >= share


@exact
def reported(
    use: Use, first: date, last: date, *, statuses: Statuses = ACCEPTED
) -> Reported:
    """Both days belong to the report; periods count in the one that they end in."""
    by_the_end = calculate(use, last + _A_DAY, statuses=statuses)
    before = calculate(use, first, statuses=statuses)
    within = [one for one in by_the_end.periods if first <= one.period.ends_on <= last]
    now = _together(use, within)
    target = target_over_time([one.period for one in within])
    return Reported(
        within,
        before.totals.to_date,
        now,
        by_the_end.totals.to_date,
        target,
        by_the_end.totals.target_to_date,
        by_the_end.totals.target,
        by_the_end.status,
        deviation(_held(within, now), target),
    )


def deviation(value: Decimal | None, target: Target) -> Decimal | None:
    """How far a value is from its target, as a share of it; of a band, from its end."""
    if value is None or not target.is_set:
        return None
    wanted = target.value
    if wanted is None:
        wanted = _nearest(value, target)
    if value == wanted:
        return Decimal(0)
    return (value - wanted) / abs(wanted) if wanted else None


def _nearest(value: Decimal, target: Target) -> Decimal:
    """The end of the band that the value is beyond; within it, the value itself."""
    if target.low is not None and value < target.low:
        return target.low
    if target.high is not None and value > target.high:
        return target.high
    return value


def _together(use: Use, within: Sequence[PeriodFigure]) -> Amount | None:
    """A formula is worked out period by period: several make no figure of their own."""
    if not within or (use.formula is not None and len(within) > 1):
        return None
    return over_time([(one.period, one.given) for one in within], use.overlaps)


def _held(within: Sequence[PeriodFigure], now: Amount | None) -> Decimal | None:
    """What is held against the target, which of a total so far means that total."""
    if within and within[-1].period.rule.is_cumulative:
        return within[-1].actual.value
    return None if now is None else now.value
