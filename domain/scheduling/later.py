"""The same again, later."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.scheduling.wall import from_wall, to_wall

WEEK = timedelta(weeks=1)


def weeks_later(starts_at: datetime, now: datetime, zone: ZoneInfo) -> datetime:
    """The same weekday and wall time in that zone, one week later, or as many as it takes to be after `now`."""
    wall = to_wall(starts_at, zone)
    weeks = max((now - starts_at) // WEEK, 1)
    while (again := from_wall(wall + weeks * WEEK, zone)[0]) <= now:
        weeks += 1
    return again


def day_changed(before: datetime, after: datetime, zone: ZoneInfo) -> bool:
    """Whether the two instants are on different calendar days in that zone."""
    return to_wall(before, zone).date() != to_wall(after, zone).date()
