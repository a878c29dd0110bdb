"""What must hold of an indicator and its periods, whoever writes them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from bromost_common.errors import ConflictError, invalid
from bromost_indicators.figures import HUNDRED, refuse_unless_fits
from bromost_indicators.progress import points_the_right_way

from .models import Indicator, Period


class UnitInUseError(ConflictError):
    """Values were recorded in this unit; in another they would mean something else."""

    code = "unit_in_use"


class DecimalsInUseError(ConflictError):
    """Stored values have more decimals."""

    code = "decimals_in_use"


class BoundsInUseError(ConflictError):
    """Stored values are outside of 0 to 100 percent."""

    code = "bounds_in_use"


class Extent(NamedTuple):
    """What is stored under an indicator: targets and values of its periods."""

    entries: int
    decimals: int
    smallest: Decimal
    largest: Decimal


_AGREED = ("baseline_value", "baseline_on", "target_value", "target_on")


def replaces_agreed(thing: Indicator | Period, changes: Mapping[str, object]) -> bool:
    """True where a baseline or target that stands would become another, or none."""
    return any(
        getattr(thing, name) not in {None, changes[name]}
        for name in _AGREED
        if name in changes
    )


def check_indicator(indicator: Indicator, original_language: str) -> None:
    if original_language not in indicator.title:
        raise invalid(
            "body",
            "title",
            code="original_language_missing",
            message="The title is missing in its result's original language.",
        )
    if (indicator.unit == "custom") != (indicator.unit_name is not None):
        raise invalid(
            "body",
            "unit_name",
            code="unit_name_mismatch",
            message="A unit of one's own has a name, and no other unit has one.",
        )
    _check_baseline_and_target(indicator)
    for field in ("baseline_value", "target_value"):
        refuse_unfit(indicator, field, getattr(indicator, field))


def _check_baseline_and_target(indicator: Indicator) -> None:
    if (indicator.baseline_value is None) != (indicator.baseline_on is None):
        missing = "baseline_on" if indicator.baseline_on is None else "baseline_value"
        raise invalid(
            "body",
            missing,
            code="baseline_incomplete",
            message="A baseline has a value and the day on which it was so.",
        )
    if indicator.target_on is not None and indicator.target_value is None:
        raise invalid(
            "body",
            "target_value",
            code="target_incomplete",
            message="A target that has a day has a value.",
        )
    if not points_the_right_way(
        indicator.baseline_value,
        indicator.target_value,
        "increase" if indicator.direction == "increase" else "decrease",
    ):
        raise invalid(
            "body",
            "target_value",
            code="target_against_direction",
            message="The target lies on the wrong side of the baseline.",
        )


def check_period(indicator: Indicator, period: Period) -> None:
    if period.ends_on < period.starts_on:
        raise invalid(
            "body",
            "ends_on",
            code="days_reversed",
            message="A period ends on the day it starts, or later.",
        )
    refuse_unfit(indicator, "target_value", period.target_value)


def refuse_unfit(indicator: Indicator, field: str, value: Decimal | None) -> None:
    refuse_unless_fits(
        field,
        value,
        unit=indicator.unit,
        decimals=indicator.decimals,
        allow_over_100=indicator.allow_over_100,
    )


def check_what_is_stored(
    indicator: Indicator, stored: Extent, *, unit_changed: bool
) -> None:
    """Refuse a definition that values which are already there do not obey."""
    if unit_changed and stored.entries:
        raise UnitInUseError("Values were recorded in the unit that it has.")
    if stored.decimals > indicator.decimals:
        raise DecimalsInUseError(f"Stored values have {stored.decimals} decimals.")
    over = stored.largest > HUNDRED and not indicator.allow_over_100
    if indicator.unit == "percent" and (stored.smallest < 0 or over):
        raise BoundsInUseError("Stored values are not between 0 and 100.")
