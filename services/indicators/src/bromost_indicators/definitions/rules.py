"""A definition's choices: completed where some are usual, refused where impossible."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args

from bromost_common.errors import FieldError, InvalidError, invalid
from bromost_indicators.calculation.formula import (
    FormulaError,
    division_by_zero,
    parsed,
)
from bromost_indicators.calculation.rules import Kind
from bromost_indicators.figures import HUNDRED, decimals_of

from .combinations import (
    CHOICES,
    Combination,
    UnitKind,
    refuse_impossible,
    unit_kind,
    usual_course,
    usual_unit,
)

# What decides how figures are read and added up.
COUNTING = (
    *("kind", "unit", "unit_name", "decimals", "minimum", "maximum", "direction"),
    *("cumulation", "over_time", "over_children", "population", "scale", "formula"),
)
# What else a definition says.
TELLING = (
    *("description", "source", "method", "frequency", "responsible", "sdg", "dac"),
    "note",
)
# Of another kind, these would mean something else.
_OF_KIND = {"unit", "unit_name", "minimum", "maximum", "scale", "formula"}
_COURSE = {"cumulation", "over_time", "over_children", "population"}
_OF_UNIT: dict[str, Kind] = {
    "number": "number",
    "custom": "number",
    "percent": "percentage",
    "currency": "money",
}


def changed_rule(
    before: Mapping[str, Any] | None, changes: Mapping[str, Any]
) -> dict[str, Any]:
    """The whole rule after `changes`; with what is usual where nothing was said."""
    given = dict(changes)
    kind = _kind(before, given)
    given = _kept(before, kind) | given | {"kind": kind}
    if "unit" in changes and "unit_name" not in changes and given["unit"] != "custom":
        given["unit_name"] = None
    course = usual_course(
        kind, given.get("population") or "none", given.get("cumulation")
    )
    usual: dict[str, Any] = {
        "unit": usual_unit(kind),
        "unit_name": None,
        "decimals": 0,
        "minimum": Decimal(0) if kind == "percentage" else None,
        "maximum": None,
        "direction": CHOICES[kind].directions[0],
        "cumulation": course.cumulation,
        "over_time": course.over_time[0],
        "over_children": course.over_children[0],
        "population": "none",
        "scale": None,
        "formula": None,
        **dict.fromkeys(TELLING),
        "sdg": [],
        "dac": [],
    }
    return usual | given


def _kept(before: Mapping[str, Any] | None, kind: Kind) -> dict[str, Any]:
    """What is said of the old kind that the new one has room for."""
    if before is None or before["kind"] == kind:
        return dict(before or {})
    choices = CHOICES[kind]
    lost = set(_OF_KIND)
    if before["direction"] not in choices.directions:
        lost.add("direction")
    if not choices.has_decimals:
        lost.add("decimals")
    if not choices.has_axes:
        lost.add("axis_ids")
    if not any(
        course.cumulation == before["cumulation"]
        and course.population == before["population"]
        and before["over_time"] in course.over_time
        and before["over_children"] in course.over_children
        for course in choices.courses
    ):
        lost |= _COURSE
    return {name: value for name, value in before.items() if name not in lost}


def _kind(before: Mapping[str, Any] | None, given: Mapping[str, Any]) -> Kind:
    """As it is said, else as it was, else as the unit tells."""
    if "kind" in given:
        said: Kind = given["kind"]
        return said
    unit = unit_kind(given.get("unit") or "")
    if before is not None:
        was: Kind = before["kind"]
        if not unit or unit in CHOICES[was].units:
            return was
    if unit not in _OF_UNIT:
        raise invalid(
            "body", "unit", code="missing", message="Say in which unit it is counted."
        )
    return _OF_UNIT[unit]


def check_rule(rule: Mapping[str, Any], axes: int = 0) -> None:
    """Refuse what does not go together, each field by its own code."""
    if rule["unit"] is None:
        raise invalid("body", "unit", code="missing", message="Name the currency.")
    if (rule["unit"] == "custom") != (rule["unit_name"] is not None):
        raise invalid(
            "body",
            "unit_name",
            code="unit_name_mismatch",
            message="A unit of one's own has a name, and no other unit has one.",
        )
    refuse_impossible(
        Combination(
            kind=rule["kind"],
            unit=_unit_kind(rule["unit"]),
            direction=rule["direction"],
            cumulation=rule["cumulation"],
            over_time=rule["over_time"],
            over_children=rule["over_children"],
            population=rule["population"],
        )
    )
    wrong = [*_wrong_figures(rule), *_wrong_parts(rule, axes)]
    if wrong:
        raise InvalidError(
            wrong[0][2],
            fields=[FieldError(("body", name), code, why) for name, code, why in wrong],
        )


def _unit_kind(unit: str) -> UnitKind:
    found = unit_kind(unit)
    for known in get_args(UnitKind):
        if found == known:
            return known  # type: ignore[no-any-return]  # an element of the literal
    raise invalid("body", "unit", code="unit_impossible", message="No such unit.")


def _wrong_figures(rule: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    choices = CHOICES[rule["kind"]]
    wrong = []
    if rule["decimals"] and not choices.has_decimals:
        wrong.append(("decimals", "decimals_impossible", "This kind has no decimals."))
    least, most = rule["minimum"], rule["maximum"]
    for name, bound in (("minimum", least), ("maximum", most)):
        if bound is None:
            continue
        if not choices.has_bounds:
            wrong.append((name, "bounds_impossible", "This kind has no bounds."))
        elif decimals_of(bound) > rule["decimals"]:
            why = f"This indicator has {rule['decimals']} decimals."
            wrong.append((name, "too_many_decimals", why))
    if least is not None and most is not None and least >= most:
        why = "The largest value is larger than the smallest."
        wrong.append(("maximum", "bounds_reversed", why))
    if rule["kind"] == "percentage" and (least is None or least < 0):
        why = "A percentage is not less than 0."
        wrong.append(("minimum", "percent_out_of_bounds", why))
    return wrong


def _wrong_parts(rule: Mapping[str, Any], axes: int) -> list[tuple[str, str, str]]:
    kind = rule["kind"]
    choices = CHOICES[kind]
    wrong = []
    if rule["scale"] is None and choices.scale == "must":
        wrong.append(("scale", "missing", "A scale has steps."))
    elif rule["scale"] is not None:
        if choices.scale == "no":
            wrong.append(("scale", "scale_impossible", "This kind has no steps."))
        steps = [step["value"] for step in rule["scale"]]
        if steps != sorted(set(steps)):
            why = "Each step is higher than the one before."
            wrong.append(("scale", "scale_unordered", why))
    if (kind == "formula") != (rule["formula"] is not None):
        code = "missing" if kind == "formula" else "formula_impossible"
        wrong.append(("formula", code, "A formula belongs to this kind alone."))
    wrong += _wrong_formula(rule["formula"])
    if axes and not choices.has_axes:
        why = "This kind cannot be broken down."
        wrong.append(("axis_ids", "axes_impossible", why))
    return wrong


def _wrong_formula(text: str | None) -> list[tuple[str, str, str]]:
    try:
        formula = parsed(text or "0")
    except FormulaError as error:
        why = f"It cannot be read from its character {error.position + 1} on."
        return [("formula", error.code, why)]
    at = division_by_zero(formula)
    if at is None:
        return []
    why = f"At its character {at + 1} it divides by what is always 0."
    return [("formula", "formula_divides_by_zero", why)]


def over_100(rule: Mapping[str, Any]) -> bool:
    """Whether a percentage may be more than all there is."""
    most = rule["maximum"]
    return rule["kind"] == "percentage" and (most is None or Decimal(most) > HUNDRED)
