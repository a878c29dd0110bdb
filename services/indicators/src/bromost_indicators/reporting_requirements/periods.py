"""The periods that a rhythm makes of a span of days; pure."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from types import MappingProxyType
from typing import Final, NamedTuple

MONTHS: Final[Mapping[str, int]] = MappingProxyType(
    {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
)
# As many as ten years of half-years, or five of months.
MAX_PERIODS = 60


class Span(NamedTuple):
    """Days that a report is of, both belonging to it; and a day of its own, if any."""

    starts_on: date
    ends_on: date
    due_on: date | None = None


def spans(rhythm: str, starts_on: date, ends_on: date) -> list[Span]:
    """From the first day on, one after another; the last one ends with the span.

    One more than may be, at most: whoever asks for thousands is refused early.
    """
    if rhythm not in MONTHS:
        return [Span(starts_on, ends_on)]
    found: list[Span] = []
    first = starts_on
    while first <= ends_on and len(found) <= MAX_PERIODS:
        # Counted from the first day of all: from the 31st it goes on with the 31st.
        following = _months_after(starts_on, MONTHS[rhythm] * (len(found) + 1))
        found.append(Span(first, min(following - timedelta(days=1), ends_on)))
        first = following
    return found


def overlap(periods: Sequence[Span]) -> bool:
    """Whether two of them have a day in common."""
    ordered = sorted(periods)
    return any(after.starts_on <= before.ends_on for before, after in pairwise(ordered))


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
