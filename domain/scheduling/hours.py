"""Hours as people write them: a time of day, or a range whose start is meant: `19:00-22:00`, `7-10pm`."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.scheduling.clock import Clock, split_clock

CLOCK = (
    r"(?:noon|midday|midnight|\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\.?|\d{1,2}:\d\d(?::00)?"
    r"|(?:\d\dh(?:\d\d)?|[6-9]h\d\d)|\d{1,2}\.(?:00|1[3-9]|[2-9]\d))"
)
_BARE = r"\d{1,2}(?:[:.]\d\d)?"
HOURS = rf"(?:from )?(?:{CLOCK}|{_BARE}) ?(?:-|to|until|till) ?{CLOCK}"

_RANGE = re.compile(rf"(?:from )?(?P<start>{CLOCK}|{_BARE}) ?(?:-|to|until|till) ?(?P<end>{CLOCK})", re.ASCII)
_HALF = re.compile(r"([ap])\.?m\.?$")
_ANY_DAY = date(2000, 1, 1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """A time of day, as the text that a day can be put before; and how long it goes on, where an end was written."""

    text: str
    clock: Clock
    length: timedelta | None = None


def read_hours(text: str) -> Hours:
    """The time of day, or the range of hours, that the lower-case `text` is. Raises ValueError where it is none."""
    found = _RANGE.fullmatch(text)
    if found is None:
        return Hours(text, _clock(text))
    start, end = _start(found["start"], found["end"]), found["end"]
    length = _from_to(start, end)
    if length == _DAY:
        raise ValueError("a range of hours ends when it begins")
    return Hours(start, _clock(start), length)


def _clock(text: str) -> Clock:
    said = split_clock(text)
    if said is None or said[0]:
        raise ValueError("not a time of day")
    return said[1]


def _start(start: str, end: str) -> str:
    """The start in full: in `7-10pm` and `10-1pm` it takes am or pm from the end, or the other where that is later."""
    bare, half = re.fullmatch(_BARE, start), _HALF.search(end)
    if bare is None:
        return start
    if half is None or int(re.split("[:.]", start)[0]) > 12:
        if ":" not in start and _clock(end).is_word:
            raise ValueError("a bare number is no time of day")
        return start if ":" in start else f"{start}:00"
    same, other = f"{start}{half[1]}m", f"{start}{'a' if half[1] == 'p' else 'p'}m"
    return same if _clock(same).time < _clock(end).time else other


def _from_to(start: str, end: str) -> timedelta:
    """From one time of day to the next such other one, as clocks show it: more than nothing, at most a day."""
    begins: datetime = _clock(start).on(_ANY_DAY)
    length = (_clock(end).on(_ANY_DAY) - begins) % _DAY
    return length or _DAY
