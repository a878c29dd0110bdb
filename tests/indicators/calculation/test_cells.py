"""Cells of up to three axes: leaves are what holds, sums follow."""

from collections.abc import Hashable
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bromost_indicators.calculation.calculate import Use
from bromost_indicators.calculation.cells import (
    ALL,
    Cell,
    disaggregated,
    discrepancies,
    subtotals,
    with_the_rest,
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
    TODAY,
    entry,
    seen,
    share,
    told,
    value,
    years,
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


def test_the_rest_goes_to_the_unknown() -> None:
    unknown = ("unknown", "unknown")

    assert with_the_rest(value(8), CELLS, unknown) == CELLS
    found = with_the_rest(value(10), CELLS, unknown)
    assert found[unknown] == value(2)
    assert with_the_rest(value(11), found, unknown)[unknown] == value(3)
    assert with_the_rest(MISSING, CELLS, unknown) == CELLS


def test_each_cell_goes_the_way_of_the_total() -> None:
    said = [entry("Y1", 8), entry("Y2", 4)]
    cells: dict[Hashable, dict[Cell, Amount]] = {
        said[0].key: CELLS,
        said[1].key: {("women", "old"): value(4)},
    }
    found = disaggregated(
        Use(NON_CUMULATIVE, years(NON_CUMULATIVE), said), cells, TODAY
    )

    assert told(found["women", ALL].totals.life)[1] == "12"
    assert told(found["women", "old"].totals.life)[1] == "7"
    # Of young women the second year told nothing: that is no 0.
    young = found["women", "young"]
    assert told(young.periods[1].actual) == ("missing", None)
    assert young.totals.life.marks == {"partial"}
    assert young.status is None


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
