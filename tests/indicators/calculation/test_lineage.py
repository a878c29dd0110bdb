"""Every figure can be worked out again from what it names."""

from decimal import Decimal

from bromost_indicators.calculation.calculate import Use, calculate, fed
from bromost_indicators.calculation.lineage import (
    Origin,
    entries_of,
    of_life,
    of_period,
    of_shown,
    of_to_date,
)
from bromost_indicators.calculation.periods import Places
from bromost_indicators.calculation.rollup import Child
from bromost_indicators.calculation.rules import Rule
from bromost_indicators.calculation.uniques import Overlap

from .building import (
    NON_CUMULATIVE,
    PERCENT,
    RUNNING,
    SUMMING,
    TODAY,
    entry,
    seen,
    share,
    told,
    years,
)

SAID = [
    entry("Y1", 3, place="A"),
    entry("Y1", 4, place="A", number=2),
    entry("Y1", 5, place="B"),
    entry("Y2", 6, place="A"),
]


def by_hand(origin: Origin) -> Decimal | None:
    """The value, from nothing but the methods and leaves that the lineage names."""
    if not origin.parts:
        return origin.amount.value
    parts = [value for part in origin.parts if (value := by_hand(part)) is not None]
    if origin.method == "sum":
        return sum(parts, Decimal(0))
    if origin.method == "latest":
        return parts[-1]
    raise AssertionError(origin.method)


def test_a_sum_names_the_entries_that_hold() -> None:
    use = Use(NON_CUMULATIVE, years(NON_CUMULATIVE), SAID)
    figures = calculate(use, TODAY)
    origin = of_life(use, figures, TODAY)

    assert entries_of(origin) == ["Y1/A/2", "Y1/B/1", "Y2/A/1"]
    assert by_hand(origin) == origin.amount.value == 15
    assert entries_of(of_period(use, figures.periods[0])) == ["Y1/A/2", "Y1/B/1"]


def test_a_total_names_where_it_was_carried_from() -> None:
    use = Use(RUNNING, years(RUNNING), SAID)
    figures = calculate(use, TODAY)
    origin = of_shown(use, figures, "Y2")

    assert entries_of(origin) == ["Y1/B/1", "Y2/A/1"]
    assert by_hand(origin) == origin.amount.value == 11
    assert "carried" in origin.amount.marks
    assert of_to_date(use, figures, TODAY).amount == figures.totals.to_date


def test_a_sum_so_far_names_all_periods_before() -> None:
    use = Use(SUMMING, years(SUMMING), SAID)
    figures = calculate(use, TODAY)
    origin = of_shown(use, figures, "Y2")

    assert entries_of(origin) == ["Y1/A/2", "Y1/B/1", "Y2/A/1"]
    assert by_hand(origin) == origin.amount.value == 15


def test_who_is_new_is_told_place_by_place() -> None:
    rule = Rule(cumulation="summed", population="unique_over_life")
    said = [*SAID, entry("Y2", 1, place="B")]
    overlaps = [Overlap("o", frozenset({"A", "B"}), Decimal(2), "Y2")]
    use = Use(rule, years(rule), said, overlaps=overlaps)
    origin = of_period(use, calculate(use, TODAY).periods[1])

    assert told(origin.amount) == ("reported", "14")
    assert [told(part.amount)[1] for part in origin.parts] == ["10", "6"]
    assert list(origin.overlaps) == overlaps
    assert origin.method == "union"


def test_children_are_named_with_their_periods_and_rules() -> None:
    rule = Rule(
        version="v7", kind="percentage", over_time="ratio", over_children="ratio"
    )
    child = calculate(Use(rule, years(rule), [entry("Y1", share(1, 4))]), TODAY)
    use = Use(
        rule,
        years(rule),
        [entry("Y1", share(1, 2))],
        children=[Child("A", fed(child)), Child("B", fed(child), included=False)],
    )
    figures = calculate(use, TODAY)
    origin = of_life(use, figures, TODAY)

    (first, _) = origin.parts
    own, given = first.parts
    assert (own.what, given.what, given.key) == ("own", "child", "A")
    assert (first.method, first.per, first.rule_version) == ("ratio", 100, "v7")
    (leaf,) = given.parts
    assert seen(leaf.what, leaf.key, leaf.amount[2:4]) == ("child_period", "Y1", (1, 4))
    assert seen(*origin.amount[2:4]) == (2, 6)


def test_a_figure_of_nothing_has_no_origin() -> None:
    use = Use(PERCENT, [], places=Places(frozenset({"A"})))

    assert of_life(use, calculate(use, TODAY), TODAY).parts == ()
