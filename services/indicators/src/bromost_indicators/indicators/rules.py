"""What must hold of an indicator and its periods, whoever writes them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from bromost_common.errors import ConflictError, InvalidError, invalid
from bromost_common.languages import refuse_without_original
from bromost_indicators.calculation.rules import Kind
from bromost_indicators.definitions.calculating import rule_of
from bromost_indicators.definitions.combinations import CHOICES
from bromost_indicators.definitions.models import DefinitionVersion
from bromost_indicators.figures import Rule, misfit, refuse_unless_fits

from .models import Indicator, Period


class UnitInUseError(ConflictError):
    """Values were recorded in this unit; in another they would mean something else."""

    code = "unit_in_use"


class RuleInUseError(ConflictError):
    """Values were recorded by this rule; by another they would mean something else."""

    code = "rule_in_use"


class DecimalsInUseError(ConflictError):
    """Stored values have more decimals."""

    code = "decimals_in_use"


class BoundsInUseError(ConflictError):
    """Stored values are outside of the bounds."""

    code = "bounds_in_use"


class Extent(NamedTuple):
    """What is stored under an indicator: targets and values of its periods."""

    entries: int
    decimals: int
    smallest: Decimal
    largest: Decimal


_WITHOUT_VALUE = {"not_applicable", "not_collected"}
_AGREED = (
    *("baseline_state", "baseline_value", "baseline_numerator"),
    *("baseline_denominator", "baseline_on", "target_value", "target_numerator"),
    *("target_denominator", "target_low", "target_high", "target_on"),
)
# Of values that were counted otherwise, nobody knows what they mean now.
_MEANING = {"kind", "cumulation", "population", "scale", "formula", "axis_ids"}


def replaces_agreed(thing: Indicator | Period, changes: Mapping[str, object]) -> bool:
    """True where a baseline or target that stands would become another, or none."""
    return any(
        getattr(thing, name) not in {None, changes[name]}
        for name in _AGREED
        if name in changes
    )


def settle_baseline(indicator: Indicator, changes: Mapping[str, object]) -> None:
    """Give the baseline its state where only its figures were told."""
    value, state = indicator.baseline_value, indicator.baseline_state
    told = "baseline_state" in changes
    if not told and {"baseline_value", "baseline_on"} & changes.keys():
        nothing = value is None and indicator.baseline_on is None
        state = None if nothing else "estimated" if state == "estimated" else "reported"
    if state in {"reported", "zero"} and not (told and state == "zero"):
        state = "zero" if value == 0 else "reported"
    indicator.baseline_state = state


def refuse_inherited(
    indicator: Indicator, told: Mapping[str, object], changes: Mapping[str, object]
) -> None:
    """Refuse to say otherwise of an inherited indicator what the programme says."""
    if indicator.origin_mode != "inherited":
        return
    for name in sorted(told.keys() & changes.keys()):
        if told[name] != changes[name]:
            raise invalid(
                "body",
                name,
                code="inherited_field",
                message="This is inherited from the programme, and changed there.",
            )


def check_title(title: Mapping[str, str], original_language: str) -> None:
    refuse_without_original("title", title, original_language)


def check_indicator(indicator: Indicator, rule: DefinitionVersion) -> None:
    _check_baseline(indicator, rule)
    _check_target(indicator, rule)
    if indicator.target_on is not None and not _has_target(indicator):
        raise invalid(
            "body",
            "target_value",
            code="target_incomplete",
            message="A target that has a day has a value.",
        )
    # A total that grows begins with nothing: one of years is no rise over one year.
    baseline = None if rule_of(rule).grows else indicator.baseline_value
    if not _points_the_right_way(baseline, indicator.target_value, rule.direction):
        raise invalid(
            "body",
            "target_value",
            code="target_against_direction",
            message="The target lies on the wrong side of the baseline.",
        )


def _points_the_right_way(
    baseline: Decimal | None, target: Decimal | None, direction: str
) -> bool:
    """Whether the target lies where the direction says that better is."""
    if baseline is None or target is None or direction not in {"increase", "decrease"}:
        return True
    return target >= baseline if direction == "increase" else target <= baseline


def _has_target(thing: Indicator | Period) -> bool:
    return thing.target_value is not None or thing.target_low is not None


def _check_baseline(indicator: Indicator, rule: Rule) -> None:
    state, value = indicator.baseline_state, indicator.baseline_value
    refuse_unless_fits("baseline_value", value, rule)
    if state in _WITHOUT_VALUE and value is not None:
        raise invalid(
            "body",
            "baseline_value",
            code="state_without_value",
            message="What was not counted has no value.",
        )
    if state == "zero" and value != 0:
        raise invalid(
            "body",
            "baseline_state",
            code="state_mismatch",
            message="Zero is the state of the value 0.",
        )
    told = value is not None or (
        rule.kind == "text" and indicator.baseline_note is not None
    )
    if state not in {None, *_WITHOUT_VALUE}:
        missing = (
            *(() if indicator.baseline_on else ("baseline_on",)),
            *(() if told else ("baseline_value",)),
        )
        if missing:
            raise invalid(
                "body",
                missing[0],
                code="baseline_incomplete",
                message="A baseline has a value and the day on which it was so.",
            )
    _check_parts(indicator, rule, "baseline")


def _check_target(thing: Indicator | Period, rule: Rule) -> None:
    in_range = rule.direction == "range"
    if in_range and thing.target_value is not None:
        raise invalid(
            "body",
            "target_value",
            code="target_is_range",
            message="It is to be kept between two values: say which.",
        )
    low, high = thing.target_low, thing.target_high
    if not in_range and (low is not None or high is not None):
        raise invalid(
            "body",
            "target_low" if low is not None else "target_high",
            code="target_is_value",
            message="The target is one value.",
        )
    if (low is None) != (high is None) or (low or 0) > (high or 0):
        raise invalid(
            "body",
            "target_low" if low is None else "target_high",
            code="range_incomplete" if None in {low, high} else "bounds_reversed",
            message="A range has a lower value and a higher one.",
        )
    for name in ("target_value", "target_low", "target_high"):
        refuse_unless_fits(name, getattr(thing, name), rule)
    _check_parts(thing, rule, "target")


def _check_parts(thing: Indicator | Period, rule: Rule, of: str) -> None:
    """What a share is made of: both or neither, and never a part of nothing."""
    part: Decimal | None = getattr(thing, f"{of}_numerator")
    whole: Decimal | None = getattr(thing, f"{of}_denominator")
    value: Decimal | None = getattr(thing, f"{of}_value")
    if part is None and whole is None:
        return
    if not CHOICES[_kind(rule)].has_parts:
        raise _refused(f"{of}_numerator", "parts_impossible", "It is no share.")
    if part is None or whole is None or value is None:
        missing = "numerator" if part is None else "denominator"
        name = f"{of}_{missing}" if part is None or whole is None else f"{of}_value"
        raise _refused(name, "parts_incomplete", "A share has all three.")
    if whole <= 0:
        code = "denominator_negative" if whole else "denominator_zero"
        raise _refused(f"{of}_denominator", code, "Nothing is a part of nothing.")


def _kind(rule: Rule) -> Kind:
    return next(kind for kind in CHOICES if kind == rule.kind)


def _refused(field: str, code: str, message: str) -> InvalidError:
    return invalid("body", field, code=code, message=message)


def check_period(period: Period, rule: Rule) -> None:
    if period.ends_on < period.starts_on:
        raise invalid(
            "body",
            "ends_on",
            code="days_reversed",
            message="A period ends on the day it starts, or later.",
        )
    _check_target(period, rule)


def outside_project(field: str, why: str) -> InvalidError:
    """Refuse a period of which no day is the project's."""
    return invalid("body", field, code="period_outside_project", message=why)


def check_what_is_stored(rule: Rule, stored: Extent, changed: set[str]) -> None:
    """Refuse a rule that values which are already there do not obey."""
    if stored.entries and changed & {"unit", "unit_name"}:
        raise UnitInUseError("Values were recorded in the unit that it has.")
    if stored.entries and changed & _MEANING:
        raise RuleInUseError("Values were recorded by the rule that it has.")
    if stored.decimals > rule.decimals:
        raise DecimalsInUseError(f"Stored values have {stored.decimals} decimals.")
    if rule.scale is None and rule.kind not in {"yes_no", "milestone", "text"}:
        for value in (stored.smallest, stored.largest):
            if stored.entries and misfit(value, rule):
                raise BoundsInUseError("Stored values are outside of the bounds.")
