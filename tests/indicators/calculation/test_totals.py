"""Over time: to date, for life, and what was to be reached."""

from datetime import date
from decimal import Decimal

import pytest

from bromost_indicators.calculation.calculate import Use, calculate
from bromost_indicators.calculation.periods import Target
from bromost_indicators.calculation.rules import Method, Rule
from bromost_indicators.calculation.to_date import target_over_time

from .building import (
    NON_CUMULATIVE,
    PERCENT,
    TODAY,
    entry,
    figures,
    seen,
    share,
    told,
    years,
)


@pytest.mark.parametrize(
    ("over_time", "life", "to_date"),
    [
        ("sum", "12", "8"),
        ("latest", "4", "3"),
        ("maximum", "5", "5"),
        ("minimum", "3", "3"),
        ("count", "3", "2"),
    ],
)
def test_over_time(over_time: Method, life: str, to_date: str) -> None:
    said = [entry("Y1", 5), entry("Y2", 3), entry("Y3", 4)]
    found = figures(Rule(over_time=over_time), said)

    assert told(found.totals.life)[1] == life
    assert told(found.totals.to_date)[1] == to_date


def test_the_last_day_of_a_period_belongs_to_it() -> None:
    said = [entry("Y1", 5), entry("Y2", 3)]

    on_it = figures(NON_CUMULATIVE, said, (1, 1, 1), date(2002, 12, 31))
    after = figures(NON_CUMULATIVE, said, (1, 1, 1), date(2003, 1, 1))

    assert (told(on_it.totals.to_date)[1], told(on_it.totals.life)[1]) == ("5", "8")
    assert told(after.totals.to_date)[1] == "8"
    assert on_it.totals.target_to_date.value == 1
    assert after.totals.target_to_date.value == 2


def test_ratios_over_time_are_sums_by_sums() -> None:
    said = [entry("Y1", share(1, 2)), entry("Y2", share(1, 6))]

    assert told(figures(PERCENT, said).totals.life) == ("reported", "25")


def test_an_agreed_target_goes_before_those_of_periods() -> None:
    found = figures(NON_CUMULATIVE, [], (1, 2, 3), target=Target(Decimal(100)))

    assert seen(found.totals.target.value, found.totals.target_to_date.value) == (
        100,
        3,
    )


@pytest.mark.parametrize(
    ("rule", "targets", "wanted"),
    [
        (NON_CUMULATIVE, (1, None, 3), None),
        (NON_CUMULATIVE, (1, 2, 3), 6),
        (Rule(over_time="latest"), (1, 2, None), 2),
        (Rule(over_time="maximum"), (3, 2, 1), 3),
        (Rule(over_time="minimum"), (3, 1, 2), 1),
        (PERCENT, (50, 60, 70), 70),
        (Rule(over_time="sum", population="unique_in_period"), (1, 2, 3), None),
        (Rule(over_time="sum", population="unique_in_period"), (7,), 7),
        (Rule(over_time="latest"), (None, None), None),
    ],
)
def test_targets_over_time(
    rule: Rule, targets: tuple[object, ...], wanted: int | None
) -> None:
    assert target_over_time(years(rule, targets)).value == wanted


def test_targets_with_their_parts_are_added_by_them() -> None:
    one, other = years(PERCENT, (None, None))
    one = one._replace(target=Target(Decimal(50), Decimal(1), Decimal(2)))
    other = other._replace(target=Target(Decimal(25), Decimal(2), Decimal(8)))

    assert target_over_time([one, other]) == Target(
        Decimal(30), Decimal(3), Decimal(10)
    )


def test_bands_are_added_end_by_end() -> None:
    periods = [
        period._replace(target=Target(low=Decimal(1), high=Decimal(3)))
        for period in years(NON_CUMULATIVE, (None, None))
    ]

    assert target_over_time(periods) == Target(low=Decimal(2), high=Decimal(6))


def test_without_periods_there_is_nothing_to_tell() -> None:
    found = calculate(Use(NON_CUMULATIVE, []), TODAY)

    assert (found.totals.life.state, found.status) == ("missing", None)
