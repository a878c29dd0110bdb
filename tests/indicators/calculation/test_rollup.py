"""A programme's own values and those of its projects."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bromost_indicators.calculation.calculate import Figures, Use, calculate, fed
from bromost_indicators.calculation.periods import Entry, Period
from bromost_indicators.calculation.rollup import Child
from bromost_indicators.calculation.rules import Rule
from bromost_indicators.calculation.values import MISSING, NOT_APPLICABLE

from .building import (
    NON_CUMULATIVE,
    PERCENT,
    RUNNING,
    SUMMING,
    TODAY,
    entry,
    seen,
    share,
    told,
    years,
)


def child(key: str, rule: Rule, *entries: Entry, **more: Any) -> Child:
    periods = more.pop("periods", years(rule))
    figures = calculate(Use(rule, periods, entries), TODAY)
    return Child(key, fed(figures), **more)


def programme(
    rule: Rule, children: Sequence[Child], *entries: Entry, today: date = TODAY
) -> Figures:
    return calculate(Use(rule, years(rule), entries, children=children), today)


def shown(figures: Figures) -> list[str | None]:
    return [told(one.actual)[1] for one in figures.periods]


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        (NON_CUMULATIVE, ["60", "20", None]),
        (SUMMING, ["60", "80", None]),
        (RUNNING, ["60", "70", None]),
    ],
)
def test_own_and_children_together(rule: Rule, wanted: list[str | None]) -> None:
    children = [
        child(
            "A", rule, entry("Y1", 30), entry("Y2", 20 if rule is not RUNNING else 40)
        ),
        child("B", rule, entry("Y1", 20)),
    ]

    assert shown(programme(rule, children, entry("Y1", 10))) == wanted


def test_what_is_not_included_is_not_in_the_sum() -> None:
    children = [
        child("A", NON_CUMULATIVE, entry("Y1", 30)),
        child("B", NON_CUMULATIVE, entry("Y1", 20), included=False),
    ]

    assert shown(programme(NON_CUMULATIVE, children))[0] == "30"


def test_ratios_of_projects_are_sums_by_sums() -> None:
    children = [
        child("A", PERCENT, entry("Y1", share(30, 40))),
        child("B", PERCENT, entry("Y1", share(10, 60))),
    ]
    found = programme(PERCENT, children)

    assert told(found.periods[0].actual) == ("reported", "40")
    assert told(found.totals.life) == ("reported", "40")


def test_a_mean_takes_the_weight_of_each_link() -> None:
    rule = Rule(over_children="weighted_mean")
    children = [
        child("A", rule, entry("Y1", 1), weight=Decimal(3)),
        child("B", rule, entry("Y1", 5), weight=Decimal(1)),
    ]

    assert shown(programme(rule, children))[0] == "2"
    without = [one._replace(weight=None) for one in children]
    found = programme(rule, without).periods[0].actual
    assert seen(found.state, found.marks) == ("undefined", {"weight_missing"})


def test_quarters_of_a_project_are_part_of_the_programmes_year() -> None:
    quarters = [
        Period(f"Q{at}", date(2001, 3 * at - 2, 1), date(2001, 3 * at, 28), SUMMING)
        for at in (1, 2, 3, 4)
    ]
    said = [entry("Q1", 1), entry("Q2", 2), entry("Q4", 4)]
    found = programme(SUMMING, [child("A", SUMMING, *said, periods=quarters)])

    assert shown(found)[0] == "7"
    assert "partial" in found.periods[0].actual.marks
    assert found.periods[0].given.parts[0].fed[0].period == "Q1"


def test_a_period_that_fits_into_none_is_named_and_in_no_figure() -> None:
    school_year = [Period("S", date(2001, 8, 1), date(2002, 7, 31), NON_CUMULATIVE)]
    found = programme(
        NON_CUMULATIVE,
        [child("A", NON_CUMULATIVE, entry("S", 5), periods=school_year)],
        entry("Y1", 2),
    )

    assert told(found.totals.life) == ("reported", "2")
    assert found.totals.life.marks == {"partial", "period_unmatched"}
    assert [(key, left.period) for key, left in found.rolled_up.unplaced] == [
        ("A", "S")
    ]


def test_a_project_that_is_silent_makes_the_programme_partial() -> None:
    children = [
        child("A", NON_CUMULATIVE, entry("Y1", 30)),
        child("B", NON_CUMULATIVE),
        child("C", NON_CUMULATIVE, entry("Y1", NOT_APPLICABLE)),
    ]
    found = programme(NON_CUMULATIVE, children).periods[0].actual

    assert seen(told(found), found.marks) == (("reported", "30"), {"partial"})
    alone = programme(NON_CUMULATIVE, children[::2]).periods[0].actual
    assert alone.marks == frozenset()


def test_totals_of_a_project_that_falls_silent_are_carried() -> None:
    children = [
        child("A", RUNNING, entry("Y1", 30)),
        child("B", RUNNING, entry("Y1", 1), entry("Y2", 2)),
    ]
    found = programme(RUNNING, children).periods[1].actual

    assert seen(told(found), found.marks) == (("reported", "32"), {"carried"})


def test_what_means_something_else_is_not_added() -> None:
    persons = Rule(over_time="sum", population="unique_in_period")
    children = [
        child("A", NON_CUMULATIVE, entry("Y1", 30)),
        child("B", persons, entry("Y1", 20)),
    ]
    found = programme(NON_CUMULATIVE, children)

    assert told(found.periods[0].actual)[1] == "30"
    assert found.periods[0].given.parts[1].amount.marks == {"not_comparable"}
    assert "partial" in found.periods[0].actual.marks


def test_a_portfolio_adds_up_programmes() -> None:
    one = programme(SUMMING, [child("A", SUMMING, entry("Y1", 3))], entry("Y1", 1))
    other = programme(SUMMING, [child("B", SUMMING, entry("Y1", 5), entry("Y2", 2))])
    portfolio = programme(SUMMING, [Child("P", fed(one)), Child("Q", fed(other))])

    assert shown(portfolio) == ["9", "11", None]


def test_a_programme_of_silent_projects_is_missing() -> None:
    found = programme(NON_CUMULATIVE, [child("A", NON_CUMULATIVE)])

    assert found.periods[0].actual.state == "missing"
    assert programme(RUNNING, [child("A", RUNNING)]).totals.life == MISSING
