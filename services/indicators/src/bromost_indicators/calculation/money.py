"""Amounts in another currency: at the rate of a day, which the figure then tells."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .values import Amount, exact, undefined


class Rate(NamedTuple):
    """What one unit of a currency was worth in another on a day, and who says so."""

    from_currency: str
    to_currency: str
    rate: Decimal
    valid_on: date
    source: str = ""


class Conversion(NamedTuple):
    """That an amount was converted, from what, and at which rate, if there is one."""

    original: Amount
    rate: Rate | None
    from_currency: str
    to_currency: str
    # The newest rate of this day or before is the one in force.
    day: date


class Rates:
    """The rates on record; between two of them the older one goes on to hold."""

    def __init__(self, rates: Iterable[Rate] = ()) -> None:
        self._pairs: defaultdict[tuple[str, str], list[Rate]] = defaultdict(list)
        for rate in sorted(rates, key=lambda one: one.valid_on):
            self._pairs[rate.from_currency, rate.to_currency].append(rate)

    def on(self, day: date, from_currency: str, to_currency: str) -> Rate | None:
        pair = self._pairs.get((from_currency, to_currency), [])
        at = bisect_right(pair, day, key=lambda one: one.valid_on)
        return pair[at - 1] if at else None

    @exact
    def converted(
        self, amount: Amount, day: date, from_currency: str, to_currency: str
    ) -> tuple[Amount, Conversion | None]:
        """`amount` in the other currency, unrounded; undefined if no rate is known."""
        if from_currency == to_currency or not (amount.least or amount.most):
            # Nothing is nothing in every currency.
            return amount, None
        rate = self.on(day, from_currency, to_currency)
        how = Conversion(amount, rate, from_currency, to_currency, day)
        if rate is None:
            return undefined("rate_missing"), how
        return _times(amount, rate.rate), how


NO_RATES = Rates()


def _times(amount: Amount, rate: Decimal) -> Amount:
    """The denominator of a mean counts things, and stays."""
    return amount._replace(
        value=None if amount.value is None else amount.value * rate,
        numerator=None if amount.numerator is None else amount.numerator * rate,
        low=None if amount.low is None else amount.low * rate,
        high=None if amount.high is None else amount.high * rate,
    )
