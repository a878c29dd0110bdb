"""Formulas over money: brought into one currency by the rule of roll-ups."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from bromost_indicators.calculation.calculate import Figures, Use, calculate, fed
from bromost_indicators.calculation.formula import parsed
from bromost_indicators.calculation.lineage import Origin, of_life
from bromost_indicators.calculation.money import Rate, Rates
from bromost_indicators.calculation.operands import Operands
from bromost_indicators.calculation.rollup import Fed
from bromost_indicators.calculation.rules import Rule

from . import oracle
from .building import TODAY, entry, seen, told, years

MONEY = Rule(kind="money", over_time="sum")
WORKED_OUT = Rule(kind="formula", over_time="none")
RATES = Rates(
    [
        Rate("NOK", "EUR", Decimal("0.12"), date(2001, 6, 1), "bank"),
        Rate("NOK", "EUR", Decimal("0.1"), date(2002, 6, 1), "bank"),
    ]
)


def spent(currency: str, *amounts: object) -> list[Fed]:
    rule = replace(MONEY, unit=f"currency:{currency}")
    said = [
        entry(f"Y{year}", amount)
        for year, amount in enumerate(amounts, 1)
        if amount is not None
    ]
    return fed(calculate(Use(rule, years(rule), said), TODAY))


def worked_out(
    text: str, unit: str, rates: Rates, **feeds: list[Fed]
) -> tuple[Use, Figures]:
    rule = replace(WORKED_OUT, unit=unit)
    use = Use(
        rule, years(rule), formula=parsed(text), operands=Operands({**feeds}, rates)
    )
    return use, calculate(use, TODAY)


def converted(origin: Origin) -> list[Origin]:
    found = [one for part in origin.parts for one in converted(part)]
    return [origin, *found] if origin.conversion else found


def test_money_of_another_currency_is_converted_at_the_rate_of_its_day() -> None:
    nok, eur = spent("NOK", 100, 200), spent("EUR", 5, 6)
    use, found = worked_out("nok + eur", "currency:EUR", RATES, nok=nok, eur=eur)

    assert [told(one.actual)[1] for one in found.periods[:2]] == ["17", "26"]
    assert told(found.totals.life) == ("reported", "43")
    how = [one.conversion for one in converted(of_life(use, found, TODAY))]
    assert [one.rate.rate for one in how if one and one.rate] == [
        Decimal("0.12"),
        Decimal("0.1"),
    ]
    assert [one.day for one in how if one] == [date(2001, 12, 31), date(2002, 12, 31)]


def test_a_share_is_told_in_the_currency_that_it_names_first() -> None:
    nok, eur = spent("NOK", 100), spent("EUR", 48)
    found = worked_out("eur / nok", "percent", RATES, nok=nok, eur=eur)[1]
    assert told(found.totals.life) == ("reported", "4")

    # From euros to kroner nobody told a rate.
    found = worked_out("nok / eur", "percent", RATES, nok=nok, eur=eur)[1]
    assert "rate_missing" in found.totals.life.marks


def test_money_of_one_currency_needs_no_rate() -> None:
    paid, due = spent("NOK", 30), spent("NOK", 60)
    found = worked_out("paid / due", "number", Rates(), paid=paid, due=due)[1]

    assert told(found.totals.life) == ("reported", "0.5")


def test_without_a_rate_there_is_no_figure_and_it_says_why() -> None:
    use, found = worked_out(
        "a + b", "currency:EUR", Rates(), a=spent("NOK", 100), b=spent("EUR", 5)
    )

    for amount in (found.periods[0].actual, found.totals.life):
        assert seen(amount.state, amount.value) == ("undefined", None)
        assert amount.marks == {"rate_missing", "operand_missing"}
    (how,) = [one.conversion for one in converted(of_life(use, found, TODAY))]
    assert how is not None
    assert (how.rate, told(how.original)) == (None, ("reported", "100"))


AMOUNTS = st.lists(
    st.decimals(-(10**9), 10**9, places=2, allow_nan=False), min_size=3, max_size=3
)
TOLD = st.dictionaries(
    st.tuples(
        st.sampled_from(["NOK", "PLN"]),
        st.dates(date(2000, 6, 1), date(2003, 12, 31)),
    ),
    st.decimals("0.0001", 1000, places=4, allow_nan=False),
    max_size=8,
)


@given(
    spent_in=st.fixed_dictionaries(dict.fromkeys(("EUR", "NOK", "PLN"), AMOUNTS)),
    rates=TOLD,
)
@settings(max_examples=150, deadline=None)
def test_a_formula_over_currencies_is_what_the_oracle_says(
    spent_in: dict[str, list[Decimal]], rates: dict[tuple[str, date], Decimal]
) -> None:
    known = Rates([Rate(c, "EUR", rate, day) for (c, day), rate in rates.items()])
    feeds = {c.lower(): spent(c, *amounts) for c, amounts in spent_in.items()}
    found = worked_out("eur + nok - 2 * pln", "currency:EUR", known, **feeds)[1]

    for year, one in enumerate(found.periods, 1):
        signed = {"EUR": 1, "NOK": 1, "PLN": -2}
        wanted = oracle.converted(
            {c: sign * Fraction(spent_in[c][year - 1]) for c, sign in signed.items()},
            [(c, d.isoformat(), Fraction(r)) for (c, d), r in rates.items()],
            f"{2000 + year}-12-31",
        )
        actual = one.actual.value
        assert (None if actual is None else Fraction(actual)) == wanted
        assert ("rate_missing" in one.actual.marks) == (wanted is None)
