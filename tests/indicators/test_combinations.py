"""The table of what goes together in a definition, tried out as a whole."""

from itertools import product
from typing import Any, get_args

import pytest

from bromost_common.errors import InvalidError
from bromost_indicators.calculation.rules import (
    Cumulation,
    Direction,
    Kind,
    Method,
    Population,
)
from bromost_indicators.definitions.combinations import (
    CHOICES,
    Combination,
    UnitKind,
    possible,
    refuse_impossible,
)
from bromost_indicators.definitions.rules import changed_rule, check_rule

ALLOWED = set(possible())
UNITS = {"currency": "currency:NOK"}


def codes(wanted: Combination) -> set[str]:
    try:
        refuse_impossible(wanted)
    except InvalidError as refusal:
        return {field.code for field in refusal.fields}
    return set()


@pytest.mark.parametrize("kind", get_args(Kind))
def test_exactly_what_is_in_the_table_is_allowed(kind: Kind) -> None:
    wrong = []
    for rest in product(
        get_args(UnitKind),
        get_args(Direction),
        get_args(Cumulation),
        get_args(Method),
        get_args(Method),
        get_args(Population),
    ):
        wanted = Combination(kind, *rest)
        found = codes(wanted)
        if bool(found) == (wanted in ALLOWED) or (found and "invalid" in found):
            wrong.append((wanted, found))

    assert wrong == []


@pytest.mark.parametrize("kind", get_args(Kind))
def test_what_is_usual_is_possible(kind: Kind) -> None:
    given: dict[str, Any] = {"kind": kind}
    if kind == "money":
        given["unit"] = "currency:NOK"
    if kind == "scale":
        given["scale"] = [{"value": 1, "label": {}}, {"value": 2, "label": {}}]
    if kind == "formula":
        given["formula"] = "a / b"

    rule = changed_rule(None, given)

    check_rule(rule)
    assert rule["direction"] == CHOICES[kind].directions[0]


def test_people_counted_once_are_never_added_up() -> None:
    unique = [c for c in ALLOWED if c.population.startswith("unique")]

    assert unique
    assert {"sum", "ratio", "count"}.isdisjoint(
        {c.over_time for c in unique} | {c.over_children for c in unique}
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unit": "percent"}, "unit_impossible"),
        ({"direction": "none", "kind": "milestone", "unit": "none"}, None),
        ({"cumulation": "summed", "over_time": "latest"}, "over_time_impossible"),
        ({"population": "contacts", "over_children": "latest"}, None),
    ],
)
def test_refusals_name_the_choice(changes: dict[str, Any], code: str | None) -> None:
    usual = Combination("number", "number", "increase", "none", "latest", "sum", "none")
    wanted = usual._replace(**changes)

    found = codes(wanted)

    assert found
    assert code is None or found == {code}
