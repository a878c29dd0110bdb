"""Progress, held against exact fractions."""

from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bromost_indicators.figures import written
from bromost_indicators.progress import points_the_right_way, progress

Direction = Literal["increase", "decrease"]

FIGURES = st.decimals(
    min_value=-(10**18) + 1, max_value=10**18 - 1, places=6, allow_nan=False
)
DIRECTIONS = st.sampled_from(["increase", "decrease"])


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("baseline", "target", "value", "direction", "share"),
    [
        ("0", "80", "87", "increase", "1.0875"),
        ("20", "90", "66", "increase", "0.6571"),
        ("20", "90", "20", "increase", "0.0000"),
        ("20", "90", "13", "increase", "-0.1000"),
        ("40", "10", "25", "decrease", "0.5000"),
        ("40", "10", "46", "decrease", "-0.2000"),
        ("40", "10", "5", "decrease", "1.1667"),
        ("-10", "10", "0", "increase", "0.5000"),
        ("0", "3", "1", "increase", "0.3333"),
        ("0", "20000", "1", "increase", "0.0001"),
        ("0", "20000", "-1", "increase", "-0.0001"),
        ("0", "100000", "-1", "increase", "0.0000"),
        ("5", "5", "5", "increase", "1.0000"),
        ("5", "5", "4", "increase", "0.0000"),
        ("5", "5", "4", "decrease", "1.0000"),
        ("5", "5", "6", "decrease", "0.0000"),
    ],
)
def test_share_of_the_way(
    baseline: str, target: str, value: str, direction: Direction, share: str
) -> None:
    come = progress(
        baseline=number(baseline),
        target=number(target),
        value=number(value),
        direction=direction,
    )

    assert (str(come.share), come.missing) == (share, None)


@pytest.mark.parametrize(
    ("baseline", "target", "value", "missing"),
    [
        (None, None, None, "baseline"),
        (None, "80", "87", "baseline"),
        ("0", None, "87", "target"),
        ("0", None, None, "target"),
        ("0", "80", None, "value"),
        ("80", "80", None, "value"),
    ],
)
def test_nothing_is_told_without_what_it_takes(
    baseline: str | None, target: str | None, value: str | None, missing: str
) -> None:
    come = progress(
        baseline=number(baseline),
        target=number(target),
        value=number(value),
        direction="increase",
    )

    assert come == (None, missing)


@given(baseline=FIGURES, target=FIGURES, value=FIGURES, direction=DIRECTIONS)
def test_share_is_the_exact_one_rounded_once(
    baseline: Decimal, target: Decimal, value: Decimal, direction: Direction
) -> None:
    come = progress(baseline=baseline, target=target, value=value, direction=direction)

    assert come.share is not None
    if target == baseline:
        assert come.share in {0, 1}
        return
    exact = Fraction(value - baseline) / Fraction(target - baseline)
    scaled = abs(exact) * 10_000
    rounded = Fraction(floor(scaled + Fraction(1, 2)), 10_000)
    assert Fraction(come.share) == (rounded if exact >= 0 else -rounded)


@given(baseline=FIGURES, target=FIGURES, shift=st.integers(-1000, 1000))
def test_reaching_the_target_is_all_of_the_way_and_the_baseline_none(
    baseline: Decimal, target: Decimal, shift: int
) -> None:
    if target == baseline:
        target += 1
    moved = {"baseline": baseline + shift, "target": target + shift}
    direction: Direction = "increase" if target > baseline else "decrease"

    reached = progress(**moved, value=target + shift, direction=direction)
    started = progress(**moved, value=baseline + shift, direction=direction)

    assert [reached.share, started.share] == [Decimal(1), Decimal(0)]
    assert points_the_right_way(**moved, direction=direction)


@given(value=st.decimals(-(10**18) + 1, 10**18 - 1, places=3, allow_nan=False))
def test_figures_are_written_without_losing_a_digit(value: Decimal) -> None:
    text = written(value + 0, 3)

    assert text is not None
    assert Decimal(text) == value
    assert text.rpartition(".")[2].isdigit()
    assert len(text.rpartition(".")[2]) == 3
