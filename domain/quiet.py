"""Quiet hours: a span of wall time in which nobody is written to privately of what can wait."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.errors import UserError
from domain.scheduling.clock import split_clock
from domain.scheduling.wall import from_wall, to_wall

LONGEST_TEXT = 40
_DAY = timedelta(days=1)
_TO = re.compile(r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*")  # phones make dashes of hyphens
_BARE = re.compile(r"\d{1,2}", re.ASCII)


class QuietHoursNotUnderstood(UserError):
    """Not two times of day."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one wall time, inclusive, to another, exclusive; over midnight where the end is not after the beginning."""

    begin: time
    end: time

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"

    def over_at(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When the quiet hours that it is now in that zone are over, in UTC; None where it is none now."""
        today = to_wall(now, zone).date()
        for day in (today - _DAY, today):
            last = day if self.begin < self.end else day + _DAY
            begin, _ = from_wall(datetime.combine(day, self.begin), zone)
            end, _ = from_wall(datetime.combine(last, self.end), zone)
            if begin <= now < end:
                return end
        return None

    def wait_until(self, now: datetime, zone: ZoneInfo, of_use_until: datetime | None) -> datetime | None:
        """Until when what is to be said now waits, in UTC; None where it is said now.

        What is of use only until the quiet hours are over does not wait: it is about something that starts or closes in
        them, and who takes part at such an hour is awake.
        """
        over_at = self.over_at(now, zone)
        return None if over_at and of_use_until and of_use_until <= over_at else over_at


def read_quiet_hours(text: str) -> QuietHours:
    """`22:00-08:00`, `10pm to 8am`, `22-8`. Raises QuietHoursNotUnderstood."""
    sides = _TO.split(text.strip().casefold()) if len(text) <= LONGEST_TEXT else []
    # `22-8` is clear, `10pm-8` is not.
    times = [_time(f"{side}:00" if _BARE.fullmatch(side) and "m" not in text.casefold() else side) for side in sides]
    if len(times) != 2 or times[0] is None or times[1] is None or times[0] == times[1]:
        raise QuietHoursNotUnderstood(text)
    return QuietHours(times[0], times[1])


def _time(text: str) -> time | None:
    try:
        around, clock = split_clock(text) or ("nothing", None)
    except ValueError:
        return None
    return clock.time if clock and not around else None
