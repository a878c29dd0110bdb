"""An indicator that is worked out from others: in each period, and over time.

Over time it is the formula of the operands' totals, not a sum of what it came to in
the periods: a cost per head of ten years is no mean of ten costs per head.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from .formula import Formula, evaluated
from .periods import NOTHING, Period
from .rollup import Fed, InPeriod, Part
from .to_date import over_time
from .values import Amount

Operands = Mapping[str, Sequence[Fed]]


def worked_out(
    periods: Sequence[Period], formula: Formula, operands: Operands
) -> list[InPeriod]:
    """For each of `periods`, from the operands' periods that lie within it."""
    found = []
    for period in periods:
        parts = [
            _part(code, operands.get(code, ()), period.starts_on, period.ends_on)
            for code in sorted(formula.operands)
        ]
        amount = evaluated(formula, {str(one.key): one.amount for one in parts})
        reported = any(fed.reported for part in parts for fed in part.fed)
        found.append(InPeriod(amount, NOTHING, parts, reported))
    return found


def worked_out_until(day: date, formula: Formula, operands: Operands) -> InPeriod:
    """Over all the time that is over at the end of `day`."""
    parts = [
        _part(code, operands.get(code, ()), date.min, day)
        for code in sorted(formula.operands)
    ]
    amount = evaluated(formula, {str(one.key): one.amount for one in parts})
    return InPeriod(amount, NOTHING, parts)


def _part(code: str, feed: Sequence[Fed], first: date, last: date) -> Part:
    """The operand's amount of a time; of a total, the newest there is at its end."""
    within = [
        fed
        for fed in sorted(feed, key=lambda one: one.starts_on)
        if fed.ends_on <= last and (fed.rule.is_stock or fed.starts_on >= first)
    ]
    return Part(code, over_time([_dated(fed) for fed in within]), within)


def _dated(fed: Fed) -> tuple[Period, InPeriod]:
    period = Period(fed.period, fed.starts_on, fed.ends_on, fed.rule)
    return period, InPeriod(fed.amount, NOTHING, (), fed.reported)


def last_told(operands: Operands, today: date) -> date:
    """The end of the last period that is over or has been told of already."""
    ends: list[date] = [
        fed.ends_on
        for feed in operands.values()
        for fed in feed
        if fed.ends_on < today or fed.reported
    ]
    return max(ends, default=date.min)


def totals_of(
    formula: Formula, operands: Operands, today: date
) -> tuple[Amount, Amount]:
    """To date, and for life."""
    yesterday = date.fromordinal(max(today.toordinal() - 1, 1))
    life = worked_out_until(last_told(operands, today), formula, operands)
    return worked_out_until(yesterday, formula, operands).amount, life.amount
