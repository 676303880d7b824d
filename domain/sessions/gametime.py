"""Game time: seconds since a campaign began. Day 1 begins at second 0, so "Day 15, 9:00 AM" is 1,242,000."""

import re
from dataclasses import dataclass

from domain.errors import UserError
from domain.scheduling.durations import amounts

DAY = 86_400
LATEST = 10_000_000 * DAY
LONGEST_TEXT = 100
_UNITS = {"weeks": 7 * DAY, "days": DAY, "hours": 3_600, "minutes": 60, "seconds": 1}
_CLOCK = r"(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2}))? ?(?P<half>am|pm)?"
_DAY = re.compile(rf"day ?(?P<day>[0-9]{{1,8}})(?:(?:,| |, | at ){_CLOCK})?")
_TIME = re.compile(_CLOCK)


class GameTimeNotUnderstood(UserError):
    """The text says no game time."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True, slots=True)
class Jump:
    """Game time that passed between two sessions, in seconds; less than 0 where the story went back."""

    before: int
    after: int

    @property
    def seconds(self) -> int:
        """How much passed."""
        return self.after - self.before


def write_game_time(seconds: int) -> str:
    """As people write it: `Day 15, 9:00 AM`."""
    day, of_day = divmod(seconds, DAY)
    hour, minute = divmod(of_day // 60, 60)
    return f"Day {day + 1}, {(hour - 1) % 12 + 1}:{minute:02} {'AM' if hour < 12 else 'PM'}"


def read_game_time(text: str, now: int) -> int:
    """The game time that `text` says, where it is `now`.

    `+2h` and `+3 days` go on from now; `day 15` begins at midnight, `day 15 9:00` at that time; `9pm` alone is its next
    occurrence. Raises GameTimeNotUnderstood.
    """
    words = " ".join(text.casefold().split()) if len(text) <= LONGEST_TEXT else ""
    seconds = _passed(words, now) if words.startswith("+") else _named(words, now)
    if seconds is None or not 0 <= seconds <= LATEST:
        raise GameTimeNotUnderstood(text)
    return seconds


def _passed(words: str, now: int) -> int | None:
    found = amounts(words[1:].strip())
    return None if found is None else now + sum(count * _UNITS[unit] for unit, count in found.items())


def _named(words: str, now: int) -> int | None:
    if match := _DAY.fullmatch(words):
        of_day = 0 if match["hour"] is None else _of_day(match)
        return None if of_day is None or match["day"].strip("0") == "" else (int(match["day"]) - 1) * DAY + of_day
    match = _TIME.fullmatch(words)
    if match is None or (match["minute"] is None and match["half"] is None):
        return None
    of_day = _of_day(match)
    return None if of_day is None else now + (of_day - now) % DAY


def _of_day(match: re.Match[str]) -> int | None:
    """Seconds since midnight; None of a time that no clock shows."""
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if minute > 59 or hour > 23 or (match["half"] and not 1 <= hour <= 12):
        return None
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] == "pm" else 0)
    return hour * 3_600 + minute * 60
