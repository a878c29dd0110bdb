"""Whether an indicator goes as it should."""

from decimal import Decimal
from typing import Literal, TypeAlias

from .progress import ONE, Progress

Status: TypeAlias = Literal[
    "reached", "ahead", "on_track", "behind", "no_data", "not_due"
]
TOLERANCE = Decimal("0.15")


def status(
    *,
    life: Progress,
    to_date: Progress,
    expected: Progress,
    due: bool,
    tolerance: Decimal = TOLERANCE,
) -> Status | None:
    """None where nothing can be judged: without a target, or a way to it.

    What was reached by the end of the last period that is over is held against what
    was expected by then: nobody is late with a period that still runs.
    """
    if life.share is not None and life.share >= ONE:
        return "reached"
    if life.missing in {"target", "direction"}:
        return None
    if not due:
        return "not_due"
    if to_date.share is None:
        return "no_data" if to_date.missing == "value" else None
    return (
        None
        if expected.share is None
        else _held(to_date.share, expected.share, tolerance)
    )


def period_status(
    come: Progress, *, ended: bool, tolerance: Decimal = TOLERANCE
) -> Status | None:
    """The same of a single period, which is due when it is over."""
    if come.share is not None and come.share >= ONE:
        return "reached"
    if come.missing in {"target", "direction"}:
        return None
    if not ended:
        return "not_due"
    if come.share is None:
        return "no_data"
    return "on_track" if come.share >= ONE - tolerance else "behind"


def _held(share: Decimal, expected: Decimal, tolerance: Decimal) -> Status:
    """The bounds themselves are still on track."""
    margin = tolerance * abs(expected)
    if share < expected - margin:
        return "behind"
    return "ahead" if share > expected + margin else "on_track"
