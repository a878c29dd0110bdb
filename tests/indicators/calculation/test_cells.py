"""Cells of up to three axes: leaves are what holds, sums follow."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bromost_indicators.calculation.cells import (
    ALL,
    Cell,
    discrepancies,
    subtotals,
)
from bromost_indicators.calculation.rules import Rule
from bromost_indicators.calculation.values import (
    MISSING,
    NOT_COLLECTED,
    PARTIAL,
    Amount,
)

from .building import (
    NON_CUMULATIVE,
    PERCENT,
    seen,
    share,
    told,
    value,
)

SEX, AGE = ("women", "men", "unknown"), ("young", "old")
CELLS: dict[Cell, Amount] = {
    ("women", "young"): value(5),
    ("women", "old"): value(3),
    ("men", "young"): value(0),
}
LEAVES = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), st.sampled_from("12")),
    st.integers(-1000, 1000).map(value) | st.just(MISSING),
    min_size=1,
)


def test_every_subset_of_axes_has_its_sums() -> None:
    found = subtotals(NON_CUMULATIVE, CELLS)

    assert {cell: told(amount)[1] for cell, amount in found.items()} == {
        ("women", "young"): "5",
        ("women", "old"): "3",
        ("men", "young"): "0",
        ("women", ALL): "8",
        ("men", ALL): "0",
        (ALL, "young"): "5",
        (ALL, "old"): "3",
        (ALL, ALL): "8",
    }
    assert found["men", ALL].state == "zero"
    assert ("men", "old") not in found


def test_cells_of_a_ratio_are_added_by_numerator_and_denominator() -> None:
    cells: dict[Cell, Amount] = {("women",): share(30, 40), ("men",): share(10, 60)}

    assert told(subtotals(PERCENT, cells)[ALL,]) == ("reported", "40")


def test_cells_divide_people_who_are_counted_once() -> None:
    persons = Rule(over_time="sum", population="unique_in_period")

    assert told(subtotals(persons, CELLS)[ALL, ALL]) == ("reported", "8")


@pytest.mark.parametrize(
    ("rule", "total", "cells", "wanted"),
    [
        (NON_CUMULATIVE, value(8), CELLS, []),
        (NON_CUMULATIVE, value(9), CELLS, [("value", 9, 8)]),
        (NON_CUMULATIVE, value(9).marked(PARTIAL), CELLS, []),
        (NON_CUMULATIVE, value(9), {}, []),
        (NON_CUMULATIVE, value(9), {("a",): value(1), ("b",): NOT_COLLECTED}, []),
        (Rule(over_children="maximum"), value(9), CELLS, []),
        (PERCENT, share(1, 2), {("a",): share(1, 2)}, []),
        (
            PERCENT,
            share(2, 4),
            {("a",): share(1, 2)},
            [("numerator", 2, 1), ("denominator", 4, 2)],
        ),
    ],
)
def test_leaves_must_come_to_the_total(
    rule: Rule,
    total: Amount,
    cells: dict[Cell, Amount],
    wanted: list[tuple[str, int, int]],
) -> None:
    assert seen(*discrepancies(rule, total, cells)) == tuple(wanted)


@settings(max_examples=100, deadline=None)
@given(leaves=LEAVES)
def test_sums_over_an_axis_add_up_for_every_subset_of_axes(
    leaves: dict[Cell, Amount],
) -> None:
    found = subtotals(NON_CUMULATIVE, leaves)

    for axes in product((True, False), repeat=3):
        chosen = [
            amount.value
            for cell, amount in found.items()
            if tuple(category is ALL for category in cell) == axes
        ]
        known = [number for number in chosen if number is not None]
        everything = found[ALL, ALL, ALL].value
        assert sum(known, Decimal(0)) == (everything or 0)
