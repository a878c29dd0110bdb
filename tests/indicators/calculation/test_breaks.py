"""A definition that changes breaks its series, and loses no value."""

from datetime import date
from decimal import Decimal

import pytest

from bromost_indicators.calculation.breaks import stretches
from bromost_indicators.calculation.calculate import Use, calculate
from bromost_indicators.calculation.rules import Rule, continues, rule_on

from .building import NON_CUMULATIVE, RUNNING, SUMMING, TODAY, entry, told, years

PEOPLE = Rule(version=1, unit="people", over_time="sum")
HOMES = Rule(version=2, unit="homes", over_time="sum")


def _use(before: Rule, after: Rule) -> Use:
    first, second, third = years(before, (10, 10, 10))
    periods = [first, second._replace(rule=after), third._replace(rule=after)]
    return Use(after, periods, [entry("Y1", 8), entry("Y2", 3), entry("Y3", 4)])


def test_a_sum_does_not_reach_over_a_break() -> None:
    found = calculate(_use(PEOPLE, HOMES), TODAY)

    assert [told(one.actual)[1] for one in found.periods] == ["8", "3", "4"]
    assert (told(found.totals.life)[1], told(found.totals.to_date)[1]) == ("7", "3")
    assert found.totals.life.marks == {"series_break"}
    assert found.totals.target.value == 20
    assert [len(part) for part in stretches(_use(PEOPLE, HOMES).periods)] == [1, 2]


@pytest.mark.parametrize("rule", [RUNNING, SUMMING])
def test_a_total_begins_anew_after_a_break(rule: Rule) -> None:
    other = Rule(unit="homes", cumulation=rule.cumulation, over_time="sum")
    found = calculate(_use(rule, other), TODAY)

    shown = [told(one.actual)[1] for one in found.periods]
    assert shown == (["8", "3", "4"] if rule is RUNNING else ["8", "3", "7"])


def test_no_total_is_carried_over_a_break() -> None:
    use = _use(RUNNING, Rule(unit="homes", cumulation="running"))
    found = calculate(Use(use.rule, use.periods, [entry("Y1", 8)]), date(2004, 1, 1))

    assert found.periods[1].actual.state == "missing"


def test_new_words_are_no_break() -> None:
    renamed = Rule(version=2, over_time="sum", decimals=1)

    assert continues(NON_CUMULATIVE, renamed)
    found = calculate(_use(NON_CUMULATIVE, renamed), TODAY)
    assert (told(found.totals.life)[1], found.totals.life.marks) == ("15", frozenset())


@pytest.mark.parametrize(
    ("day", "version"),
    [(date(1999, 1, 1), 1), (date(2001, 12, 31), 1), (date(2002, 1, 1), 2)],
)
def test_the_rule_in_force_on_a_day(day: date, version: int) -> None:
    versions = [(None, PEOPLE), (date(2002, 1, 1), HOMES)]

    assert rule_on(versions, day).version == version


def test_baseline_and_target_of_the_new_series_are_what_counts() -> None:
    use = _use(PEOPLE, HOMES)

    assert calculate(use, TODAY).progress.share == Decimal(7) / Decimal(20)
