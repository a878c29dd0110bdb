"""The worked examples of the study of other systems, each by its name there."""

from decimal import Decimal

import pytest

from bromost_indicators.calculation.aggregation import combined
from bromost_indicators.calculation.periods import Entry, Target
from bromost_indicators.calculation.progress import progress
from bromost_indicators.calculation.rules import Rule
from bromost_indicators.calculation.values import rounded

from .building import (
    NON_CUMULATIVE,
    PERCENT,
    RUNNING,
    SUMMING,
    entry,
    figures,
    seen,
    share,
    told,
)

INCREMENTS = [
    entry("Y1", 40, place="A"),
    entry("Y1", 50, place="B"),
    entry("Y2", 120, place="A"),
]
TOTALS = [
    entry("Y1", 40, number=1),
    entry("Y1", 90, number=2),
    entry("Y2", 210),
]


@pytest.mark.parametrize(
    ("rule", "entries", "targets", "shown"),
    [
        pytest.param(
            NON_CUMULATIVE,
            INCREMENTS,
            (100, 100, 100),
            ("90", "120"),
            id="non-cumulative",
        ),
        pytest.param(
            SUMMING, INCREMENTS, (100, 200, 300), ("90", "210"), id="summing cumulative"
        ),
        pytest.param(RUNNING, TOTALS, (100, 200, 300), ("90", "210"), id="non-summing"),
    ],
)
def test_three_modes_of_cumulation(
    rule: Rule, entries: list[Entry], targets: list[int], shown: tuple[str, str]
) -> None:
    found = figures(rule, entries, targets)

    assert [told(one.actual) for one in found.periods] == [
        ("reported", shown[0]),
        ("reported", shown[1]),
        ("missing", None),
    ]
    totals = found.totals
    assert seen(totals.target.value, told(totals.life)[1]) == (300, "210")
    assert seen(totals.target_to_date.value, told(totals.to_date)[1]) == (200, "210")
    assert found.progress_to_date.share == Decimal("0.7")
    assert found.expected_to_date == 200
    assert totals.to_date.value == Decimal("1.05") * 200
    assert found.status == "on_track"


def test_decreasing_from_a_baseline_is_the_way_that_is_gone() -> None:
    come = progress(
        baseline=Decimal(200),
        target=Target(Decimal(100)),
        value=Decimal(117),
        direction="decrease",
    )

    assert come.share == Decimal("0.83")


def test_decreasing_without_a_baseline_is_target_by_actual() -> None:
    come = progress(
        baseline=None,
        target=Target(Decimal(100)),
        value=Decimal(117),
        direction="decrease",
    )

    assert come.share is not None
    assert rounded(come.share * 100, 1) == Decimal("85.5")


@pytest.mark.parametrize(("baseline", "wanted"), [("80", "0.5"), (None, "0.9")])
def test_increasing_from_a_baseline(baseline: str | None, wanted: str) -> None:
    come = progress(
        baseline=None if baseline is None else Decimal(baseline),
        target=Target(Decimal(100)),
        value=Decimal(90),
        direction="increase",
    )

    assert come.share == Decimal(wanted)


def test_percentages_of_two_municipalities_are_no_mean_of_percentages() -> None:
    found = figures(
        PERCENT,
        [entry("Y1", share(30, 40), place="A"), entry("Y1", share(10, 60), place="B")],
    )

    assert told(found.periods[0].actual) == ("reported", "40")
    assert seen(*found.periods[0].actual[2:4]) == (40, 100)
    naive = combined("sum", [share(30, 40), share(10, 60)]).value
    assert naive is not None
    assert rounded(naive / 2, 1) == Decimal("45.8")


def test_running_totals_of_two_reporters_are_the_newest_of_each() -> None:
    found = figures(
        RUNNING,
        [
            entry("Y1", 10, place="A"),
            entry("Y1", 7, place="B"),
            entry("Y2", 25, place="A"),
        ],
    )

    assert told(found.periods[1].actual) == ("reported", "32")
    assert "carried" in found.periods[1].actual.marks
