"""Durations as people write them: `3h`, `1h30m`, `2 days`; and the offsets of reminders: `1d, 1h, 0`."""

import re
from collections.abc import Iterable
from datetime import timedelta

from domain.scheduling.errors import DurationNotUnderstood, DurationTooLong, TimeTooLong, TooManyOffsets

LONGEST_TEXT = 100
LONGEST_LIST = 200
LONGEST_OFFSET = timedelta(days=30)
MOST_OFFSETS = 10
NO_OFFSETS = ("none", "off")

_UNITS = {
    "weeks": "weeks|week|wks|wk|w",
    "days": "days|day|d",
    "hours": "hours|hour|hrs|hr|h",
    "minutes": "minutes|minute|mins|min|m",
    "seconds": "seconds|second|secs|sec|s",
}
_AMOUNTS = re.compile(
    " ?".join(rf"(?:(?P<{unit}>[0-9]{{1,6}}) ?(?:{words})(?![a-z]))?" for unit, words in _UNITS.items())
)
_SPELLED = {
    re.compile(r"(?:(?:an|1|one) hour|1h) and a half"): "90m",
    re.compile(r"half an hour|a half hour|half hour"): "30m",
    re.compile(r"an? (hour|day|week|minute)"): r"1 \1",
    re.compile(r"([0-9]{1,4}) and a half hours"): r"\1h30m",
    re.compile(r"([0-9]{1,4})h([0-5][0-9])"): r"\1h\2m",
}
_FRACTION = re.compile(r"([0-9]{1,4})[.,]([0-9]{1,2}) ?(?:hours?|hrs?|h)", re.ASCII)
_LETTERS = (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1))


def amounts(text: str) -> dict[str, int] | None:
    """`1h 30 min` as `{"hours": 1, "minutes": 30}`: timedelta's units, largest first, each at most once."""
    match = _AMOUNTS.fullmatch(_spelled(" ".join(text.lower().split())))
    if match is None:
        return None
    return {unit: int(digits) for unit, digits in match.groupdict().items() if digits is not None} or None


def _spelled(text: str) -> str:
    """What people write for amounts, as amounts: `half an hour`, `1.5h`, `3h30`, `3 hours and 30 minutes`."""
    if part := _FRACTION.fullmatch(text):
        return f"{part[1]}h{round(60 * float(f'0.{part[2]}'))}m"
    for pattern, amount in _SPELLED.items():
        if found := pattern.fullmatch(text):
            return found.expand(amount)
    return text.replace(" and ", " ")


def read_duration(text: str, *, longest: timedelta = LONGEST_OFFSET) -> timedelta:
    """The duration that `text` says; of bare numbers only `0` has a meaning.

    Raises TimeTooLong (unread, above 100 characters), DurationNotUnderstood or DurationTooLong.
    """
    if len(text) > LONGEST_TEXT:
        raise TimeTooLong(len(text), LONGEST_TEXT)
    if text.strip() == "0":
        return timedelta()
    found = amounts(text)
    if found is None:
        raise DurationNotUnderstood(text)
    duration = timedelta(**found)
    if duration > longest:
        raise DurationTooLong(text, longest)
    return duration


def write_duration(duration: timedelta) -> str:
    """The shortest form that `read_duration` reads back, to the second: `1h30m`, `2d`, `3w`, `0`."""
    seconds = int(duration.total_seconds())
    if seconds < 0:
        raise ValueError("a duration is never negative")
    if seconds and seconds % (7 * 86_400) == 0:
        return f"{seconds // (7 * 86_400)}w"
    written = ""
    for letter, size in _LETTERS:
        count, seconds = divmod(seconds, size)
        written += f"{count}{letter}" if count else ""
    return written or "0"


def read_offsets(text: str) -> tuple[timedelta, ...]:
    """The offsets in a list such as `1d, 1h, 0` or `1d; 1h`: distinct, longest first; `none` or `off` is an empty one.

    Raises what `read_duration` raises, and TooManyOffsets above 10.
    """
    if len(text) > LONGEST_LIST:
        raise TimeTooLong(len(text), LONGEST_LIST)
    if text.strip().lower() in NO_OFFSETS:
        return ()
    offsets = {read_duration(part.strip(), longest=LONGEST_OFFSET) for part in re.split("[,;]", text)}
    if len(offsets) > MOST_OFFSETS:
        raise TooManyOffsets(len(offsets), MOST_OFFSETS)
    return tuple(sorted(offsets, reverse=True))


def write_offsets(offsets: Iterable[timedelta]) -> str:
    """The list that `read_offsets` reads back: `1d, 1h, 0`, or `none`."""
    return ", ".join(write_duration(offset) for offset in offsets) or NO_OFFSETS[0]
