"""What has no value is never a 0, and what lacks a part says so."""

from decimal import Decimal

import pytest

from bromost_indicators.calculation.aggregation import combined
from bromost_indicators.calculation.rules import AnyMethod
from bromost_indicators.calculation.values import (
    ESTIMATED,
    MISSING,
    NOT_APPLICABLE,
    NOT_COLLECTED,
    SUPPRESSED,
    Amount,
    known,
    rounded,
    undefined,
)

from .building import seen, share, told, value

GUESSED = known(Decimal(5), marks=ESTIMATED)
SUMS: list[tuple[list[Amount], tuple[str, str | None], set[str]]] = [
    ([], ("missing", None), set()),
    ([value(5)], ("reported", "5"), set()),
    ([value(0)], ("zero", "0"), set()),
    ([value(0), value(0)], ("zero", "0"), set()),
    ([value(5), value(-5)], ("zero", "0"), set()),
    ([value("0.1"), value("0.2")], ("reported", "0.3"), set()),
    ([value(5), GUESSED], ("estimated", "10"), {"estimated"}),
    ([value(5), NOT_APPLICABLE], ("reported", "5"), set()),
    ([value(5), MISSING], ("reported", "5"), {"partial"}),
    ([value(0), NOT_COLLECTED], ("zero", "0"), {"partial"}),
    ([value(5), SUPPRESSED], ("reported", "5"), {"partial"}),
    ([value(5), undefined("rate_missing")], ("undefined", None), {"rate_missing"}),
    ([NOT_APPLICABLE, NOT_APPLICABLE], ("not_applicable", None), set()),
    ([NOT_APPLICABLE, MISSING], ("missing", None), set()),
    ([MISSING, NOT_COLLECTED], ("not_collected", None), set()),
    ([SUPPRESSED, NOT_COLLECTED, MISSING], ("suppressed", None), set()),
]


@pytest.mark.parametrize(("parts", "wanted", "marks"), SUMS)
def test_sums_tell_what_they_lack(
    parts: list[Amount], wanted: tuple[str, str | None], marks: set[str]
) -> None:
    total = combined("sum", parts)

    assert told(total) == wanted
    assert total.marks == marks


@pytest.mark.parametrize(
    ("method", "parts", "wanted"),
    [
        ("minimum", [3, 1, 2], "1"),
        ("maximum", [3, 1, 2], "3"),
        ("latest", [3, 1, 2], "2"),
        ("count", [3, 0, 2], "2"),
        ("sum", [3, 0, 2], "5"),
    ],
)
def test_methods(method: AnyMethod, parts: list[int], wanted: str) -> None:
    assert told(combined(method, [value(part) for part in parts]))[1] == wanted


@pytest.mark.parametrize("method", ["sum", "minimum", "maximum", "ratio", "count"])
def test_a_missing_part_is_seen_whatever_the_method(method: AnyMethod) -> None:
    total = combined(method, [share(1, 2), MISSING, share(1, 4)], 100)

    assert "partial" in total.marks
    assert total.value is not None


def test_counts_tell_of_how_many() -> None:
    answers = combined("count", [value(1), value(0), value(1), NOT_APPLICABLE])

    assert seen(*answers[1:4]) == (2, 2, 3)
    assert seen(*combined("count", [answers, value(1)])[1:4]) == (3, 3, 4)


def test_the_latest_is_carried_when_something_newer_is_missing() -> None:
    total = combined("latest", [value(3), NOT_COLLECTED])

    assert seen(told(total), total.marks) == (("reported", "3"), {"carried"})


def test_what_is_not_added_up_is_not_shown_added_up() -> None:
    total = combined("none", [value(1), value(2)])

    assert seen(total.state, total.marks) == ("undefined", {"not_aggregated"})
    assert combined("none", [value(1)]) == value(1)


def test_quotients_are_added_by_their_parts() -> None:
    assert told(combined("ratio", [share(1, 3), share(2, 3)], 100)) == (
        "reported",
        "50",
    )


def test_a_ratio_of_nothing_is_undefined_until_something_comes_to_it() -> None:
    nobody = combined("ratio", [share(0, 0), share(0, 0)], 100)

    assert (nobody.state, nobody.value) == ("undefined", None)
    assert nobody.marks == {"division_by_zero"}
    total = combined("ratio", [nobody, share(1, 2)], 100)
    assert (told(total), total.marks) == (("reported", "50"), frozenset())


def test_percentages_without_their_parts_are_never_averaged() -> None:
    typed = value(50)

    assert combined("ratio", [typed]) == typed
    assert combined("ratio", [typed, value(60)]).marks == {"denominator_missing"}
    mixed = combined("ratio", [typed, share(1, 4)], 100)
    assert told(mixed) == ("reported", "25")
    assert mixed.marks == {"partial", "denominator_missing"}


@pytest.mark.parametrize(
    ("number", "decimals", "wanted"),
    [("0.5", 0, "1"), ("-0.5", 0, "-1"), ("-0.4", 0, "0"), ("2.005", 2, "2.01")],
)
def test_rounding_is_done_once_and_away_from_zero(
    number: str, decimals: int, wanted: str
) -> None:
    assert str(rounded(Decimal(number), decimals)) == wanted
