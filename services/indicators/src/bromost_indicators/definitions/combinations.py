"""Which choices of a definition go together: the one table of what is possible.

Everything that is not in it is refused, and the form offers nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias, get_args

from bromost_common.errors import FieldError, InvalidError
from bromost_indicators.calculation.rules import (
    Cumulation,
    Direction,
    Kind,
    Method,
    Population,
)

UnitKind: TypeAlias = Literal["number", "percent", "custom", "currency", "none"]
Methods: TypeAlias = tuple[Method, ...]

KINDS: tuple[Kind, ...] = get_args(Kind)
ALL_DIRECTIONS: tuple[Direction, ...] = get_args(Direction)


class Course(NamedTuple):
    """How values come about, and what may be made of them."""

    cumulation: Cumulation
    over_time: Methods
    over_children: Methods
    population: Population = "none"


@dataclass(frozen=True)
class Choices:
    """What a kind of indicator can be; the first of each is what it usually is."""

    units: tuple[UnitKind, ...]
    directions: tuple[Direction, ...]
    courses: tuple[Course, ...]
    has_decimals: bool = False
    has_bounds: bool = False
    has_axes: bool = False
    # Values are told as a share of something.
    has_parts: bool = False
    scale: Literal["no", "may", "must"] = "no"


_OF_NUMBERS: Methods = (
    *("sum", "weighted_mean", "minimum", "maximum", "latest", "count", "none"),
)
_OF_SHARES: Methods = (
    *("ratio", "weighted_mean", "minimum", "maximum", "latest", "none"),
)
_ADDED: Methods = ("sum", "none")
_OF_MONEY: Methods = ("sum", "minimum", "maximum", "latest", "none")
_SHARES = (
    Course("none", ("latest", *(m for m in _OF_SHARES if m != "latest")), _OF_SHARES),
    Course("summed", ("ratio",), _OF_SHARES),
    Course("running", ("latest",), _OF_SHARES),
)

CHOICES: dict[Kind, Choices] = {
    "number": Choices(
        units=("number", "custom"),
        directions=ALL_DIRECTIONS,
        courses=(
            Course(
                "none",
                ("latest", *(m for m in _OF_NUMBERS if m != "latest")),
                _OF_NUMBERS,
            ),
            Course("summed", ("sum",), _OF_NUMBERS),
            Course("running", ("latest",), _OF_NUMBERS),
            Course("none", ("sum", "maximum", "latest", "none"), _ADDED, "contacts"),
            Course("summed", ("sum",), _ADDED, "contacts"),
            Course("running", ("latest",), _ADDED, "contacts"),
            # Nobody can tell who was counted twice: a total is a span, never a sum.
            Course("none", ("none",), ("none",), "unique_in_period"),
            Course("running", ("latest",), ("none",), "unique_over_life"),
        ),
        has_decimals=True,
        has_bounds=True,
        has_axes=True,
    ),
    "percentage": Choices(
        units=("percent",),
        directions=ALL_DIRECTIONS,
        courses=_SHARES,
        has_decimals=True,
        has_bounds=True,
        has_axes=True,
        has_parts=True,
    ),
    "ratio": Choices(
        units=("number", "custom"),
        directions=ALL_DIRECTIONS,
        courses=_SHARES,
        has_decimals=True,
        has_bounds=True,
        has_axes=True,
        has_parts=True,
    ),
    "money": Choices(
        units=("currency",),
        directions=ALL_DIRECTIONS,
        courses=(
            Course("none", ("latest", "sum", "minimum", "maximum", "none"), _OF_MONEY),
            Course("summed", ("sum",), _OF_MONEY),
            Course("running", ("latest",), _OF_MONEY),
        ),
        has_decimals=True,
        has_bounds=True,
        has_axes=True,
    ),
    "yes_no": Choices(
        units=("none",),
        directions=("increase", "decrease", "none"),
        courses=(
            Course(
                "none",
                ("latest", "minimum", "maximum", "count", "none"),
                ("count", "minimum", "maximum", "none"),
            ),
        ),
    ),
    "scale": Choices(
        units=("none",),
        directions=ALL_DIRECTIONS,
        courses=(
            Course(
                "none",
                ("latest", "weighted_mean", "minimum", "maximum", "none"),
                ("weighted_mean", "minimum", "maximum", "none"),
            ),
        ),
        scale="must",
    ),
    "text": Choices(
        units=("none",),
        directions=("none", "increase", "decrease", "range"),
        courses=(Course("none", ("latest", "none"), ("none",)),),
        scale="may",
    ),
    "milestone": Choices(
        units=("none",),
        directions=("increase",),
        courses=(Course("none", ("latest",), ("count", "minimum", "maximum", "none")),),
    ),
    "formula": Choices(
        units=("number", "percent", "custom", "currency"),
        directions=ALL_DIRECTIONS,
        # Worked out anew wherever its indicators have figures, never put together.
        courses=(Course("none", ("none",), ("none",)),),
        has_decimals=True,
        has_bounds=True,
    ),
}


class Combination(NamedTuple):
    """One choice of each."""

    kind: Kind
    unit: UnitKind
    direction: Direction
    cumulation: Cumulation
    over_time: Method
    over_children: Method
    population: Population


def unit_kind(unit: str) -> str:
    return unit.partition(":")[0]


def possible() -> Iterator[Combination]:
    """Every combination that there is."""
    for kind, choices in CHOICES.items():
        for unit in choices.units:
            for direction in choices.directions:
                for cumulation, times, parts, population in choices.courses:
                    for over_time in times:
                        for over_children in parts:
                            yield Combination(
                                *(kind, unit, direction, cumulation),
                                *(over_time, over_children, population),
                            )


def usual_unit(kind: Kind) -> str | None:
    """The unit of a kind that leaves no choice, or asks for nothing more."""
    first = CHOICES[kind].units[0]
    return None if first == "currency" else first


def usual_course(
    kind: Kind, population: Population, cumulation: Cumulation | None
) -> Course:
    """The first that fits; the kind's first where none does, to be refused as it is."""
    courses = CHOICES[kind].courses
    for course in courses:
        if course.population == population and cumulation in {None, course.cumulation}:
            return course
    return courses[0]


def refuse_impossible(wanted: Combination) -> None:
    """Say of each choice that the ones before it leave no room for."""
    choices = CHOICES[wanted.kind]
    wrong: list[tuple[str, str]] = []
    if wanted.unit not in choices.units:
        wrong.append(("unit", "unit_impossible"))
    if wanted.direction not in choices.directions:
        wrong.append(("direction", "direction_impossible"))
    courses = [c for c in choices.courses if c.population == wanted.population]
    if not courses:
        wrong.append(("population", "population_impossible"))
    else:
        wrong += _impossible_course(courses, wanted)
    if wrong:
        raise InvalidError(
            "These choices do not go together.",
            fields=[
                FieldError(
                    ("body", field),
                    code,
                    f"A {wanted.kind} that is counted like this cannot have it.",
                )
                for field, code in wrong
            ],
        )


def _impossible_course(
    courses: list[Course], wanted: Combination
) -> list[tuple[str, str]]:
    course = next((c for c in courses if c.cumulation == wanted.cumulation), None)
    if course is None:
        return [("cumulation", "cumulation_impossible")]
    wrong = []
    if wanted.over_time not in course.over_time:
        wrong.append(("over_time", "over_time_impossible"))
    if wanted.over_children not in course.over_children:
        wrong.append(("over_children", "over_children_impossible"))
    return wrong
