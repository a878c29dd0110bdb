"""People are not added up in silence."""

from collections.abc import Hashable
from decimal import Decimal

import pytest

from bromost_indicators.calculation.calculate import Use, calculate, fed
from bromost_indicators.calculation.rollup import Child
from bromost_indicators.calculation.rules import Population, Rule
from bromost_indicators.calculation.uniques import Overlap, applying, united
from bromost_indicators.calculation.values import MISSING, Amount, between

from .building import TODAY, entry, figures, seen, told, value, years

PERSONS = Rule(over_time="sum", population="unique_in_period")
FOR_LIFE = Rule(cumulation="summed", over_time="sum", population="unique_over_life")
A, B, C = "A", "B", "C"
PARTS: dict[object, Amount] = {A: value(10), B: value(7), C: value(5)}


def overlap(
    repeats: int, *parts: str, key: str = "o", period: str | None = None
) -> Overlap:
    return Overlap(key, frozenset(parts), Decimal(repeats), period)


@pytest.mark.parametrize(
    ("overlaps", "low", "high"),
    [
        ([], 10, 22),
        ([overlap(3, A, B)], 14, 19),
        ([overlap(4, A, B, C)], 18, 18),
        ([overlap(3, A, B, key="x"), overlap(1, A, B, C, key="y")], 18, 18),
        # What is wider counts the rest, in whichever order they were put down.
        ([overlap(1, A, B, C, key="y"), overlap(3, A, B, key="x")], 18, 18),
        ([overlap(4, A, B, C, period="Y9")], 10, 22),
        ([overlap(4, A, "Z")], 10, 22),
    ],
)
def test_between_the_largest_part_and_the_sum(
    overlaps: list[Overlap], low: int, high: int
) -> None:
    total = united(PARTS, applying(overlaps, PARTS, None))

    assert seen(total.least, total.most) == (low, high)
    assert (total.value is None) == (low != high)
    assert total.marks == ({"overlap_stated"} if low > 10 else set())


@pytest.mark.parametrize(
    "overlaps",
    [
        [overlap(3, A, B, key="1"), overlap(3, B, C, key="2")],
        [overlap(13, A, B, C)],
        [overlap(-1, A, B, C)],
    ],
)
def test_overlaps_that_cannot_be_are_told_and_not_guessed(
    overlaps: list[Overlap],
) -> None:
    told = united(PARTS, applying(overlaps, PARTS, None))
    assert "overlap_unclear" in told.marks


def test_an_overlap_with_an_unknown_part_stays_within_bounds() -> None:
    """In how many of the repeats the unknown one has a share, nobody can say."""
    alone: dict[Hashable, Amount] = {A: value(10), B: MISSING}
    for amounts, most in ((alone, 10), (alone | {C: value(8)}, 18)):
        total = united(amounts, [overlap(3, *map(str, amounts))])

        assert total.marks == {"partial", "overlap_unclear"}
        assert seen(total.least, total.most) == (10, most)


def test_one_part_alone_is_exact() -> None:
    assert told(united({A: value(10), B: value(0)}, [])) == ("reported", "10")
    assert between(Decimal(3), Decimal(3)) == value(3)


def test_persons_of_several_years_are_no_sum() -> None:
    said = [entry("Y1", 10), entry("Y2", 7)]
    found = figures(PERSONS, said)

    assert [told(one.actual)[1] for one in found.periods[:2]] == ["10", "7"]
    life = found.totals.life
    assert seen(life.state, life.value, life.low, life.high) == ("range", None, 10, 17)
    known = figures(PERSONS, said, overlaps=[overlap(2, "Y1", "Y2")])
    assert told(known.totals.life) == ("reported", "15")


@pytest.mark.parametrize(
    ("population", "state"),
    [("contacts", "reported"), ("none", "reported"), ("unique_in_period", "range")],
)
def test_only_contacts_are_added_up_over_places(
    population: Population, state: str
) -> None:
    rule = Rule(over_time="sum", population=population)
    said = [entry("Y1", 10, place="A"), entry("Y1", 7, place="B")]

    assert figures(rule, said).periods[0].actual.state == state


def test_who_is_new_is_added_over_the_years_and_not_over_projects() -> None:
    def project(key: str, *said: int) -> Child:
        entries = [entry(f"Y{at + 1}", new) for at, new in enumerate(said)]
        return Child(
            key, fed(calculate(Use(FOR_LIFE, years(FOR_LIFE), entries), TODAY))
        )

    alone = project("A", 10, 5)
    assert [told(one.amount)[1] for one in alone.feed[:2]] == ["10", "15"]
    found = calculate(
        Use(FOR_LIFE, years(FOR_LIFE), children=[alone, project("B", 2, 9)]), TODAY
    )
    # Whoever was new in B may have been in A the year before.
    second = found.periods[1].actual
    assert seen(second.low, second.high) == (15, 26)


def test_bounds_are_judged_by_the_worse_one() -> None:
    said = [entry("Y1", 10), entry("Y2", 7)]
    found = figures(PERSONS, said, (None, None, 20))

    assert found.totals.target.value is None
    assert figures(PERSONS, said, (20,)).totals.target.value == 20
