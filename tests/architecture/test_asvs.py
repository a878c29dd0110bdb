"""The security checklist names each requirement once, and only files that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
CHECKLIST = ROOT / "docs" / "security" / "asvs-level-2.md"
STATES = {"met", "by design", "partly", "not met", "operator", "not applicable"}
# The numbers of levels 1 and 2 in each section of ASVS 5.0.0.
SECTIONS = """
1.1:1-2 1.2:1-9 1.3:1-11 1.4:1-3 1.5:1-2 2.1:1-3 2.2:1-3 2.3:1-4 2.4:1 3.2:1-2
3.3:1-4 3.4:1-6 3.5:1-5 3.7:1-2 4.1:1-3 4.2:1 4.3:1-2 4.4:1-4 5.1:1 5.2:1-3
5.3:1-2 5.4:1-3 6.1:1-3 6.2:1-12 6.3:1-4 6.4:1-4 6.5:1-5 6.6:1-3 6.8:1-4 7.1:1-3
7.2:1-4 7.3:1-2 7.4:1-5 7.5:1-2 7.6:1-2 8.1:1-2 8.2:1-3 8.3:1 8.4:1 9.1:1-3
9.2:1-4 10.1:1-2 10.2:1-2 10.3:1-4 10.4:1-11 10.5:1-5 10.6:1-2 10.7:1-3 11.1:1-2
11.2:1-3 11.3:1-3 11.4:1-4 11.5:1 11.6:1 12.1:1-3 12.2:1-2 12.3:1-4 13.1:1
13.2:1-5 13.3:1-2 13.4:1-5 14.1:1-2 14.2:1-4 14.3:1-3 15.1:1-3 15.2:1-3 15.3:1-7
16.1:1 16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3 17.1:1 17.2:1-4 17.3:1-2
"""
LINE = re.compile(r"\| (\d+\.\d+\.\d+) \| ([12]) \| (.+) \| ([a-z ]+) \| (.+) \|")
PATH = re.compile(r"`((?:tests|services|frontend|docs|deploy|requirements)/[^`]+)`")


def wanted() -> list[str]:
    numbers: list[str] = []
    for section in SECTIONS.split():
        name, _, ranges = section.partition(":")
        for part in ranges.split(","):
            first, _, last = part.partition("-")
            numbers += [
                f"{name}.{n}" for n in range(int(first), int(last or first) + 1)
            ]
    return numbers


def lines() -> list[tuple[str, ...]]:
    found = [LINE.fullmatch(line) for line in CHECKLIST.read_text().splitlines()]
    return [match.groups() for match in found if match]


def test_every_requirement_is_listed_once_and_in_order() -> None:
    assert len(wanted()) == 253
    assert [line[0] for line in lines()] == wanted()


def test_every_state_is_one_of_the_known() -> None:
    assert {line[3] for line in lines()} <= STATES


def named_tests() -> list[tuple[str, str, str]]:
    """Number, file and name of every test that the list names."""
    return [
        (number, path, name)
        for number, _, _, _, reason in lines()
        for path, colons, name in (one.partition("::") for one in PATH.findall(reason))
        if colons
    ]


def test_what_is_met_is_shown_by_a_test_with_its_name() -> None:
    shown = {number for number, _, _ in named_tests()}
    assert [
        number
        for number, _, _, state, _ in lines()
        if state == "met" and number not in shown
    ] == []


def test_every_named_test_exists() -> None:
    named = named_tests()
    assert len(named) > 150
    assert [
        one
        for one in named
        if not re.search(
            rf"(def {re.escape(one[2])}\(|(test|it)\('{re.escape(one[2])}')",
            (ROOT / one[1]).read_text(),
        )
    ] == []


def test_every_named_file_exists() -> None:
    named = {one.partition("::")[0] for one in PATH.findall(CHECKLIST.read_text())}
    assert len(named) > 50
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_sums_are_right() -> None:
    for state in STATES:
        of_level = [
            sum(line[3] == state and line[1] == level for line in lines())
            for level in "12"
        ]
        row = rf"\| {state} \| [^|]+ \| {of_level[0]} \| {of_level[1]} \|"
        assert re.search(row, CHECKLIST.read_text()), (state, of_level)
