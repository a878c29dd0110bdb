"""Figures of parts: by the same rule as the whole, and never less or more than it."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bromost_indicators.calculation.calculate import Figures, Use, calculate, fed
from bromost_indicators.calculation.cells import ALL, Cell
from bromost_indicators.calculation.parts import figures_of_parts, is_leaf
from bromost_indicators.calculation.periods import Entry
from bromost_indicators.calculation.rollup import Child, Fed
from bromost_indicators.calculation.rules import Rule
from bromost_indicators.calculation.telling import Apart, Axis
from bromost_indicators.calculation.values import (
    NOT_COLLECTED,
    SUPPRESSED,
    Amount,
    exact,
)
from bromost_indicators.calculation.withholding import told_apart

from .building import (
    LATEST,
    NON_CUMULATIVE,
    PERCENT,
    RUNNING,
    SUMMING,
    TODAY,
    entry,
    seen,
    share,
    told,
    value,
    years,
)

SEX = Axis("sex", "sex?", frozenset({"women", "men", "sex?"}))
AGE = Axis("age", "age?", frozenset({"young", "old", "age?"}))
UNKNOWN = ("sex?", "age?")
PEOPLE = Rule(over_time="sum", population="unique_in_period")
Cells = Mapping[Cell, Amount]
RULES = [NON_CUMULATIVE, SUMMING, RUNNING, LATEST, PERCENT]
each_rule = pytest.mark.parametrize(
    "rule", RULES, ids=["each period", "summed", "running", "latest", "ratio"]
)
BOUNDED = settings(max_examples=60, deadline=None)


def parts(
    rule: Rule, said: Iterable[tuple[Entry, Cells]], axes: Any = (SEX, AGE)
) -> dict[Cell, Figures]:
    given_ = list(said)
    use = Use(rule, years(rule), [one for one, _ in given_])
    apart = Apart(axes, {one.key: cells for one, cells in given_})
    return figures_of_parts(use, apart, TODAY)


def life(found: Mapping[Cell, Figures], *cell: Hashable) -> tuple[str, str | None]:
    return told(found[cell].totals.life)


def test_each_cell_and_each_category_goes_the_way_of_the_total() -> None:
    first: Cells = {
        ("women", "young"): value(5),
        ("women", "old"): value(3),
        ("men", "young"): value(0),
    }
    found = parts(
        NON_CUMULATIVE,
        [(entry("Y1", 8), first), (entry("Y2", 4), {("women", "old"): value(4)})],
    )

    assert life(found, "women", ALL) == ("reported", "12")
    assert life(found, "women", "old") == ("reported", "7")
    assert life(found, "men", ALL) == ("zero", "0")
    # Of young women the second year told nothing: that is no 0.
    young = found["women", "young"]
    assert told(young.periods[1].actual) == ("missing", None)
    assert young.totals.life.marks == {"partial"}
    assert young.status is None
    assert ("men", "old") not in found


def test_what_was_not_told_apart_is_counted_under_the_unknown() -> None:
    found = parts(
        NON_CUMULATIVE,
        [
            (entry("Y1", 8), {("women", "old"): value(5)}),
            (entry("Y2", 4), {}),
        ],
    )

    assert life(found, *UNKNOWN) == life(found, "sex?", ALL) == ("reported", "7")
    assert found["sex?", ALL].totals.life.marks == {"not_told_apart"}
    assert told(found["women", ALL].periods[1].actual) == ("missing", None)


def test_a_running_total_that_is_not_told_apart_ends_what_its_parts_were() -> None:
    found = parts(
        RUNNING,
        [
            (entry("Y1", 8), {("women",): value(5), ("men",): value(3)}),
            (entry("Y2", 12), {}),
        ],
        [SEX],
    )

    assert life(found, "women") == ("missing", None)
    assert life(found, "sex?") == ("reported", "12")
    assert [told(one.actual)[1] for one in found["women",].periods] == ["5", None, None]


def test_a_running_total_that_is_not_collected_carries_its_parts_too() -> None:
    found = parts(
        RUNNING,
        [
            (entry("Y1", 8), {("women",): value(5), ("men",): value(3)}),
            (entry("Y2", NOT_COLLECTED), {}),
        ],
        [SEX],
    )

    assert life(found, "women") == ("reported", "5")
    assert found["women",].totals.life.marks == {"carried"}


def test_parts_of_a_share_are_added_by_what_is_counted() -> None:
    found = parts(
        PERCENT,
        [
            (entry("Y1", share(40, 100)), {("women",): share(30, 40)}),
            (entry("Y2", share(1, 10)), {("women",): share(1, 10)}),
        ],
        [SEX],
    )

    assert life(found, "women") == ("reported", "62")
    amount = found["sex?",].totals.life
    assert seen(amount.numerator, amount.denominator) == (10, 60)


def test_people_counted_once_are_no_sum_in_their_parts_either() -> None:
    cells: Cells = {("women",): value(5), ("men",): value(3)}
    found = parts(PEOPLE, [(entry("Y1", 8), cells), (entry("Y2", 8), cells)], [SEX])

    women = found["women",].totals.life
    assert seen(women.state, women.low, women.high) == ("range", 5, 10)


def test_nothing_is_told_where_nothing_was_told_apart() -> None:
    assert parts(NON_CUMULATIVE, [(entry("Y1", 8), {})]) == {}
    assert parts(NON_CUMULATIVE, [(entry("Y1", 8), {})], ()) == {}


def test_a_child_without_the_axis_is_counted_under_the_unknown() -> None:
    def feed(rule: Rule, number: int) -> list[Fed]:
        own = Use(rule, years(rule), [entry("Y1", number)])
        return fed(calculate(own, TODAY))

    rule = NON_CUMULATIVE
    children = [Child("A", feed(rule, 8)), Child("B", feed(rule, 5))]
    by_age: dict[Cell, list[Fed]] = {("old",): feed(rule, 8)}
    use = Use(rule, years(rule), children=[*children, Child("C", feed(rule, 4))])
    by_both: dict[Cell, list[Fed]] = {
        ("young", "women"): feed(rule, 3),
        ("old", "women"): feed(rule, 1),
    }
    found = figures_of_parts(
        use, Apart([SEX, AGE], {}, {"A": by_age, "C": by_both}), TODAY
    )

    assert life(found, "sex?", "old") == ("reported", "8")
    assert life(found, ALL, "old") == ("reported", "9")
    assert life(found, *UNKNOWN) == ("reported", "5")
    assert life(found, "women", ALL) == ("reported", "4")
    assert "not_told_apart" in found["sex?", "old"].totals.life.marks
    left_out = [one._replace(included=False) for one in use.children]
    alone = Use(rule, years(rule), children=left_out)
    assert figures_of_parts(alone, Apart([SEX], {}, {"C": by_both}), TODAY) == {}


def test_of_one_suppressed_cell_the_next_smallest_is_withheld_too() -> None:
    cells: Cells = {
        ("women",): value(6),
        ("men",): SUPPRESSED,
        ("sex?",): value(0),
        ("boys",): value(2),
    }
    assert told_apart(NON_CUMULATIVE, value(11), cells, ("sex?",)) == {
        ("women",): value(6),
        ("men",): SUPPRESSED,
        ("boys",): SUPPRESSED,
        ("sex?",): value(5).marked(frozenset({"withheld"})),
    }
    two: Cells = {("women",): SUPPRESSED, ("men",): SUPPRESSED, ("boys",): value(2)}
    assert told_apart(NON_CUMULATIVE, value(9), two, ("sex?",))["boys",] == value(2)


@each_rule
def test_what_is_suppressed_stays_so_in_every_figure(rule: Rule) -> None:
    total, part = (share(9, 20), share(3, 8)) if rule is PERCENT else (9, value(3))
    found = parts(
        rule, [(entry("Y1", total), {("women",): SUPPRESSED, ("men",): part})], [SEX]
    )

    for one in ("women", "men"):
        assert told(found[one,].periods[0].actual) == ("suppressed", None)
        assert life(found, one)[0] == "suppressed"
    assert told(found["sex?",].totals.life)[1] == ("45" if rule is PERCENT else "9")


NUMBERS = st.integers(1, 1000)
LEAF = st.tuples(st.sampled_from(["women", "men"]), st.sampled_from(["young", "old"]))
TOLD = st.tuples(
    *(st.sampled_from(["Y1", "Y2", "Y3"]), st.sampled_from("AB"), st.integers(1, 3)),
    st.dictionaries(LEAF, st.tuples(NUMBERS, NUMBERS), max_size=4),
    st.tuples(st.integers(0, 50), st.integers(0, 50)),
)
SAID = st.lists(TOLD, max_size=8, unique_by=lambda one: one[:3])


@exact
def made(rule: Rule, said: Iterable[Any]) -> list[tuple[Entry, dict[Cell, Amount]]]:
    """With the cells, and a total that may be more than they come to."""
    found = []
    for period, place, number, cells, more in said:
        counts = [*cells.values(), more]
        over, under = (sum(one[at] for one in counts) for at in (0, 1))
        if rule is PERCENT and not under:
            continue
        is_share = rule is PERCENT
        total = share(over, under) if is_share else value(over)
        told_ = {c: share(*n) if is_share else value(n[0]) for c, n in cells.items()}
        found.append((entry(period, total, place=place, number=number), told_))
    return found


def whole(rule: Rule, said: Iterable[tuple[Entry, Any]]) -> Figures:
    return calculate(Use(rule, years(rule), [one for one, _ in said]), TODAY)


def amounts(figures: Figures) -> list[Amount]:
    shown = [one.actual for one in figures.periods]
    return [*shown, figures.totals.to_date, figures.totals.life]


def added(rule: Rule, found: Iterable[Amount]) -> tuple[Decimal, Decimal]:
    one, other = ("numerator", "denominator") if rule is PERCENT else ("value", "value")
    told_ = list(found)
    return (
        sum((getattr(amount, one) or Decimal(0) for amount in told_), Decimal(0)),
        sum((getattr(amount, other) or Decimal(0) for amount in told_), Decimal(0)),
    )


@each_rule
@BOUNDED
@given(said=SAID)
def test_parts_come_to_the_whole(rule: Rule, said: list[Any]) -> None:
    given_ = made(rule, said)
    found = parts(rule, given_)
    if not any(cells for _, cells in given_) or not found:
        return
    leaves = [amounts(one) for cell, one in found.items() if is_leaf(cell)]
    women = [amounts(one) for cell, one in found.items() if cell[1] is ALL]
    for at, amount in enumerate(amounts(whole(rule, given_))):
        wanted = added(rule, [amount])
        assert added(rule, [one[at] for one in leaves]) == wanted
        assert added(rule, [one[at] for one in women]) == wanted


def oracle(said: Iterable[Any]) -> dict[tuple[str, str], tuple[Fraction, Fraction]]:
    """Numerators and denominators for life, cell by cell: the newest of each row."""
    rows: dict[Any, Any] = {}
    for one in sorted(said, key=lambda told: told[2]):
        rows[one[:2]] = one
    found: defaultdict[Any, list[Fraction]] = defaultdict(lambda: [Fraction(0)] * 2)
    for *_, cells, more in rows.values():
        for cell, numbers in [*cells.items(), (UNKNOWN, more)]:
            found[cell] = [a + b for a, b in zip(found[cell], numbers, strict=True)]
    return {cell: (n, d) for cell, (n, d) in found.items()}


@pytest.mark.parametrize("rule", [NON_CUMULATIVE, SUMMING, PERCENT])
@BOUNDED
@given(said=SAID)
def test_parts_are_those_of_the_oracle(rule: Rule, said: list[Any]) -> None:
    usable = [
        one
        for one in said
        if rule is not PERCENT or one[4][1] or any(n[1] for n in one[3].values())
    ]
    found = parts(rule, made(rule, usable))
    for cell, (over, under) in oracle(usable).items() if found else ():
        if cell not in found:
            assert not over
            continue
        amount = found[cell].totals.life
        if rule is PERCENT:
            assert seen(amount.numerator or 0, amount.denominator or 0) == (over, under)
        else:
            assert (amount.value or 0) == over


@each_rule
@BOUNDED
@given(said=SAID, data=st.data())
def test_neither_order_nor_repetition_changes_a_part(
    rule: Rule, said: list[Any], data: st.DataObject
) -> None:
    given_ = made(rule, said)
    again = data.draw(st.lists(st.sampled_from(given_), max_size=3)) if given_ else []
    mixed = data.draw(st.permutations([*given_, *again]))

    def found(told_: Iterable[Any]) -> dict[Cell, list[Amount]]:
        return {cell: amounts(one) for cell, one in parts(rule, told_).items()}

    assert found(mixed) == found(given_)


@each_rule
@BOUNDED
@given(said=SAID)
def test_splitting_a_project_never_changes_the_parts_of_the_programme(
    rule: Rule, said: list[Any]
) -> None:
    """Of the two children the one may tell nothing apart at all."""
    given_ = made(rule, said)
    if not given_:
        return
    children: list[Child] = []
    below: dict[Hashable, dict[Cell, list[Fed]]] = {}
    for place in "AB":
        own = [one for one in given_ if one[0].place == place]
        children.append(Child(place, fed(whole(rule, own))))
        found = parts(rule, own)
        below[place] = {cell: fed(one) for cell, one in found.items() if is_leaf(cell)}
    above = Use(rule, years(rule), children=children)
    split = figures_of_parts(above, Apart([SEX, AGE], {}, below), TODAY)
    if not split:
        return
    leaves = [amounts(one) for cell, one in split.items() if is_leaf(cell)]
    women = [amounts(one) for cell, one in split.items() if cell[1] is ALL]
    for at, amount in enumerate(amounts(calculate(above, TODAY))):
        wanted = added(rule, [amount])
        assert added(rule, [one[at] for one in leaves]) == wanted
        assert added(rule, [one[at] for one in women]) == wanted
    together = parts(rule, given_)
    for cell, one in split.items():
        if cell in together:
            for mine, other in zip(amounts(one), amounts(together[cell]), strict=True):
                assert added(rule, [mine]) == added(rule, [other])


@each_rule
@BOUNDED
@given(counts=st.tuples(NUMBERS, NUMBERS, NUMBERS), after=SAID, data=st.data())
def test_nothing_tells_what_is_suppressed(
    rule: Rule, counts: tuple[int, int, int], after: list[Any], data: Any
) -> None:
    """With the same sum of what is withheld, other counts come to the same figures."""
    small, hidden, other = counts
    both, largest = small + hidden, small + hidden + other
    more = made(rule, [one for one in after if one[:2] != ("Y1", "A")])

    def counted(number: int) -> Amount:
        return share(number, number) if rule is PERCENT else value(number)

    def all_of_it(smallest: int) -> dict[Cell, list[Amount]]:
        cells: dict[Cell, Amount] = {
            ("women", "young"): SUPPRESSED,
            ("men", "young"): counted(smallest),
            ("men", "old"): counted(largest),
        }
        total = entry("Y1", counted(both + largest), place="A")
        found = parts(rule, [(total, cells), *more])
        return {cell: amounts(one) for cell, one in found.items()}

    assert all_of_it(small) == all_of_it(data.draw(st.integers(1, both - 1)))
