"""How far an indicator has come from its baseline to its target."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Literal, NamedTuple

from .definitions.combinations import Direction

Missing = Literal["baseline", "target", "value"]
PLACES = Decimal("0.0001")


class Progress(NamedTuple):
    """A share of the way, or what is missing to tell it; never both."""

    share: Decimal | None
    missing: Missing | None


def progress(
    *,
    baseline: Decimal | None,
    target: Decimal | None,
    value: Decimal | None,
    direction: Direction,
) -> Progress:
    """(value − baseline) / (target − baseline), below 0 when it went the wrong way.

    Without a baseline there is no progress, only a value. Where the target is to keep
    the baseline, it is reached or not. Where more is neither better nor worse, there is
    no way to go.
    """
    if direction not in {"increase", "decrease"}:
        return Progress(None, None)
    if baseline is None:
        return Progress(None, "baseline")
    if target is None:
        return Progress(None, "target")
    if value is None:
        return Progress(None, "value")
    if target == baseline:
        kept = value >= target if direction == "increase" else value <= target
        return Progress(Decimal(int(kept)).quantize(PLACES), None)
    # Figures have at most 24 digits: 60 are enough for rounding only once.
    with localcontext(prec=60):
        share = (value - baseline) / (target - baseline)
        return Progress(share.quantize(PLACES, ROUND_HALF_UP) + 0, None)


def points_the_right_way(
    baseline: Decimal | None, target: Decimal | None, direction: Direction
) -> bool:
    """Whether the target lies where the direction says that better is."""
    if baseline is None or target is None or direction in {"range", "none"}:
        return True
    return target >= baseline if direction == "increase" else target <= baseline
