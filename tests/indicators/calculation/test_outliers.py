"""Values that are unlike the earlier ones of their own series."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bromost_indicators.calculation.outliers import Finding, Said, finding
from bromost_indicators.calculation.rules import Rule

from .building import LATEST, NON_CUMULATIVE, PERCENT, RUNNING, SUMMING

BOUNDED = settings(max_examples=100, deadline=None)
VALUES = st.decimals(-(10**9), 10**9, places=2, allow_nan=False)
EARLIER = st.lists(VALUES, min_size=4, max_size=12)


def years(values: Sequence[object], rule: Rule = LATEST) -> list[Said]:
    """The values of one year after the other, from 2001 on."""
    return [
        Said(date(year, 1, 1), date(year, 12, 31), rule, Decimal(str(value)))
        for year, value in enumerate(values, 2001)
    ]


def last(values: Sequence[object], rule: Rule = LATEST) -> Finding | None:
    """What is found about the last one of a series of years."""
    *earlier, now = years(values, rule)
    return finding(now, earlier)


# By hand: the median of 10, 12, 11, 14 is 11.5, their distances from it 1.5, 0.5, 0.5
# and 2.5, the median of which is 1: 3.5 * 1 / 0.6745 = 5.19 is still near.
@pytest.mark.parametrize(
    ("value", "code", "times"),
    [
        ("16.6", None, None),
        ("16.7", "far_above", "1.4"),
        ("60", "far_above", "5"),
        ("6.4", None, None),
        ("6.3", "far_below", None),
        ("0", "far_below", None),
    ],
)
def test_a_value_is_held_against_the_median_of_the_earlier_ones(
    value: str, code: str | None, times: str | None
) -> None:
    found = last([10, 12, 11, 14, value], replace(LATEST, decimals=1))

    assert (found and found.code) == code
    if found is not None:
        assert [found.low, found.usual, found.high] == [10, Decimal("11.5"), 14]
        told = None if times is None else round(Decimal(value) / Decimal("11.5"), 1)
        assert found.times == told


def test_of_fewer_than_four_nobody_knows_what_is_usual() -> None:
    assert last([10, 12, 11, 900]) is None
    assert last([10, 12, 11, 14, 900]) is not None


def test_what_was_not_accepted_does_not_tell_what_is_usual() -> None:
    *earlier, now = years([10, 12, 11, 14, 900])
    drafts = [one._replace(is_accepted=False) for one in earlier]

    assert finding(now, drafts) is None


def test_only_earlier_periods_count() -> None:
    earlier = years([10, 12, 11, 14])
    first = Said(date(1999, 1, 1), date(1999, 12, 31), LATEST, Decimal(900))

    assert finding(first, earlier) is None


def test_one_earlier_slip_moves_nothing() -> None:
    assert last([10, 12, 5000, 11, 14, 60]) is not None
    assert last([10, 12, 5000, 11, 14, 13]) is None


# More than half are alike: the mean distance, 1 / 5, times 1.2533 is less than a unit.
@pytest.mark.parametrize(("value", "is_found"), [("13", False), ("14", True)])
def test_where_all_are_alike_a_unit_or_two_are_no_wonder(
    value: str, *, is_found: bool
) -> None:
    assert (last([10, 10, 10, 10, 9, value]) is not None) is is_found


def test_a_tenth_of_large_numbers_is_no_wonder_however_alike_they_were() -> None:
    assert last([1000, 1001, 1000, 1001, 1340]) is None
    assert last([1000, 1001, 1000, 1001, 1360]) is not None


def test_of_running_totals_the_increases_are_compared() -> None:
    usual = last([10, 22, 33, 47, 58, 70], RUNNING)
    far = last([10, 22, 33, 47, 58, 130], RUNNING)

    assert usual is None
    assert far is not None
    assert far.of_increase
    assert [far.low, far.high, far.times] == [11, 14, Decimal("6.3")]


def test_a_running_total_that_falls_is_found_whatever_is_known() -> None:
    found = last([10, 9], RUNNING)

    assert found is not None
    assert found.code == "total_fell"
    assert found.before == years([10], RUNNING)[0]
    assert last([10, 10], RUNNING) is None
    # Fewer without water, in all, is what is wanted.
    assert last([10, 9], replace(RUNNING, direction="decrease")) is None
    # What is new in a year may be less than in the one before.
    assert last([10, 9], SUMMING) is None


def test_a_draft_is_a_total_before_too() -> None:
    before, now = years([10, 9], RUNNING)

    assert finding(now, [before._replace(is_accepted=False)]) is not None


def test_a_year_is_not_held_against_quarters() -> None:
    quarters = [
        Said(date(2001, m, 1), date(2001, m + 2, 28), SUMMING, Decimal(value))
        for m, value in ((1, 10), (4, 12), (7, 11), (10, 14))
    ]
    year = Said(date(2002, 1, 1), date(2002, 12, 31), SUMMING, Decimal(47))

    assert finding(year, quarters) is None
    assert finding(year._replace(ends_on=date(2002, 3, 31)), quarters) is not None
    # A share does not grow with the days.
    shares = [one._replace(rule=PERCENT) for one in quarters]
    assert finding(year._replace(rule=PERCENT), shares) is not None


def test_what_was_counted_otherwise_before_a_break_is_left_alone() -> None:
    earlier = [
        one._replace(rule=replace(LATEST, unit="percent"))
        for one in years([10, 12, 11, 14])
    ]
    now = Said(date(2005, 1, 1), date(2005, 12, 31), LATEST, Decimal(900))

    assert finding(now, earlier) is None


@pytest.mark.parametrize("kind", ["yes_no", "scale", "text", "milestone", "formula"])
def test_only_what_is_measured_is_compared(kind: str) -> None:
    assert last([1, 1, 1, 1, 900], Rule(kind=kind)) is None  # type: ignore[arg-type]


@BOUNDED
@given(EARLIER, VALUES, st.randoms(use_true_random=False))
def test_the_order_in_which_they_come_changes_nothing(
    values: list[Decimal], value: Decimal, chance: object
) -> None:
    *earlier, now = years([*values, value], NON_CUMULATIVE)
    mixed = list(earlier)
    chance.shuffle(mixed)  # type: ignore[attr-defined]

    assert finding(now, mixed) == finding(now, earlier)


@BOUNDED
@given(EARLIER, VALUES, st.decimals(0, 10**9, places=2, allow_nan=False))
def test_farther_off_is_found_too_and_the_usual_one_never(
    values: list[Decimal], value: Decimal, more: Decimal
) -> None:
    found = last([*values, value])

    if found is not None:
        sign = 1 if found.code == "far_above" else -1
        farther = last([*values, value + sign * more])
        assert farther is not None
        assert farther.code == found.code
        assert last([*values, found.usual]) is None


@BOUNDED
@given(EARLIER, VALUES, VALUES)
def test_running_totals_that_begin_elsewhere_are_judged_alike(
    steps: list[Decimal], step: Decimal, start: Decimal
) -> None:
    rule = replace(RUNNING, direction="decrease", decimals=2)

    def totals(first: Decimal) -> list[Decimal]:
        found = [first]
        for one in [*steps, step]:
            found.append(found[-1] + one)
        return found

    assert last(totals(start), rule) == last(totals(Decimal(0)), rule)
