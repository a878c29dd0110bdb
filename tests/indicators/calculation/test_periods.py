"""From entries to the amounts of periods."""

from bromost_indicators.calculation.calculate import Use, calculate
from bromost_indicators.calculation.periods import SUBMITTED, Places
from bromost_indicators.calculation.rules import Rule
from bromost_indicators.calculation.values import NOT_APPLICABLE, NOT_COLLECTED

from .building import (
    LATEST,
    NON_CUMULATIVE,
    RUNNING,
    SUMMING,
    TODAY,
    entry,
    figures,
    share,
    told,
    years,
)


def test_the_newest_entry_of_a_row_holds() -> None:
    found = figures(
        NON_CUMULATIVE,
        [
            entry("Y1", 40, number=1),
            entry("Y1", 45, number=3),
            entry("Y1", 50, number=2),
        ],
    )

    assert told(found.periods[0].actual) == ("reported", "45")


def test_only_accepted_entries_are_official() -> None:
    said = [
        entry("Y1", 40, number=1),
        entry("Y1", 60, number=2, status="submitted"),
        entry("Y1", 70, number=3, status="draft"),
        entry("Y1", 80, number=4, status="returned"),
    ]
    use = Use(NON_CUMULATIVE, years(NON_CUMULATIVE), said)

    assert told(calculate(use, TODAY).totals.life)[1] == "40"
    with_more = calculate(use, TODAY, statuses=SUBMITTED)
    assert told(with_more.totals.life)[1] == "60"


def test_a_place_that_is_expected_and_silent_makes_the_total_partial() -> None:
    places = Places(frozenset({"A", "B"}))
    found = figures(NON_CUMULATIVE, [entry("Y1", 40, place="A")], places=places)

    assert found.periods[0].actual.marks == {"partial"}
    assert told(found.periods[1].actual) == ("missing", None)


def test_running_totals_are_carried_into_what_is_over_and_no_further() -> None:
    found = figures(RUNNING, [entry("Y1", 40)])

    assert [told(one.actual)[1] for one in found.periods] == ["40", "40", None]
    assert "carried" not in found.periods[0].actual.marks
    assert "carried" in found.periods[1].actual.marks


def test_a_correction_of_an_earlier_total_moves_those_that_carry_it() -> None:
    found = figures(RUNNING, [entry("Y1", 40), entry("Y1", 44, number=2)])

    assert [told(one.actual)[1] for one in found.periods] == ["44", "44", None]


def test_a_total_that_nobody_collected_goes_on_as_it_was() -> None:
    found = figures(RUNNING, [entry("Y1", 40), entry("Y2", NOT_COLLECTED)])

    assert told(found.periods[1].actual) == ("reported", "40")
    assert "carried" in found.periods[1].actual.marks


def test_a_place_that_no_longer_applies_leaves_the_total() -> None:
    found = figures(
        RUNNING,
        [
            entry("Y1", 40, place="A"),
            entry("Y1", 2, place="B"),
            entry("Y2", NOT_APPLICABLE, place="A"),
        ],
    )

    assert told(found.periods[1].actual) == ("reported", "2")


def test_totals_of_places_that_overlap_replace_each_other() -> None:
    places = Places(disjoint=False)
    said = [
        entry("Y1", 40, place="A"),
        entry("Y2", 60, place="B"),
        entry("Y3", NOT_COLLECTED, place="A"),
    ]
    found = figures(RUNNING, said, places=places)

    assert [told(one.actual)[1] for one in found.periods] == ["40", "60", "60"]


def test_a_sum_with_a_silent_year_is_partial_and_the_year_stays_blank() -> None:
    found = figures(SUMMING, [entry("Y1", 40), entry("Y3", 10)])

    assert [told(one.actual)[1] for one in found.periods] == ["40", None, "50"]
    assert found.periods[2].actual.marks == {"partial"}
    assert found.totals.to_date.marks == {"partial"}


def test_exactly_nothing_is_a_value() -> None:
    found = figures(NON_CUMULATIVE, [entry("Y1", 0), entry("Y2", 0)], (10, 10, 10))

    assert told(found.periods[0].actual) == ("zero", "0")
    assert found.periods[0].progress.share == 0
    assert found.periods[0].status == "behind"
    assert told(found.totals.life) == ("zero", "0")
    assert found.progress.share == 0


def test_states_of_a_period_are_kept_apart() -> None:
    found = figures(LATEST, [entry("Y1", NOT_APPLICABLE), entry("Y2", NOT_COLLECTED)])

    assert [told(one.actual)[0] for one in found.periods] == [
        "not_applicable",
        "not_collected",
        "missing",
    ]


def test_a_mean_over_places_takes_their_weights() -> None:
    rule = Rule(over_children="weighted_mean", over_time="latest")
    said = [
        entry("Y1", share(8, 2, 1), place="A"),
        entry("Y1", share(10, 10, 1), place="B"),
    ]

    assert told(figures(rule, said).periods[0].actual)[1] == "1.5"


def test_the_latest_of_several_places_is_what_was_said_last() -> None:
    rule = Rule(over_children="latest")
    said = [
        entry("Y1", 1, place="A", key="2"),
        entry("Y1", 2, place="B", key="1"),
    ]

    for order in (said, said[::-1]):
        assert told(figures(rule, order).periods[0].actual)[1] == "1"
