"""Means of several parts: by the weights that somebody stated, and never by a guess."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bromost_indicators.calculation.calculate import Figures, Use, calculate, fed
from bromost_indicators.calculation.lineage import of_period
from bromost_indicators.calculation.periods import Entry
from bromost_indicators.calculation.rollup import Child
from bromost_indicators.calculation.rules import Rule

from . import oracle
from .building import TODAY, entry, seen, share, told, years

MEAN = Rule(over_children="weighted_mean")
SCALE = Rule(kind="scale", unit="none", over_children="weighted_mean")
PERCENTAGE = Rule(kind="percentage", unit="percent", over_children="weighted_mean")
VALUES = st.decimals(-(10**6), 10**6, places=4, allow_nan=False)
WEIGHTS = st.decimals("0.000001", 10**6, places=6, allow_nan=False)
BOUNDED = settings(max_examples=60, deadline=None)


def part(key: str, weight: object, *entries: Entry, rule: Rule = MEAN) -> Child:
    figures = calculate(Use(rule, years(rule), entries), TODAY)
    stated = None if weight is None else Decimal(str(weight))
    return Child(key, fed(figures), weight=stated)


def above(children: Sequence[Child], *own: Entry, rule: Rule = MEAN) -> Figures:
    return calculate(Use(rule, years(rule), own, children=children), TODAY)


def first(figures: Figures) -> tuple[str, str | None, set[str]]:
    amount = figures.periods[0].actual
    return *told(amount), set(amount.marks)


@pytest.mark.parametrize("rule", [MEAN, SCALE])
def test_a_mean_is_the_sum_of_products_by_the_sum_of_weights(rule: Rule) -> None:
    parts = [
        part("A", 3, entry("Y1", 2), rule=rule),
        part("B", 1, entry("Y1", 5), rule=rule),
    ]

    found = above(parts, rule=rule)

    assert first(found) == ("reported", "2.75", set())
    why = of_period(Use(rule, years(rule), children=parts), found.periods[0])
    assert why.method == "weighted_mean"
    lines = [seen(one.key, one.amount.value, one.weight) for one in why.parts]
    assert lines == [("A", 2, 3), ("B", 5, 1)]
    assert seen(why.amount.numerator, why.amount.denominator) == (11, 4)


@pytest.mark.parametrize("without", [0, 1])
def test_without_the_weight_of_a_part_there_is_no_mean(without: int) -> None:
    weights = [None if at == without else 2 for at in (0, 1)]
    parts = [part(key, weights[at], entry("Y1", 4)) for at, key in enumerate("AB")]

    assert first(above(parts)) == ("undefined", None, {"weight_missing"})


def test_a_part_without_a_value_needs_no_weight_and_is_missing() -> None:
    parts = [part("A", 3, entry("Y1", 2)), part("B", None), part("C", 1)]

    assert first(above(parts)) == ("reported", "2", {"partial"})


def test_own_values_beside_those_of_others_have_no_weight() -> None:
    assert first(above([part("A", 3, entry("Y1", 2))], entry("Y1", 4))) == (
        *("undefined", None, {"weight_missing"}),
    )


def test_a_mean_that_is_lacking_below_is_lacking_above() -> None:
    below = above([part(key, None, entry("Y1", 4)) for key in "AB"])
    parts = [Child("P", fed(below), weight=Decimal(1)), part("C", 2, entry("Y1", 1))]

    assert first(above(parts)) == ("undefined", None, {"weight_missing"})


def test_shares_weigh_what_they_are_shares_of_unless_a_weight_is_stated() -> None:
    said = entry("Y1", share(30, 40)), entry("Y1", share(10, 60))

    def of(*weights: object) -> tuple[str, str | None, set[str]]:
        parts = [
            part(key, weight, one, rule=PERCENTAGE)
            for key, weight, one in zip("AB", weights, said, strict=True)
        ]
        return first(above(parts, rule=PERCENTAGE))

    assert of(None, None)[:2] == ("reported", "40")
    # (3 * 75 + 1 * 16.666…) / 4
    state, value, _ = of(3, 1)
    assert seen(state, (value or "")[:8]) == ("reported", "60.41666")
    assert of(3, None) == ("undefined", None, {"weight_missing"})


def test_other_methods_do_not_ask_for_weights() -> None:
    for method, wanted in (("sum", "7"), ("count", "2"), ("maximum", "5")):
        rule = Rule(over_children=method)  # type: ignore[arg-type]  # each is one
        parts = [
            part("A", 9, entry("Y1", 2), rule=rule),
            part("B", None, entry("Y1", 5), rule=rule),
        ]
        assert told(above(parts, rule=rule).periods[0].actual)[1] == wanted


@BOUNDED
@given(
    told_by=st.lists(st.tuples(VALUES, WEIGHTS), min_size=2, max_size=8),
    data=st.data(),
)
def test_a_mean_is_that_of_the_oracle_however_its_parts_are_grouped(
    told_by: list[tuple[Decimal, Decimal]], data: st.DataObject
) -> None:
    parts = [
        part(f"{at}", weight, entry("Y1", value))
        for at, (value, weight) in enumerate(told_by)
    ]
    mixed = data.draw(st.permutations(parts))
    cut = data.draw(st.integers(1, len(parts) - 1))
    groups = [parts[:cut], parts[cut:]]
    grouped = [
        Child(
            f"group {at}",
            fed(above(group)),
            weight=sum((one.weight or Decimal(0) for one in group), Decimal(0)),
        )
        for at, group in enumerate(groups)
    ]

    wanted = oracle.mean((Fraction(v), Fraction(w)) for v, w in told_by)
    for children in (parts, mixed, grouped):
        found = above(children).periods[0].actual.value
        assert found is not None
        assert abs(Fraction(found) - wanted) < Fraction(1, 10**40)
