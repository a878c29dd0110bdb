"""N15: quiet hours and digests on the reader's own clock, also when it is changed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from bromost_notifications.preferences.schedule import (
    Clock,
    Digest,
    after_quiet,
    at,
    is_quiet,
    next_digest,
)

MINUTE, QUARTER, DAY = timedelta(minutes=1), timedelta(minutes=15), timedelta(days=1)
# Fifty zones that change their clocks in 2026, by one hour or by half of one.
ZONES = """
Africa/Cairo Africa/Casablanca Africa/El_Aaiun America/Anchorage America/Boise
America/Chicago America/Denver America/Halifax America/Havana
America/Los_Angeles America/Miquelon America/New_York America/Nuuk
America/Santiago America/Scoresbysund America/St_Johns America/Toronto
America/Winnipeg Antarctica/Troll Asia/Beirut Asia/Gaza Asia/Jerusalem
Asia/Nicosia Atlantic/Azores Atlantic/Bermuda Atlantic/Madeira
Australia/Adelaide Australia/Hobart Australia/Lord_Howe Australia/Melbourne
Australia/Sydney Europe/Athens Europe/Belgrade Europe/Berlin Europe/Bucharest
Europe/Chisinau Europe/Dublin Europe/Helsinki Europe/Kyiv Europe/Lisbon
Europe/London Europe/Oslo Europe/Rome Europe/Sarajevo Europe/Sofia Europe/Warsaw
Pacific/Auckland Pacific/Chatham Pacific/Easter Pacific/Norfolk
""".split()  # noqa: SIM905  # fifty lines less


def changes(zone: str) -> Iterator[date]:
    """The days of 2026 on which the clocks are changed."""
    here, moment = ZoneInfo(zone), datetime(2026, 1, 1, tzinfo=UTC)
    while moment.year == 2026:
        later = moment + timedelta(hours=1)
        if later.astimezone(here).utcoffset() != moment.astimezone(here).utcoffset():
            yield later.astimezone(here).date()
        moment = later


def minutes(zone: str, day: date, days: int) -> list[tuple[datetime, datetime]]:
    """Every minute from the day before on, and what the clock shows then."""
    start = datetime.combine(day - DAY, time(0), UTC) - DAY / 2
    moments = (start + n * MINUTE for n in range(days * 24 * 60))
    return [(one, one.astimezone(ZoneInfo(zone))) for one in moments]


def test_fifty_zones_change_their_clocks_twice() -> None:
    assert len(ZONES) == 50
    assert all(len([*changes(zone)]) >= 2 for zone in ZONES)


@pytest.mark.parametrize("zone", ZONES)
def test_n15_never_in_quiet_hours_and_one_digest_for_each_window(zone: str) -> None:
    quiet = Clock(zone, time(22), time(6, 30), time(2, 30), 7)
    for day in [*changes(zone)][:2]:
        clock = quiet._replace(digest_weekday=day.isoweekday())
        # By day, and at the hour that the clocks skip or show twice.
        shown = minutes(zone, day, 4)
        for one in (clock, clock._replace(quiet_from=None, quiet_to=None)):
            _check_day(shown, one)


def _check_day(shown: list[tuple[datetime, datetime]], clock: Clock) -> None:
    begun = [moment for moment, _ in shown if moment.minute % 15 == 0]
    begun = begun[24 : len(begun) - 7 * 24 * 2]
    first: dict[date, datetime] = {}
    for moment, here in shown:
        if here.time() >= clock.digest_at:
            first.setdefault(here.date(), moment)
    daily = sorted(after_quiet(moment, clock) for moment in [*first.values()][1:])
    for now in begun:
        free = after_quiet(now, clock)
        assert not is_quiet(free, clock)
        assert now <= free <= now + DAY
        assert (free == now) == (not is_quiet(now, clock))
        for mode in get_args(Digest):
            closes = next_digest(now, mode, clock)
            assert closes > now
            assert not is_quiet(closes, clock)
            # Whatever else happens until then goes into the same, and what happens
            # from then on into another.
            assert next_digest(closes - MINUTE / 2, mode, clock) == closes
            assert next_digest(closes, mode, clock) > closes
            if mode == "daily" and now >= daily[0]:
                assert closes == min(one for one in daily if one > now)
        hour = next_digest(now, "hourly", clock)
        assert hour - now <= timedelta(hours=1) or is_quiet(hour - MINUTE, clock)


def test_n15_what_the_clocks_skip_and_what_they_show_twice() -> None:
    oslo = Clock("Europe/Oslo")

    gap = at(date(2026, 3, 29), time(2, 30), oslo)
    assert gap == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    twice = at(date(2026, 10, 25), time(2, 30), oslo)
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_quiet_hours_by_day_over_midnight_and_none() -> None:
    def quiet(start: time | None, end: time | None, hour: int) -> bool:
        clock = Clock("UTC", start, end)
        return is_quiet(datetime(2026, 5, 5, hour, tzinfo=UTC), clock)

    assert [quiet(time(12), time(14), hour) for hour in (11, 12, 13, 14)] == [
        *(False, True, True, False)
    ]
    assert [quiet(time(22), time(6), hour) for hour in (21, 22, 5, 6)] == [
        *(False, True, True, False)
    ]
    assert not quiet(None, None, 3)
    assert not quiet(time(3), time(3), 3)
