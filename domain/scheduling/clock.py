"""A time of day as people write it: `20:00`, `8pm`, `8:30 p.m.`, `20h`, `19h30`, `20.00`, `noon`.

What may as well be a length (`2h`) or a date (`5.12`) is none.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_CLOCK = re.compile(
    r"(?<!\S)(?:"
    r"(?P<word>noon|midday|midnight)"
    r"|(?P<hour12>\d{1,2})(?:[:.](?P<minute12>\d\d))? ?(?P<half>[ap])\.?m\.?"
    r"|(?P<hour24>\d{1,2}):(?P<minute24>\d\d)(?::00)?(?! ?[ap]\.?m)"
    r"|(?P<hour_h>\d\d(?=h)|[6-9](?=h\d))h(?P<minute_h>\d\d)?"
    r"|(?P<hour_dot>\d{1,2})\.(?P<minute_dot>00|1[3-9]|[2-9]\d)(?! ?[ap]\.?m)"
    r")(?!\S)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `days` later than the day it is said with, which is how midnight ends a day."""

    time: time
    days: int = 0
    is_word: bool = False

    def on(self, day: date) -> datetime:
        """The naive wall time that "`day`, at this time" means."""
        return datetime.combine(day + timedelta(days=self.days), self.time)


def split_clock(text: str) -> tuple[str, Clock] | None:
    """The one time of day in `text`, and the words around it; None with no time of day, or with several.

    Raises ValueError for an hour or minute that no clock shows.
    """
    found = list(_CLOCK.finditer(text))
    if len(found) != 1:
        return None
    match = found[0]
    around = f"{text[: match.start()]} {text[match.end() :]}"
    return " ".join(around.split()), _clock(match)


def _clock(match: re.Match[str]) -> Clock:
    if word := match["word"]:
        return Clock(time(0), days=1, is_word=True) if word == "midnight" else Clock(time(12), is_word=True)
    if match["half"] is None:
        hour = match["hour24"] or match["hour_h"] or match["hour_dot"]
        minute = match["minute24"] or match["minute_h"] or match["minute_dot"] or 0
        return Clock(time(int(hour), int(minute)))
    hour12 = int(match["hour12"])
    if not 1 <= hour12 <= 12:
        raise ValueError("12-hour clocks show 1 to 12")
    return Clock(time(hour12 % 12 + (12 if match["half"] == "p" else 0), int(match["minute12"] or 0)))
