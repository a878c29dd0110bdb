"""What is missing is never taken for success, whichever way better is."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bromost_indicators.calculation.calculate import Figures, Use, calculate, fed
from bromost_indicators.calculation.periods import Target
from bromost_indicators.calculation.rollup import Child
from bromost_indicators.calculation.rules import Cumulation, Direction, Method, Rule
from bromost_indicators.calculation.values import known

from .building import TODAY, entry, seen, years

WELL = ("on_track", "ahead", "reached")
ORDER = (None, "no_data", "not_due", "behind", *WELL)
COUNTS = st.decimals(0, 1_000, places=1, allow_nan=False)
BOUNDED = settings(max_examples=80, deadline=None)


def child(key: str, rule: Rule, said: Decimal | None) -> Child:
    told = [] if said is None else [entry("Y2", known(said))]
    if rule.cumulation == "summed":
        told.append(entry("Y1", 1))
    return Child(key, fed(calculate(Use(rule, years(rule), told), TODAY)))


def above(
    rule: Rule, target: Target, *said: Decimal | None, baseline: Decimal | None = None
) -> Figures:
    periods = [one._replace(target=target) for one in years(rule)]
    children = [child(str(at), rule, one) for at, one in enumerate(said)]
    return calculate(
        Use(rule, periods, children=children, target=target, baseline=baseline), TODAY
    )


def statuses(figures: Figures) -> tuple[str | None, str | None]:
    """Of all of it, and of the period that they told of."""
    return figures.status, figures.periods[1].status


@pytest.mark.parametrize("cumulation", ["none", "running", "summed"])
@pytest.mark.parametrize(
    ("direction", "target"),
    [
        ("decrease", Target(Decimal(100))),
        ("range", Target(low=Decimal(10), high=Decimal(100))),
    ],
)
def test_a_sum_that_is_to_be_small_is_not_reached_by_what_is_missing(
    cumulation: Cumulation, direction: Direction, target: Target
) -> None:
    rule = Rule(direction=direction, cumulation=cumulation)

    whole = above(rule, target, Decimal(30), Decimal(20))
    lacking = above(rule, target, Decimal(30), None)

    assert statuses(whole)[1] in WELL
    assert statuses(lacking) == ("no_data", "no_data")
    assert seen(lacking.progress.share, lacking.periods[1].progress.share) == (
        *(None, None),
    )
    # What there is of it is still told.
    told = lacking.periods[1].given.amount
    assert seen(told.value, told.marks) == (30, {"partial"})


@pytest.mark.parametrize(
    ("direction", "method"), [("increase", "minimum"), ("decrease", "maximum")]
)
def test_nor_is_the_worst_of_them(direction: Direction, method: Method) -> None:
    rule = Rule(direction=direction, over_children=method)
    target = Target(Decimal(50))
    good = Decimal(60 if direction == "increase" else 40)

    assert statuses(above(rule, target, good, good)) == ("reached", "reached")
    assert statuses(above(rule, target, good, None)) == ("no_data", "no_data")


@BOUNDED
@given(
    said=st.lists(COUNTS, min_size=1, max_size=4),
    lost=COUNTS,
    target=st.decimals(1, 2_000, places=0),
    baseline=st.none() | st.decimals(0, 2_000, places=0),
    direction=st.sampled_from(["increase", "decrease"]),
    cumulation=st.sampled_from(["none", "running", "summed"]),
)
def test_with_a_part_missing_nothing_is_judged_better_than_with_it(
    *,
    said: list[Decimal],
    lost: Decimal,
    target: Decimal,
    baseline: Decimal | None,
    direction: Direction,
    cumulation: Cumulation,
) -> None:
    if baseline is not None and (baseline <= target) != (direction == "increase"):
        baseline = None
    rule = Rule(direction=direction, cumulation=cumulation)

    whole = above(rule, Target(target), *said, lost, baseline=baseline)
    lacking = above(rule, Target(target), *said, None, baseline=baseline)

    for found, wanted in zip(statuses(lacking), statuses(whole), strict=True):
        assert ORDER.index(found) <= ORDER.index(wanted)
