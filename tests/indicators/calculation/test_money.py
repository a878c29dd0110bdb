"""Money of another currency, at the rate of a day."""

from datetime import date
from decimal import Decimal

from bromost_indicators.calculation.calculate import Use, calculate, fed
from bromost_indicators.calculation.money import Rate, Rates
from bromost_indicators.calculation.rollup import Child, in_currency
from bromost_indicators.calculation.rules import Rule
from bromost_indicators.calculation.values import MISSING, quotient

from .building import TODAY, entry, seen, told, value, years

OLD = Rate("NOK", "EUR", Decimal("0.12"), date(2001, 6, 1), "bank")
NEW = Rate("NOK", "EUR", Decimal("0.1"), date(2002, 6, 1), "bank")
RATES = Rates([NEW, OLD])
KRONER = Rule(kind="money", unit="currency:NOK", over_time="sum")
EUROS = Rule(kind="money", unit="currency:EUR", over_time="sum")


def test_the_rate_that_was_in_force_is_told_with_its_day() -> None:
    amount, how = RATES.converted(value(100), date(2002, 5, 31), "NOK", "EUR")

    assert told(amount) == ("reported", "12")
    assert how == (value(100), OLD)
    assert (
        told(RATES.converted(value(100), date(2002, 6, 1), "NOK", "EUR")[0])[1] == "10"
    )


def test_without_a_rate_there_is_no_amount() -> None:
    too_early = RATES.converted(value(100), date(2001, 5, 31), "NOK", "EUR")[0]
    other_way = RATES.converted(value(100), date(2003, 1, 1), "EUR", "NOK")[0]

    for amount in (too_early, other_way):
        assert seen(amount.state, amount.marks) == ("undefined", {"rate_missing"})


def test_nothing_to_convert_stays_as_it_is() -> None:
    day = date(2002, 1, 1)

    assert RATES.converted(MISSING, day, "NOK", "EUR") == (MISSING, None)
    assert RATES.converted(value(5), day, "NOK", "NOK") == (value(5), None)


def test_cost_per_head_keeps_its_heads() -> None:
    cost = quotient(Decimal(300), Decimal(3), 1)
    amount = RATES.converted(cost, date(2002, 1, 1), "NOK", "EUR")[0]

    assert seen(*amount[1:4]) == (12, 36, 3)


def test_a_programme_in_another_currency_tells_each_rate() -> None:
    project = calculate(
        Use(KRONER, years(KRONER), [entry("Y1", 100), entry("Y2", 100)]), TODAY
    )
    converted = in_currency(fed(project), "EUR", RATES)
    found = calculate(Use(EUROS, years(EUROS), children=[Child("A", converted)]), TODAY)

    assert told(found.totals.life) == ("reported", "22")
    used = [part.fed[0].conversion for part in found.periods[1].given.parts]
    assert used[0] is not None
    assert used[0].rate == NEW
