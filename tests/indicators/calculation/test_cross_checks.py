"""Whether values agree with what a rule between indicators says of them."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bromost_indicators.calculation.cross_checks import (
    agrees,
    may_be_held_against,
    meaning_of,
)
from bromost_indicators.calculation.rules import Rule

from .building import LATEST, PERCENT, RUNNING, SUMMING

A, B, C = (UUID(int=n) for n in (1, 2, 3))
BOUNDED = settings(max_examples=100, deadline=None)
VALUES = st.decimals(-(10**17), 10**17, places=6, allow_nan=False)


@given(value=VALUES, others=st.lists(VALUES, min_size=1, max_size=5))
@BOUNDED
def test_a_value_is_held_against_the_exact_sum_of_the_others(
    value: Decimal, others: list[Decimal]
) -> None:
    # Whole millionths add up without any rounding.
    first, rest = int(value.scaleb(6)), sum(int(one.scaleb(6)) for one in others)

    for said in (others, others[::-1]):
        assert agrees("at_most", value, said) is (first <= rest)
        assert agrees("at_least", value, said) is (first >= rest)
        assert agrees("equal", value, said) is (first == rest)


@pytest.mark.parametrize(
    ("other", "may"),
    [
        (LATEST, True),
        (replace(LATEST, population="contacts"), True),
        (replace(LATEST, decimals=2), True),
        (RUNNING, False),
        (PERCENT, False),
        (replace(LATEST, unit="custom [('en', 'cows')]"), False),
        (replace(LATEST, kind="text"), False),
    ],
)
def test_only_what_counts_the_same_is_held_against_each_other(
    other: Rule, may: bool
) -> None:
    assert may_be_held_against(LATEST, other) is may
    assert may_be_held_against(other, LATEST) is may
    assert may_be_held_against(other, other) is (other.kind != "text")
    assert may_be_held_against(SUMMING, LATEST)


def test_rules_that_ask_the_same_mean_the_same() -> None:
    same = [
        [("at_most", [A, B]), ("at_least", [B, A])],
        [("equal", [A, B]), ("equal", [B, A])],
        [("at_most", [A, B, C]), ("at_most", [A, C, B])],
        [("at_least", [A, B])],
        [("equal", [A, B, C])],
        [("equal", [B, A, C])],
        [("at_least", [A, B, C])],
    ]

    meanings = [{meaning_of(c, ids) for c, ids in those} for those in same]  # type: ignore[arg-type]  # of the table above

    assert all(len(those) == 1 for those in meanings)
    assert len(set().union(*meanings)) == len(same)
