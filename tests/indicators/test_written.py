"""Figures as they are written."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bromost_indicators.figures import written


@given(value=st.decimals(-(10**18) + 1, 10**18 - 1, places=3, allow_nan=False))
def test_figures_are_written_without_losing_a_digit(value: Decimal) -> None:
    text = written(value + 0, 3)

    assert text is not None
    assert Decimal(text) == value
    assert text.rpartition(".")[2].isdigit()
    assert len(text.rpartition(".")[2]) == 3
