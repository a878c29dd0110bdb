"""Where a series changes its meaning, and how far back figures may reach."""

from collections.abc import Sequence

from .periods import Period
from .rules import continues


def last_stretch(periods: Sequence[Period]) -> Sequence[Period]:
    """The newest of `periods` under rules that go on from one to the next.

    Before it the values mean something else, and are in no figure that adds up.
    """
    for at in range(len(periods) - 1, 0, -1):
        if not continues(periods[at - 1].rule, periods[at].rule):
            return periods[at:]
    return periods


def stretches(periods: Sequence[Period]) -> list[Sequence[Period]]:
    """All of them, the oldest first: a chart draws no line from one to the next."""
    found: list[Sequence[Period]] = []
    while periods:
        stretch = last_stretch(periods)
        found.insert(0, stretch)
        periods = periods[: len(periods) - len(stretch)]
    return found
