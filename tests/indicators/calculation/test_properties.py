"""What must hold whatever is reported, held against fractions of an oracle."""

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bromost_indicators.calculation.aggregation import combined
from bromost_indicators.calculation.calculate import Figures, Use, calculate, fed
from bromost_indicators.calculation.periods import Entry, Target
from bromost_indicators.calculation.progress import progress
from bromost_indicators.calculation.rollup import Child, Fed
from bromost_indicators.calculation.rules import AnyMethod, Rule
from bromost_indicators.calculation.values import (
    MISSING,
    NOT_APPLICABLE,
    NOT_COLLECTED,
    SUPPRESSED,
    Amount,
    exact,
    known,
    quotient,
)

from . import oracle
from .building import NON_CUMULATIVE, PERCENT, RUNNING, SUMMING, TODAY, years
from .oracle import Raw

BOUNDED = settings(max_examples=60, deadline=None)
RULES = [NON_CUMULATIVE, SUMMING, RUNNING, PERCENT]
each_rule = pytest.mark.parametrize(
    "rule", RULES, ids=["each period", "summed", "running", "ratio"]
)
FIGURES = st.decimals(-(10**18) + 1, 10**18 - 1, places=6, allow_nan=False)
COUNTS = st.decimals(0, 10**6, places=2, allow_nan=False)
ROWS = st.tuples(st.integers(1, 3), st.sampled_from("ABC"), st.integers(1, 3))
RAW = st.dictionaries(ROWS, st.tuples(FIGURES, COUNTS), min_size=1, max_size=15).map(
    lambda found: [
        (*row, Fraction(numerator), Fraction(denominator))
        for row, (numerator, denominator) in found.items()
    ]
)
AMOUNTS = st.one_of(
    st.tuples(FIGURES, COUNTS).map(lambda told: quotient(*told, 100)),
    st.sampled_from([MISSING, NOT_APPLICABLE, NOT_COLLECTED, SUPPRESSED]),
)


def decimal(number: Fraction) -> Decimal:
    with localcontext(prec=60):
        return Decimal(number.numerator) / Decimal(number.denominator)


@exact
def entries(rule: Rule, raws: Iterable[Raw]) -> list[Entry]:
    found = []
    for period, place, number, over, under in raws:
        amount = known(decimal(over))
        if rule is PERCENT:
            amount = quotient(decimal(over), decimal(under), 100)
        key = f"{period}{place}{number}"
        found.append(Entry(key, f"Y{period}", place, number, amount))
    return found


def use(rule: Rule, said: Sequence[Entry], children: Sequence[Child] = ()) -> Use:
    return Use(rule, years(rule), said, children=children)


def values(figures: Figures) -> list[Decimal | None]:
    shown = [one.actual.value for one in figures.periods]
    return [*shown, figures.totals.to_date.value, figures.totals.life.value]


def wanted(rule: Rule, raws: list[Raw]) -> list[Fraction | None]:
    """What periods show, to date and for life."""
    if rule is RUNNING:
        shown = [oracle.running(raws, upto) for upto in (1, 2, 3)]
        now = shown[2] if any(raw[0] == 3 for raw in raws) else None
        return [*shown[:2], now, shown[1], shown[2]]
    figure = oracle.ratio if rule is PERCENT else oracle.total
    per = 100 if rule is PERCENT else 1
    found = [figure(raws, {at}) for at in (1, 2, 3)]
    if rule is SUMMING:
        found = [
            None if found[at] is None else figure(raws, range(1, at + 2))
            for at in (0, 1, 2)
        ]
    found += [figure(raws, {1, 2}), figure(raws, {1, 2, 3})]
    return [None if one is None else one * per for one in found]


@each_rule
@BOUNDED
@given(raws=RAW)
def test_figures_are_those_of_the_oracle(rule: Rule, raws: list[Raw]) -> None:
    found = values(calculate(use(rule, entries(rule, raws)), TODAY))

    for value, of_oracle in zip(found, wanted(rule, raws), strict=True):
        assert value == (None if of_oracle is None else decimal(of_oracle))


@each_rule
@BOUNDED
@given(raws=RAW, data=st.data())
def test_neither_order_nor_repetition_changes_a_figure(
    rule: Rule, raws: list[Raw], data: st.DataObject
) -> None:
    said = entries(rule, raws)
    again = data.draw(st.lists(st.sampled_from(said), max_size=5))
    mixed = data.draw(st.permutations([*said, *again]))

    assert strip(calculate(use(rule, mixed), TODAY)) == strip(
        calculate(use(rule, said), TODAY)
    )


def strip(figures: Figures) -> Any:
    """All that is told, without the lists of what it is made of."""
    periods = [(one.actual, one.progress, one.status) for one in figures.periods]
    return periods, figures[1], figures[3:]


@each_rule
@BOUNDED
@given(raws=RAW)
def test_splitting_a_project_never_changes_the_programme(
    rule: Rule, raws: list[Raw]
) -> None:
    said = entries(rule, raws)
    children = [
        Child(place, feed(rule, [one for one in said if one.place == place]))
        for place in "ABC"
    ]

    whole = calculate(use(rule, (), [Child("P", feed(rule, said))]), TODAY)
    split = calculate(use(rule, (), children), TODAY)
    some_own = calculate(
        use(rule, [one for one in said if one.place == "A"], children[1:]), TODAY
    )
    assert values(whole) == values(split) == values(some_own)


def feed(rule: Rule, said: Sequence[Entry]) -> list[Fed]:
    return fed(calculate(use(rule, said), TODAY))


@each_rule
@BOUNDED
@given(raws=RAW, data=st.data())
def test_recomputing_all_is_what_increments_came_to(
    rule: Rule, raws: list[Raw], data: st.DataObject
) -> None:
    said = data.draw(st.permutations(entries(rule, raws)))
    stored: dict[str, list[Fed]] = {place: feed(rule, ()) for place in "ABC"}
    programme = calculate(use(rule, ()), TODAY)
    for at, one in enumerate(said):
        there = [other for other in said[: at + 1] if other.place == one.place]
        stored[str(one.place)] = feed(rule, there)
        children = [Child(place, given) for place, given in stored.items()]
        programme = calculate(use(rule, (), children), TODAY)

    children = [
        Child(place, feed(rule, [one for one in said if one.place == place]))
        for place in "ABC"
    ]
    assert programme == calculate(use(rule, (), children), TODAY)


@pytest.mark.parametrize("method", ["sum", "ratio", "minimum", "maximum", "union"])
@BOUNDED
@given(amounts=st.lists(AMOUNTS, min_size=2, max_size=8), data=st.data())
@exact
def test_grouping_parts_never_changes_their_whole(
    method: AnyMethod, amounts: list[Amount], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(1, len(amounts) - 1))
    first = combined(method, amounts[:cut], 100)
    second = combined(method, amounts[cut:], 100)

    assert combined(method, [first, second], 100) == combined(method, amounts, 100)
    assert combined(method, amounts[::-1], 100) == combined(method, amounts, 100)


@BOUNDED
@given(
    said=st.tuples(COUNTS, COUNTS),
    more=COUNTS,
    target=st.decimals(1, 10**6, places=2),
    rule=st.sampled_from([NON_CUMULATIVE, SUMMING, RUNNING]),
)
def test_more_is_never_worse(
    said: tuple[Decimal, Decimal], more: Decimal, target: Decimal, rule: Rule
) -> None:
    order = ["behind", "on_track", "ahead", "reached"]

    def judged(first: Decimal, second: Decimal) -> int:
        told = [
            Entry("1", "Y1", None, 1, known(first)),
            Entry("2", "Y2", None, 1, known(second)),
        ]
        agreed = Use(rule, years(rule, (target, target, target)), told)
        return order.index(calculate(agreed, TODAY).status or "")

    assert judged(*said) <= judged(said[0], said[1] + more)


@each_rule
@BOUNDED
@given(raws=RAW, factor=st.decimals("0.01", 1000, places=2))
def test_a_larger_unit_changes_no_progress(
    rule: Rule, raws: list[Raw], factor: Decimal
) -> None:
    scale = Fraction(factor)
    larger = [(*raw[:3], raw[3] * scale, raw[4]) for raw in raws]

    def found(told: list[Raw], by: Decimal) -> Figures:
        return calculate(
            Use(
                rule,
                years(rule, (10 * by, 20 * by, 30 * by)),
                entries(rule, told),
                baseline=5 * by,
                target=Target(40 * by),
            ),
            TODAY,
        )

    small, large = found(raws, Decimal(1)), found(larger, factor)
    for one, other in zip(values(small), values(large), strict=True):
        assert (one is None) == (other is None)
        assert one is None or other is None or close(one * factor, other)
    if small.progress.share is not None and large.progress.share is not None:
        assert close(small.progress.share, large.progress.share)
    assert small.status == large.status


def close(one: Decimal, other: Decimal) -> bool:
    """The same but for the last of 60 digits."""
    return abs(one - other) <= Decimal("1e-25") * max(abs(one), abs(other), Decimal(1))


@BOUNDED
@given(baseline=FIGURES, target=FIGURES, value=FIGURES)
def test_progress_is_the_exact_share(
    baseline: Decimal, target: Decimal, value: Decimal
) -> None:
    if baseline == target:
        target += 1
    come = exact(progress)(
        baseline=baseline, target=Target(target), value=value, direction="increase"
    )

    share = oracle.way(Fraction(baseline), Fraction(target), Fraction(value))
    assert come.share == decimal(share)
