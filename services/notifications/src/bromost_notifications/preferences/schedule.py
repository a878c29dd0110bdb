"""When something leaves the house: quiet hours and digests on its reader's own clock.

A time of day that the clocks skip is the first moment after the gap; one that comes
twice is the first of the two. Digests are sent at fixed moments that do not depend on
when something happened, so everything belongs to exactly one of them.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

Digest: TypeAlias = Literal["hourly", "daily", "weekly"]
DIGESTS = frozenset({"hourly", "daily", "weekly"})
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_SECOND = timedelta(seconds=1)


class Clock(NamedTuple):
    """What a reader set, or what holds until they do."""

    time_zone: str = "Europe/Oslo"
    quiet_from: time | None = None
    quiet_to: time | None = None
    digest_at: time = time(7)
    # 1 is Monday.
    digest_weekday: int = 1


def is_quiet(now: datetime, clock: Clock) -> bool:
    start, end = clock.quiet_from, clock.quiet_to
    if start is None or end is None or start == end:
        return False
    shown = now.astimezone(ZoneInfo(clock.time_zone)).time()
    if start < end:
        return start <= shown < end
    return shown >= start or shown < end


def after_quiet(now: datetime, clock: Clock) -> datetime:
    """Now, or when the quiet hours that it lies in are over."""
    if clock.quiet_to is None or not is_quiet(now, clock):
        return now
    return min(
        moment
        for day in _days(now, clock, before=0, after=2)
        for moment in _twice(day, clock.quiet_to, clock)
        if moment > now and not is_quiet(moment, clock)
    )


def next_digest(now: datetime, mode: Digest, clock: Clock) -> datetime:
    """When the digest goes out that takes up what happens now."""
    moments = (after_quiet(moment, clock) for moment in _planned(now, mode, clock))
    return min(moment for moment in moments if moment > now)


def _planned(now: datetime, mode: Digest, clock: Clock) -> Iterator[datetime]:
    """The moments around now, also those that quiet hours may have put off past it."""
    if mode == "hourly":
        zone = ZoneInfo(clock.time_zone)
        past_the_hour = now.astimezone(zone).replace(tzinfo=UTC)
        begun = past_the_hour.replace(minute=0, second=0, microsecond=0)
        last = now.astimezone(UTC) - (past_the_hour - begun)
        yield from (last, last + _HOUR)
        return
    around = 9 if mode == "weekly" else 2
    for day in _days(now, clock, before=around, after=around):
        if mode == "daily" or day.isoweekday() == clock.digest_weekday:
            yield at(day, clock.digest_at, clock)


def at(day: date, clock_time: time, clock: Clock) -> datetime:
    """When the reader's clock first shows this time, or is past it."""
    zone = ZoneInfo(clock.time_zone)
    wanted = datetime.combine(day, clock_time)
    first = wanted.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if _shown(first, zone) == wanted:
        return first
    # Skipped: the clocks go forward between these two moments.
    before = wanted.replace(tzinfo=zone, fold=1).astimezone(UTC)
    after = first
    while after - before > _SECOND:
        middle = before + (after - before) // 2
        if _shown(middle, zone) < wanted:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


def _twice(day: date, clock_time: time, clock: Clock) -> tuple[datetime, datetime]:
    """Both moments where the time comes twice."""
    again = datetime.combine(day, clock_time, ZoneInfo(clock.time_zone))
    return at(day, clock_time, clock), again.replace(fold=1).astimezone(UTC)


def _days(now: datetime, clock: Clock, *, before: int, after: int) -> list[date]:
    today = now.astimezone(ZoneInfo(clock.time_zone)).date()
    return [today + n * _DAY for n in range(-before, after + 1)]


def _shown(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
