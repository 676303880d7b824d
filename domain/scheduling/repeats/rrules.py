"""Reading an RRULE: `FREQ=WEEKLY;BYDAY=TU`."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from dateutil.rrule import weekday

from domain.scheduling.repeats.rule import CODES, WEEK, Frequency, Rule

_PART = re.compile(r"(?P<name>[A-Z]+)=(?P<value>[A-Z0-9+,-]+)", re.ASCII)
_DAY = re.compile(r"(?P<n>[+-]?[1-5])?(?P<code>MO|TU|WE|TH|FR|SA|SU)", re.ASCII)


def read_rule(text: str) -> Rule:
    """The rule that `text` writes, in any case; UNTIL is a date.

    Raises ValueError for what is no RRULE, or has parts that no session needs (BYHOUR, BYWEEKNO and their like).
    """
    parts: dict[str, Any] = {}
    for part in text.upper().split(";"):
        match = _PART.fullmatch(part)
        if match is None or match["name"] not in _READERS:
            raise ValueError(f"not a part of a rule: {part}")
        field, read = _READERS[match["name"]]
        if field in parts:
            raise ValueError(f"said twice: {part}")
        parts[field] = read(match["value"])
    if "frequency" not in parts:
        raise ValueError("a rule has a frequency")
    return Rule(**parts)


def _weekday(text: str) -> weekday:
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(f"not a weekday: {text}")
    day = WEEK[CODES.index(match["code"])]
    return day(int(match["n"])) if match["n"] else day


def _weekdays(text: str) -> tuple[weekday, ...]:
    return tuple(sorted({_weekday(one) for one in text.split(",")}, key=lambda day: (day.weekday, day.n or 0)))


def _numbers(most: int, *, negative: bool = False) -> Callable[[str], tuple[int, ...]]:
    def read(text: str) -> tuple[int, ...]:
        return tuple(sorted({_number(most, negative=negative)(one) for one in text.split(",")}))

    return read


def _number(most: int, *, negative: bool = False) -> Callable[[str], int]:
    def read(text: str) -> int:
        number = int(text)
        if not 1 <= (abs(number) if negative else number) <= most:
            raise ValueError(f"out of range: {text}")
        return number

    return read


def _date(text: str) -> date:
    return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 -- a date has no zone


_READERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "FREQ": ("frequency", Frequency),
    "INTERVAL": ("interval", _number(999)),
    "BYDAY": ("weekdays", _weekdays),
    "BYMONTHDAY": ("monthdays", _numbers(31, negative=True)),
    "BYMONTH": ("months", _numbers(12)),
    "BYSETPOS": ("positions", _numbers(31, negative=True)),
    "COUNT": ("count", _number(9_999)),
    "UNTIL": ("until", _date),
    "WKST": ("week_start", _weekday),
}
