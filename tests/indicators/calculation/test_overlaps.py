"""Overlaps held against sets of people: whoever is counted is somebody."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from bromost_indicators.calculation.calculate import Figures, Use, calculate, fed
from bromost_indicators.calculation.lineage import of_period
from bromost_indicators.calculation.periods import Entry
from bromost_indicators.calculation.rollup import Child
from bromost_indicators.calculation.rules import Rule
from bromost_indicators.calculation.uniques import Overlap

from .building import TODAY, entry, figures, seen, value, years

IN_PERIOD = Rule(over_time="none", over_children="none", population="unique_in_period")
FOR_LIFE = Rule(
    cumulation="running", over_children="none", population="unique_over_life"
)
PEOPLE = st.frozensets(st.integers(1, 12), max_size=12)
SETS = st.lists(PEOPLE, min_size=2, max_size=6)
BOUNDED = settings(max_examples=80, deadline=None)
Crowd = frozenset[int]


def repeats(groups: Sequence[Crowd]) -> Decimal:
    """How often somebody was counted again: the oracle, which knows who they are."""
    return Decimal(sum(map(len, groups)) - len(frozenset().union(*groups)))


def stated(
    crowds: Mapping[str, Crowd], period: str | None, data: st.DataObject
) -> tuple[list[Overlap], bool]:
    """Two groups after the other become one, some or all; and whether all did."""
    groups = {frozenset({key}): crowd for key, crowd in crowds.items()}
    found: list[Overlap] = []
    for _ in range(data.draw(st.integers(0, len(groups) - 1))):
        keys = data.draw(st.permutations(sorted(groups, key=sorted)))[:2]
        crowd = [groups.pop(key) for key in keys]
        merged = frozenset().union(*keys)
        groups[merged] = frozenset().union(*crowd)
        key = f"{len(found)}"
        found.append(Overlap(key, merged, repeats(crowd), period))
    return data.draw(st.permutations(found)), len(groups) == 1


def holds(told: Figures, at: int, crowds: Mapping[str, Crowd], *, exact: bool) -> None:
    amount = told.periods[at].actual
    everybody = len(frozenset().union(*crowds.values()))
    assert amount.least is not None
    assert amount.most is not None
    assert amount.least <= everybody <= amount.most
    assert "overlap_unclear" not in amount.marks
    if exact:
        assert amount.value == everybody


@BOUNDED
@given(sets=SETS, data=st.data())
def test_what_is_stated_of_places_never_shuts_out_the_truth(
    sets: list[Crowd], data: st.DataObject
) -> None:
    crowds = {f"place {at}": crowd for at, crowd in enumerate(sets)}
    overlaps, exact = stated(crowds, "Y1", data)
    said = [entry("Y1", len(crowd), place=key) for key, crowd in crowds.items()]

    for rule in (IN_PERIOD, FOR_LIFE):
        holds(figures(rule, said, overlaps=overlaps), 0, crowds, exact=exact)


@BOUNDED
@given(sets=SETS, own=PEOPLE, data=st.data())
def test_nor_does_what_is_stated_of_own_values_and_those_of_others(
    sets: list[Crowd], own: Crowd, data: st.DataObject
) -> None:
    crowds = {f"child {at}": crowd for at, crowd in enumerate(sets)}
    for rule in (IN_PERIOD, FOR_LIFE):
        children = [
            part(rule, key, entry("Y1", len(crowd))) for key, crowd in crowds.items()
        ]
        everybody = {**crowds, "own": own}
        overlaps, exact = stated(everybody, "Y1", data)
        use = Use(
            *(rule, years(rule), [entry("Y1", len(own))]),
            children=children,
            overlaps=overlaps,
        )
        holds(calculate(use, TODAY), 0, everybody, exact=exact)


@BOUNDED
@given(sets=st.lists(PEOPLE, min_size=2, max_size=3), data=st.data())
def test_nor_does_what_is_stated_of_periods(
    sets: list[Crowd], data: st.DataObject
) -> None:
    crowds = {f"Y{at}": crowd for at, crowd in enumerate(sets, start=1)}
    overlaps, exact = stated(crowds, None, data)
    said = [entry(key, len(crowd)) for key, crowd in crowds.items()]

    life = figures(IN_PERIOD, said, overlaps=overlaps).totals.life

    everybody = len(frozenset().union(*sets))
    assert life.least is not None
    assert life.most is not None
    assert life.least <= everybody <= life.most
    # Years in which nothing was told stay missing, and are known to be.
    assert life.value == everybody or not exact


def part(rule: Rule, key: str, *said: Entry) -> Child:
    return Child(key, fed(calculate(Use(rule, years(rule), said), TODAY)))


def test_of_totals_an_overlap_holds_until_a_part_becomes_another() -> None:
    said = [entry("Y1", 10, place="A"), entry("Y1", 7, place="B")]
    overlaps = [Overlap("o", frozenset("AB"), Decimal(3), "Y1")]

    found = figures(FOR_LIFE, said, overlaps=overlaps)
    first, second = found.periods[:2]
    assert seen(first.actual.value, second.actual.value) == (14, 14)
    assert found.totals.life.value == 14

    found = figures(FOR_LIFE, [*said, entry("Y2", 12, place="A")], overlaps=overlaps)
    second = found.periods[1]
    assert seen(second.actual.low, second.actual.high) == (12, 19)


def test_what_was_used_is_told_with_the_figure() -> None:
    children = [part(FOR_LIFE, key, entry("Y1", 5)) for key in "AB"]
    overlap = Overlap("o", frozenset("AB"), Decimal(0), "Y1")
    use = Use(FOR_LIFE, years(FOR_LIFE), children=children, overlaps=[overlap])

    found = calculate(use, TODAY)

    carried = of_period(use, found.periods[1])
    assert (carried.amount.value, list(carried.overlaps)) == (Decimal(10), [overlap])
    # That nobody is in both is a statement, too.
    assert carried.amount.marks >= {"overlap_stated"}
    assert value(10).value == carried.amount.value
