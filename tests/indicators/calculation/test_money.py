"""Money of another currency, at the rate of a day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bromost_indicators.calculation.aggregation import combined
from bromost_indicators.calculation.calculate import Use, calculate, fed
from bromost_indicators.calculation.money import Rate, Rates
from bromost_indicators.calculation.rollup import Child, in_currency, in_currency_of
from bromost_indicators.calculation.rules import Rule
from bromost_indicators.calculation.values import (
    MISSING,
    NOT_APPLICABLE,
    quotient,
    undefined,
)

from . import oracle
from .building import TODAY, entry, seen, told, value, years

OLD = Rate("NOK", "EUR", Decimal("0.12"), date(2001, 6, 1), "bank")
NEW = Rate("NOK", "EUR", Decimal("0.1"), date(2002, 6, 1), "bank")
RATES = Rates([NEW, OLD])
KRONER = Rule(kind="money", unit="currency:NOK", over_time="sum")
EUROS = Rule(kind="money", unit="currency:EUR", over_time="sum")


def test_the_rate_that_was_in_force_is_told_with_its_day() -> None:
    amount, how = RATES.converted(value(100), date(2002, 5, 31), "NOK", "EUR")

    assert told(amount) == ("reported", "12")
    assert how is not None
    assert (how.original, how.rate) == (value(100), OLD)
    assert how[2:] == ("NOK", "EUR", date(2002, 5, 31))
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
    assert RATES.converted(value(0), day, "PLN", "NOK") == (value(0), None)


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


def test_a_sum_with_what_cannot_be_converted_is_no_sum() -> None:
    untold = undefined("rate_missing")

    for method in ("sum", "minimum", "maximum", "union"):
        found = combined(method, [value(5), untold])
        assert (told(found), found.marks) == (
            ("undefined", None),
            frozenset({"rate_missing"}),
        )
    # The latest is known whatever came before it, and not if it is what is not.
    assert told(combined("latest", [untold, value(5)])) == ("reported", "5")
    assert told(combined("latest", [value(5), untold])) == ("undefined", None)
    assert told(combined("sum", [untold, NOT_APPLICABLE])) == ("undefined", None)


def test_a_total_that_cannot_be_converted_is_not_the_one_before() -> None:
    running = Rule(kind="money", unit="currency:NOK", cumulation="running")
    project = calculate(
        Use(running, years(running), [entry("Y1", 100), entry("Y2", 150)]), TODAY
    )
    periods = years(Rule(kind="money", unit="currency:EUR", cumulation="running"))
    only_later = Rates([Rate("NOK", "EUR", Decimal("0.1"), date(2002, 6, 1), "bank")])
    feed = in_currency_of(periods, fed(project), only_later)
    late = calculate(Use(periods[0].rule, periods, children=[Child("A", feed)]), TODAY)

    assert [told(one.given.amount)[1] for one in late.periods[:2]] == [None, "15"]
    assert told(late.totals.life) == ("reported", "15")


def test_each_period_is_converted_into_the_currency_that_it_is_told_in() -> None:
    kroner = Rule(kind="money", unit="currency:NOK", over_time="sum")
    periods = [
        period._replace(rule=kroner if at == 0 else EUROS)
        for at, period in enumerate(years(EUROS))
    ]
    project = calculate(
        Use(KRONER, years(KRONER), [entry("Y1", 100), entry("Y2", 100)]), TODAY
    )
    feed = in_currency_of(periods, fed(project), RATES)

    assert [told(one.amount)[1] for one in feed[:2]] == ["100", "10"]
    assert [one.rule.unit for one in feed[:2]] == ["currency:NOK", "currency:EUR"]


MONEY = st.decimals(-(10**12), 10**12, places=2, allow_nan=False)
DAYS = st.dates(date(2000, 6, 1), date(2003, 12, 31))
SPENT = st.dictionaries(
    st.tuples(st.sampled_from(["NOK", "PLN", "EUR"]), st.integers(1, 3)), MONEY
)
TOLD = st.dictionaries(
    st.tuples(st.sampled_from(["NOK", "PLN"]), DAYS),
    st.decimals("0.0001", 1000, places=4, allow_nan=False),
    max_size=12,
)


@given(spent=SPENT, rates=TOLD, shuffled=st.randoms())
@settings(max_examples=200, deadline=None)
def test_a_sum_of_many_currencies_is_what_the_oracle_says(
    spent: dict[tuple[str, int], Decimal],
    rates: dict[tuple[str, date], Decimal],
    shuffled: Random,
) -> None:
    told_rates = [
        Rate(currency, "EUR", rate, day) for (currency, day), rate in rates.items()
    ]
    shuffled.shuffle(told_rates)
    children = []
    for currency in ("EUR", "NOK", "PLN"):
        rule = replace(EUROS, unit=f"currency:{currency}")
        said = [entry(f"Y{y}", v) for (c, y), v in spent.items() if c == currency]
        project = calculate(Use(rule, years(rule), said), TODAY)
        feed = in_currency_of(years(EUROS), fed(project), Rates(told_rates))
        children.append(Child(currency, feed))
    found = calculate(Use(EUROS, years(EUROS), children=children), TODAY)

    for year, one in enumerate(found.periods, 1):
        wanted = oracle.converted(
            {c: Fraction(v) for (c, y), v in spent.items() if y == year},
            [(c, d.isoformat(), Fraction(r)) for (c, d), r in rates.items()],
            f"{2000 + year}-12-31",
        )
        value_told = one.given.amount.value
        assert (None if value_told is None else Fraction(value_told)) == wanted
        untold = "rate_missing" in one.given.amount.marks
        spent_then = any(y == year for _, y in spent)
        assert untold == (wanted is None and spent_then)
