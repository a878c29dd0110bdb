"""What is expected of a day."""

from datetime import date
from decimal import Decimal

import pytest

from bromost_indicators.calculation.periods import Target
from bromost_indicators.calculation.rules import Rule
from bromost_indicators.calculation.trajectory import Plan, expected

from .building import LATEST, NON_CUMULATIVE, RUNNING, SUMMING, d, years

BEFORE, HALF_OF_Y2 = date(2000, 12, 31), date(2002, 7, 1)
END_OF_Y1, END_OF_Y2, LATER = date(2001, 12, 31), date(2002, 12, 31), date(2009, 1, 1)
# 182 of the 365 days of 2002 are over at the end of the first of July.
HALF = Decimal(182) / Decimal(365)


def _plan(
    rule: Rule,
    targets: tuple[object, ...] = (None, None),
    baseline: str | None = None,
    target: str | None = None,
) -> Plan:
    return Plan(years(rule, targets), rule, d(baseline), None, Target(d(target)), None)


@pytest.mark.parametrize(
    ("rule", "baseline", "day", "wanted"),
    [
        (NON_CUMULATIVE, None, BEFORE, 0),
        (NON_CUMULATIVE, None, END_OF_Y1, 100),
        (NON_CUMULATIVE, None, HALF_OF_Y2, 100 + 300 * HALF),
        (NON_CUMULATIVE, None, LATER, 400),
        (SUMMING, "50", BEFORE, 0),
        (SUMMING, "50", HALF_OF_Y2, 100 + 200 * HALF),
        (RUNNING, "50", BEFORE, 50),
        (RUNNING, "50", END_OF_Y1, 100),
        (RUNNING, "50", HALF_OF_Y2, 100 + 200 * HALF),
        (LATEST, None, BEFORE, 0),
        (LATEST, "50", END_OF_Y2, 300),
        (LATEST, "50", LATER, 300),
        (Rule(direction="decrease"), None, BEFORE, None),
        (Rule(direction="decrease"), None, END_OF_Y1, 100),
        (Rule(direction="decrease"), "500", BEFORE, 500),
    ],
)
def test_through_the_targets_of_periods(
    rule: Rule, baseline: str | None, day: date, wanted: Decimal | None
) -> None:
    found = expected(_plan(rule, (100, 300), baseline, "300"), day)

    assert (None if found is None else round(found, 20)) == (
        None if wanted is None else round(Decimal(wanted), 20)
    )


@pytest.mark.parametrize(
    ("day", "wanted"),
    [(BEFORE, 10), (END_OF_Y1, 60), (END_OF_Y2, 110), (LATER, 110)],
)
def test_straight_to_the_target_where_periods_have_none(day: date, wanted: int) -> None:
    assert expected(_plan(LATEST, baseline="10", target="110"), day) == wanted


def test_straight_from_the_day_of_the_baseline() -> None:
    plan = Plan(
        [],
        LATEST,
        Decimal(10),
        date(2001, 1, 1),
        Target(Decimal(20)),
        date(2001, 1, 11),
    )

    found = [expected(plan, date(2001, 1, day)) for day in (1, 2, 11, 12)]
    assert found == [10, 11, 20, 20]


@pytest.mark.parametrize(
    "plan",
    [
        _plan(LATEST, baseline="10"),
        _plan(Rule(direction="decrease"), target="10"),
        Plan([], LATEST, Decimal(1), None, Target(Decimal(2)), None),
        _plan(NON_CUMULATIVE, (None, 1)),
    ],
)
def test_what_was_not_agreed_is_not_expected(plan: Plan) -> None:
    assert expected(plan, END_OF_Y1) is None


def test_a_baseline_after_the_target_is_no_way() -> None:
    plan = Plan(
        [], LATEST, Decimal(1), date(2005, 1, 1), Target(Decimal(2)), date(2004, 1, 1)
    )

    assert expected(plan, date(2003, 1, 1)) == 1
    assert expected(plan, date(2004, 6, 1)) == 2


def test_a_milestone_is_not_half_reached() -> None:
    plan = _plan(Rule(kind="milestone"))

    assert expected(plan, HALF_OF_Y2) == 0
    assert expected(plan, END_OF_Y2) == 1
    assert expected(plan._replace(periods=[]), END_OF_Y2) is None
