"""How far an indicator has come to its target, whichever way better is."""

from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from .periods import Target
from .rules import Direction

Missing: TypeAlias = Literal["baseline", "target", "value", "direction"]
# baseline: the way from there to the target. zero: a share of the target. kept: the
# target is what is already so. band: within it, or how much of the distance is gone.
Basis: TypeAlias = Literal["baseline", "zero", "kept", "band"]
ONE, ZERO = Decimal(1), Decimal(0)


class Progress(NamedTuple):
    """A share of the way (1 is all of it), or what is missing to tell it."""

    share: Decimal | None
    missing: Missing | None = None
    basis: Basis | None = None
    # Outside of a band: how far away its nearer end is.
    distance: Decimal | None = None


NO_TARGET_SET = Progress(None, "target")
NO_VALUE = Progress(None, "value")
NO_DIRECTION = Progress(None, "direction")


def progress(
    *,
    baseline: Decimal | None,
    target: Target,
    value: Decimal | None,
    direction: Direction,
) -> Progress:
    """Below 0 when it went the wrong way, above 1 when further than was wanted."""
    if direction == "none":
        return NO_DIRECTION
    if not target.is_set:
        return NO_TARGET_SET
    if value is None:
        return NO_VALUE
    if target.value is None or direction == "range":
        return _in_band(baseline, target, value)
    return _on_the_way(baseline, target.value, value, direction)


def _on_the_way(
    baseline: Decimal | None, target: Decimal, value: Decimal, direction: Direction
) -> Progress:
    if baseline is None:
        return Progress(_of_target(target, value, direction), None, "zero")
    if target == baseline:
        return Progress(_kept(target, value, direction), None, "kept")
    return Progress((value - baseline) / (target - baseline), None, "baseline")


def capped(share: Decimal) -> Decimal:
    """The share as a bar shows it."""
    return min(max(share, ZERO), ONE)


def _kept(target: Decimal, value: Decimal, direction: Direction) -> Decimal:
    kept = value >= target if direction == "increase" else value <= target
    return ONE if kept else ZERO


def _of_target(target: Decimal, value: Decimal, direction: Direction) -> Decimal:
    """A share of what is to be reached; without a baseline, the way starts at 0."""
    if direction == "increase" and target > 0:
        return value / target
    if direction == "decrease" and target > 0 and value > 0:
        # 0 of a positive value is none of the way down to nothing.
        return target / value
    return _kept(target, value, direction)


def _in_band(baseline: Decimal | None, target: Target, value: Decimal) -> Progress:
    away = _distance(target, value)
    if not away:
        return Progress(ONE, None, "band", ZERO)
    before = None if baseline is None else _distance(target, baseline)
    share = 1 - away / before if before else ZERO
    return Progress(share, None, "band", away)


def _distance(target: Target, value: Decimal) -> Decimal:
    # A single value is a band that has no width.
    low = target.low if target.value is None else target.value
    high = target.high if target.value is None else target.value
    if low is not None and value < low:
        return low - value
    if high is not None and value > high:
        return value - high
    return ZERO
