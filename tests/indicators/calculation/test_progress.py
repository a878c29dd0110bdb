"""Progress and status, whichever way better is."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bromost_indicators.calculation.calculate import Use, calculate
from bromost_indicators.calculation.periods import Target
from bromost_indicators.calculation.progress import capped, progress
from bromost_indicators.calculation.rules import Cumulation, Direction, Rule
from bromost_indicators.calculation.values import NOT_APPLICABLE, rounded

from .building import (
    LATEST,
    NON_CUMULATIVE,
    PERCENT,
    SUMMING,
    TODAY,
    d,
    entry,
    figures,
    seen,
    share,
    years,
)

DOWN = Rule(direction="decrease")


def _share(
    baseline: str | None, target: str, value: str, direction: Direction
) -> str | None:
    come = progress(
        baseline=d(baseline),
        target=Target(Decimal(target)),
        value=Decimal(value),
        direction=direction,
    )
    return None if come.share is None else f"{come.share.normalize():f}"


@pytest.mark.parametrize(
    ("baseline", "target", "value", "direction", "share"),
    [
        ("0", "80", "88", "increase", "1.1"),
        ("20", "90", "20", "increase", "0"),
        ("20", "90", "13", "increase", "-0.1"),
        ("40", "10", "25", "decrease", "0.5"),
        ("40", "10", "46", "decrease", "-0.2"),
        ("-10", "10", "0", "increase", "0.5"),
        # A decrease to nothing is reached.
        ("40", "0", "0", "decrease", "1"),
        (None, "0", "0", "decrease", "1"),
        (None, "0", "4", "decrease", "0"),
        # Nothing of a positive target is nothing.
        (None, "80", "0", "increase", "0"),
        (None, "80", "20", "increase", "0.25"),
        (None, "20", "80", "decrease", "0.25"),
        (None, "20", "0", "decrease", "1"),
        (None, "0", "5", "increase", "1"),
        (None, "-5", "-6", "increase", "0"),
        (None, "-5", "-6", "decrease", "1"),
        # To keep what is: reached or not.
        ("5", "5", "5", "increase", "1"),
        ("5", "5", "4", "increase", "0"),
        ("5", "5", "4", "decrease", "1"),
        ("5", "5", "6", "decrease", "0"),
        # A single value to keep to is a band without width.
        ("10", "5", "5", "range", "1"),
        ("10", "5", "6", "range", "0.8"),
    ],
)
def test_share_of_the_way(
    baseline: str | None, target: str, value: str, direction: Direction, share: str
) -> None:
    assert _share(baseline, target, value, direction) == share


@pytest.mark.parametrize(
    ("baseline", "value", "share", "distance"),
    [
        (None, 20, 1, 0),
        (None, 10, 1, 0),
        (None, 30, 1, 0),
        (None, 5, 0, 5),
        (None, 34, 0, 4),
        (0, 5, Decimal("0.5"), 5),
        (0, -10, -1, 20),
        (40, 35, Decimal("0.5"), 5),
        (15, 35, 0, 5),
    ],
)
def test_keeping_within_a_band(
    baseline: int | None, value: int, share: Decimal, distance: int
) -> None:
    come = progress(
        baseline=None if baseline is None else Decimal(baseline),
        target=Target(low=Decimal(10), high=Decimal(30)),
        value=Decimal(value),
        direction="range",
    )

    assert seen(come.share, come.distance) == (share, distance)


@pytest.mark.parametrize(
    ("direction", "target", "value", "missing"),
    [
        ("none", "80", "5", "direction"),
        ("increase", None, "5", "target"),
        ("increase", None, None, "target"),
        ("increase", "80", None, "value"),
    ],
)
def test_what_is_missing_is_named(
    direction: Direction, target: str | None, value: str | None, missing: str
) -> None:
    come = progress(
        baseline=None, target=Target(d(target)), value=d(value), direction=direction
    )

    assert (come.share, come.missing) == (None, missing)


@pytest.mark.parametrize(("raw", "shown"), [("-0.2", "0"), ("0.3", "0.3"), ("7", "1")])
def test_a_bar_ends_at_both_ends(raw: str, shown: str) -> None:
    assert capped(Decimal(raw)) == Decimal(shown)


def test_what_is_summed_starts_with_nothing_whatever_was_before() -> None:
    found = figures(
        SUMMING,
        [entry("Y1", 30)],
        target=Target(Decimal(60)),
        baseline=Decimal(20),
    )

    assert (found.progress.share, found.progress.basis) == (Decimal("0.5"), "zero")


@pytest.mark.parametrize("target", [Target(), Target(Decimal(300))])
def test_what_adds_up_over_time_starts_with_nothing_too(target: Target) -> None:
    """80 of the year before are no part of the way to 300 in three years."""
    found = figures(
        NON_CUMULATIVE,
        [entry("Y1", 90), entry("Y2", 120)],
        (100, 100, 100),
        baseline=Decimal(80),
        target=target,
    )

    assert (found.progress.share, found.progress.basis) == (Decimal("0.7"), "zero")
    # A single year can be held against the one before.
    assert found.periods[0].progress.share == Decimal("0.5")
    assert found.status == "on_track"


def test_a_share_of_sums_is_a_level_with_a_baseline() -> None:
    rule = replace(PERCENT, cumulation="summed")
    found = figures(
        rule,
        [entry("Y1", share(10, 40)), entry("Y2", share(30, 60))],
        baseline=Decimal(20),
        target=Target(Decimal(60)),
    )

    assert (found.progress.share, found.progress.basis) == (Decimal("0.5"), "baseline")


CAPS: dict[Cumulation, list[int]] = {
    "none": [150, 120, 100],
    "summed": [150, 270, 370],
}


@pytest.mark.parametrize("cumulation", CAPS)
@pytest.mark.parametrize(
    ("values", "today", "come", "status"),
    [
        # No more than 150 + 120 by the end of the second year.
        ((300, 200, None), date(2003, 6, 30), "0.54", "behind"),
        ((150, 120, None), date(2003, 6, 30), "1.00", "on_track"),
        ((140, 130, 2), date(2003, 6, 30), "1.00", "on_track"),
        ((100, 100, None), date(2003, 6, 30), "1.35", "ahead"),
        # Nobody knows how many there were in the second year.
        ((10, None, None), date(2003, 6, 30), None, "no_data"),
        ((1, None, None), date(2001, 6, 30), None, "not_due"),
        ((150, 120, 100), date(2004, 1, 1), "1.00", "reached"),
        ((150, 120, 110), date(2004, 1, 1), "0.97", "on_track"),
        ((300, 200, 110), date(2004, 1, 1), "0.61", "behind"),
    ],
)
def test_a_sum_that_is_to_stay_small_is_held_against_what_is_due(
    cumulation: Cumulation,
    values: tuple[int | None, ...],
    today: date,
    come: str | None,
    status: str,
) -> None:
    rule = Rule(direction="decrease", cumulation=cumulation, over_time="sum")
    said = [
        entry(f"Y{at}", value)
        for at, value in enumerate(values, 1)
        if value is not None
    ]

    found = figures(rule, said, CAPS[cumulation], today, baseline=Decimal(200))

    share = found.progress.share
    assert (None if share is None else str(rounded(share, 2))) == come
    assert found.status == status


def test_a_sum_without_targets_of_years_is_held_against_the_straight_way() -> None:
    rule = Rule(direction="decrease", over_time="sum")
    said = [entry("Y1", 40), entry("Y2", 100)]

    found = figures(rule, said, target=Target(Decimal(150)))

    assert found.expected_to_date is not None
    assert rounded(found.expected_to_date, 0) == 100
    assert found.status == "behind"


@pytest.mark.parametrize(
    ("second", "today", "wanted"),
    [
        (100, date(2003, 6, 30), "on_track"),
        (140, date(2003, 6, 30), "behind"),
        (100, date(2004, 1, 1), "reached"),
    ],
)
def test_a_sum_to_keep_within_a_band_is_not_late_before_its_time(
    second: int, today: date, wanted: str
) -> None:
    rule = Rule(direction="range", over_time="sum")
    band = Target(low=Decimal(90), high=Decimal(110))
    periods = [one._replace(target=band) for one in years(rule)]
    said = [entry("Y1", 100), entry("Y2", second), entry("Y3", 100)]

    assert calculate(Use(rule, periods, said), today).status == wanted


def test_a_year_that_runs_is_not_done_because_little_has_happened() -> None:
    rule = Rule(direction="decrease", cumulation="summed", over_time="sum")

    found = figures(rule, [entry("Y3", 1)], (150, 270, 370))

    assert found.periods[2].status == "not_due"


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        (84, 85, "behind"),
        (85, 85, "on_track"),
        (115, 115, "on_track"),
        (116, 115, "ahead"),
        (150, 150, "reached"),
    ],
)
def test_status_at_its_edges(first: int, second: int, wanted: str) -> None:
    found = figures(
        NON_CUMULATIVE, [entry("Y1", first), entry("Y2", second)], (100, 100, 100)
    )

    assert found.status == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (200, "behind"),
        (172, "behind"),
        (171, "on_track"),
        (162, "on_track"),
        (161, "ahead"),
        (150, "ahead"),
        (100, "reached"),
    ],
)
def test_status_of_a_decrease(value: int, wanted: str) -> None:
    found = figures(
        DOWN,
        [entry("Y2", value)],
        (None, None, None),
        date(2003, 1, 2),
        baseline=Decimal(200),
        baseline_on=date(2001, 1, 1),
        target=Target(Decimal(100)),
        target_on=date(2006, 12, 31),
    )

    assert found.expected_to_date is not None
    assert 166 < found.expected_to_date < 167
    assert found.status == wanted


def test_nothing_is_due_before_the_first_period_is_over() -> None:
    early = figures(NON_CUMULATIVE, [], (1, 1, 1), date(2001, 6, 1))
    done = figures(NON_CUMULATIVE, [entry("Y1", 3)], (1, 1, 1), date(2001, 6, 1))

    assert (early.status, early.periods[0].status) == ("not_due", "not_due")
    assert done.status == "reached"


def test_silence_after_the_end_of_a_period_is_told() -> None:
    found = figures(NON_CUMULATIVE, [], (1, 1, 1))

    assert found.status == "no_data"
    assert [one.status for one in found.periods] == ["no_data", "no_data", "not_due"]


@pytest.mark.parametrize("rule", [LATEST, Rule(direction="none")])
def test_without_a_target_or_a_direction_nothing_is_judged(rule: Rule) -> None:
    targets = (None, None, None) if rule is LATEST else (1, 1, 1)

    assert figures(rule, [entry("Y1", 3)], targets).status is None


def test_what_does_not_apply_goes_neither_well_nor_badly() -> None:
    said = [entry("Y1", NOT_APPLICABLE), entry("Y2", NOT_APPLICABLE)]
    found = figures(NON_CUMULATIVE, said, (1, 1, 1))

    assert (found.status, found.periods[0].status) == (None, None)


def test_a_band_that_is_left_is_behind() -> None:
    rule = Rule(direction="range")
    band = Target(low=Decimal(10), high=Decimal(30))

    inside = figures(rule, [entry("Y2", 20)], target=band)
    outside = figures(rule, [entry("Y2", 40)], target=band)

    assert (inside.status, outside.status) == ("reached", "behind")
    assert outside.progress.distance == 10


def test_another_tolerance_is_another_status() -> None:
    use = Use(
        NON_CUMULATIVE,
        years(NON_CUMULATIVE, (100, 100, 100)),
        [entry("Y1", 90), entry("Y2", 90)],
    )

    assert calculate(use, TODAY).status == "on_track"
    strict = replace(use, tolerance=Decimal("0.05"))
    assert calculate(strict, TODAY).status == "behind"
