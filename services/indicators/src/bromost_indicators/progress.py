"""How far an indicator has come from baseline to target, as its page tells it."""

from decimal import Decimal
from typing import Literal, NamedTuple

from .calculation.periods import Target
from .calculation.progress import progress as calculated
from .calculation.rules import Direction
from .calculation.values import exact, rounded

Missing = Literal["baseline", "target", "value"]
DECIMALS = 4


class Progress(NamedTuple):
    """A share of the way, or what is missing to tell it; never both."""

    share: Decimal | None
    missing: Missing | None


@exact
def progress(
    *,
    baseline: Decimal | None,
    target: Decimal | None,
    value: Decimal | None,
    direction: Direction,
) -> Progress:
    """(value − baseline) / (target − baseline), below 0 when it went the wrong way.

    Without a baseline this page tells no progress, only a value. Where more is neither
    better nor worse, there is no way to go.
    """
    if direction not in {"increase", "decrease"}:
        return Progress(None, None)
    if baseline is None:
        return Progress(None, "baseline")
    if target is None:
        return Progress(None, "target")
    come = calculated(
        baseline=baseline, target=Target(target), value=value, direction=direction
    )
    if come.share is None:
        return Progress(None, "value")
    return Progress(rounded(come.share, DECIMALS), None)


def points_the_right_way(
    baseline: Decimal | None, target: Decimal | None, direction: Direction
) -> bool:
    """Whether the target lies where the direction says that better is."""
    if baseline is None or target is None or direction in {"range", "none"}:
        return True
    return target >= baseline if direction == "increase" else target <= baseline
