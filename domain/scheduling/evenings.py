"""Parts of a day: `tonight at 9`, `friday evening 8pm`, `tomorrow night 1am`."""

import re
from collections.abc import Callable
from datetime import datetime, time

from domain.scheduling.clock import Clock, split_clock

EVENING = r"(?:morning|afternoon|evening|night)"
_PART = re.compile(rf"(?:\bin the )?\b(?P<part>{EVENING})\b|\btonight\b")
_BARE = re.compile(r"(?P<day>.*?) ?\b(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?", re.ASCII)
_NIGHT = range(5)  # the small hours, which belong to the night before
_HOURS = {
    "morning": range(12),
    "afternoon": range(12, 19),
    "evening": range(16, 24),
    "night": range(16, 24),
}

Reader = Callable[[str, Clock], tuple[datetime, ...]]


def has_part(text: str) -> bool:
    """Whether the text names a part of a day."""
    return _PART.search(text) is not None


def read_part(text: str, read: Reader) -> tuple[datetime, ...]:
    """The naive wall times of a text that names a part of a day; `read` gives those of a day and a time of day.

    An hour without am or pm is one of that part. The small hours of a night are of the next day; those of tonight of
    whichever is still to come. Empty where the text is not read, or its hour is none of that part.
    """
    if len(found := list(_PART.finditer(text))) != 1:
        return ()
    tonight = found[0]["part"] is None
    part = found[0]["part"] or "night"
    around = " ".join(f"{text[: found[0].start()]} {text[found[0].end() :]}".split())
    if (said := _bare(around, part) or split_clock(around)) is None:
        return ()
    day, clock = said
    if tonight != (not day):  # `evening 8pm` says of no day which
        return ()
    day = "today" if day in ("", "this") else day
    if part in ("evening", "night") and (clock.days or clock.time.hour in _NIGHT):
        if clock.days:
            return read(day, clock)
        later = Clock(clock.time, days=1)
        return (*(read(day, clock) if tonight else ()), *read(day, later))
    return read(day, clock) if clock.time.hour in _HOURS[part] and not clock.days else ()


def _bare(text: str, part: str) -> tuple[str, Clock] | None:
    """The day, and the hour of that part of it, in `friday 8`; from 5 to 12 it is of the evening, and so on."""
    if (found := _BARE.fullmatch(text)) is None:
        return None
    hour = int(found["hour"])
    if part == "afternoon":
        hour = hour + 12 if hour < 12 else hour
    elif part != "morning" and 5 <= hour <= 12:
        hour = (hour + 12) % 24
    return found["day"], Clock(time(hour, int(found["minute"] or 0)))
