"""The digest: a guild's week ahead, said once a week."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.errors import UserError
from domain.scheduling.clock import split_clock
from domain.scheduling.grammar import WEEKDAY, WEEKDAYS
from domain.scheduling.wall import from_wall, to_wall

AHEAD = timedelta(days=7)
LONGEST_TEXT = 40
_ON = re.compile(rf"(?:every |on )?({WEEKDAY})s?", re.ASCII)


class DigestNotUnderstood(UserError):
    """Not a weekday and a time of day."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class DigestNeedsChannel(UserError):
    """The guild's digest goes to its channel, and it has none."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """A weekday, 0 for Monday, and a wall time."""

    weekday: int
    at: time

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday]} {self.at:%H:%M}"

    def after(self, instant: datetime, zone: ZoneInfo) -> datetime:
        """The first time that it is then in that zone, after the instant; in UTC."""
        today = to_wall(instant, zone).date()
        coming = today + timedelta(days=(self.weekday - today.weekday()) % 7)
        first, _ = from_wall(datetime.combine(coming, self.at), zone)
        if first > instant:
            return first
        return from_wall(datetime.combine(coming + AHEAD, self.at), zone)[0]


def read_weekly(text: str) -> Weekly:
    """`mon 09:00`, `Fridays 6pm`. Raises DigestNotUnderstood."""
    if len(text) <= LONGEST_TEXT:
        try:
            around, clock = split_clock(text.strip().casefold()) or ("", None)
        except ValueError:
            raise DigestNotUnderstood(text) from None
        if clock is not None and (said := _ON.fullmatch(around)):
            return Weekly((WEEKDAYS.index(said[1][:3]) + clock.days) % 7, clock.time)
    raise DigestNotUnderstood(text)
