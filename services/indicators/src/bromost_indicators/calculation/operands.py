"""An indicator that is worked out from others: in each period, and over time.

Over time it is the formula of the operands' totals, not a sum of what it came to in
the periods: a cost per head of ten years is no mean of ten costs per head. Money is
brought into one currency before, by the rule of roll-ups.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from .formula import Formula, evaluated
from .money import NO_RATES, Rates
from .periods import NOTHING, Period
from .rollup import Fed, InPeriod, Part, in_currency
from .rules import CURRENCY, Rule
from .to_date import over_time
from .values import Amount


def _as_it_is(amount: Amount) -> Amount:
    return amount


class Operands(NamedTuple):
    """What the codes of a formula stand for, and the rates between their currencies."""

    feeds: Mapping[str, Sequence[Fed]] = {}
    rates: Rates = NO_RATES
    # How the amount of an operand is told; of a whole, as it is.
    as_told: Callable[[Amount], Amount] = _as_it_is


NO_OPERANDS = Operands()


def worked_out(
    periods: Sequence[Period], formula: Formula, operands: Operands
) -> list[InPeriod]:
    """For each of `periods`, from the operands' periods that lie within it."""
    found = []
    for period in periods:
        days = period.starts_on, period.ends_on
        given = _given(period.rule, formula, operands, days)
        reported = any(fed.reported for part in given.parts for fed in part.fed)
        found.append(given._replace(reported=reported))
    return found


def worked_out_until(
    day: date, rule: Rule, formula: Formula, operands: Operands
) -> InPeriod:
    """Over all the time that is over at the end of `day`."""
    return _given(rule, formula, operands, (date.min, day))


def _given(
    rule: Rule, formula: Formula, operands: Operands, days: tuple[date, date]
) -> InPeriod:
    currency = currency_of(rule, formula, operands.feeds)
    parts = [
        part._replace(amount=operands.as_told(part.amount))
        for part in (
            _part(code, in_one_currency(operands, code, currency), days)
            for code in sorted(formula.operands)
        )
    ]
    amount = evaluated(formula, {str(one.key): one.amount for one in parts})
    return InPeriod(amount, NOTHING, parts)


def currency_of(
    rule: Rule, formula: Formula, feeds: Mapping[str, Sequence[Fed]]
) -> str | None:
    """The formula's own; if it is told in none, that of the money it names first.

    A share of money in money comes to the same in every currency, but not in two.
    """
    if rule.unit.startswith(CURRENCY):
        return rule.unit.removeprefix(CURRENCY)
    for step in formula.steps:
        if step.operation == "operand" and (feed := feeds.get(step.code)):
            unit = max(feed, key=lambda fed: fed.starts_on).rule.unit
            if unit.startswith(CURRENCY):
                return unit.removeprefix(CURRENCY)
    return None


def in_one_currency(
    operands: Operands, code: str, currency: str | None
) -> Sequence[Fed]:
    """What the operand hands over, its money each period at the rate of its end."""
    feed = operands.feeds.get(code, ())
    is_money = any(fed.rule.unit.startswith(CURRENCY) for fed in feed)
    if currency is None or not is_money:
        return feed
    return in_currency(feed, currency, operands.rates)


def _part(code: str, feed: Sequence[Fed], days: tuple[date, date]) -> Part:
    """The operand's amount of a time; of a total, the newest there is at its end."""
    first, last = days
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
        for feed in operands.feeds.values()
        for fed in feed
        if fed.ends_on < today or fed.reported
    ]
    return max(ends, default=date.min)


def totals_of(
    rule: Rule, formula: Formula, operands: Operands, today: date
) -> tuple[Amount, Amount]:
    """To date, and for life."""
    yesterday = date.fromordinal(max(today.toordinal() - 1, 1))
    life = worked_out_until(last_told(operands, today), rule, formula, operands)
    to_date = worked_out_until(yesterday, rule, formula, operands)
    return to_date.amount, life.amount
