"""The grammar of days: what people say beside a time of day, as a table.

It comes before dateparser, which errs on some of these ("wednesday 8pm" on a Wednesday, "tonight at 9").
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import islice

from dateutil.relativedelta import relativedelta

from domain.scheduling.clock import Clock, split_clock
from domain.scheduling.evenings import has_part, read_part

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?"
    r"|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
_WEEKDAY = rf"(?P<weekday>{WEEKDAY})"
_DAY = r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NAMED = rf"(?P<month>{MONTH})\.?"
_YEAR = r"(?: (?P<year>\d{4}))?"

_NUMBERS = ("a", "one", "two", "three", "four")
_OF_WEEK = re.compile(
    rf"(?P<before>{WEEKDAY}) (?:of )?(?P<which>this|next) week|(?P<week>this|next) week (?P<after>{WEEKDAY})"
)

Days = tuple[date, ...]
Walls = tuple[datetime, ...]


def read_walls(text: str, now: datetime) -> Walls:
    """The naive wall times that `text` may mean at the wall time `now`, of which the first to come is meant.

    Empty if the text is not read. Raises ValueError or OverflowError for what no clock or calendar shows.
    """
    if has_part(text):
        return read_part(text, lambda day, clock: _on(day, clock, now.date()))
    if (parts := split_clock(text)) is None:
        return ()
    said, clock = parts
    return () if not said and clock.is_word else _on(said, clock, now.date())


def _on(said: str, clock: Clock, today: date) -> Walls:
    """The days that the text may mean, at that time of day."""
    said = _OF_WEEK.sub(lambda found: f"{found['which'] or found['week']} {found['before'] or found['after']}", said)
    for pattern, days in _TABLE:
        if match := pattern.fullmatch(said):
            return tuple(clock.on(day) for day in days(match, today))
    return ()


def _either(_: re.Match[str], today: date) -> Days:
    return today, today + timedelta(days=1)


def _named(match: re.Match[str], today: date) -> Days:
    return (today + timedelta(days=("yesterday", "today", "tomorrow").index(match["name"]) - 1),)


def _after(match: re.Match[str], today: date) -> Days:
    return (today + timedelta(days=int(match["count"]) * (7 if match["unit"][0] == "w" else 1)),)


def _weekday(match: re.Match[str], today: date) -> Days:
    """The coming one, today's included; with `next`, the one of the week that begins next Monday."""
    wanted = WEEKDAYS.index(match["weekday"][:3])
    if match["which"] == "next":
        return (today + timedelta(days=7 - today.weekday() + wanted),)
    coming = today + timedelta(days=(wanted - today.weekday()) % 7)
    return coming, coming + timedelta(days=7)


def _weeks_from(match: re.Match[str], today: date) -> Days:
    """So many weeks after the coming such day: `a week from friday`."""
    count = match["count"]
    weeks = timedelta(weeks=int(count) if count.isdigit() else max(_NUMBERS.index(count), 1))
    return tuple(day + weeks for day in (_named if match["weekday"] is None else _weekday)(match, today))


def _iso(match: re.Match[str], _: date) -> Days:
    return (date(int(match["year"]), int(match["month"]), int(match["day"])),)


def _by_month(match: re.Match[str], today: date) -> Days:
    days = _dates(int(match["day"]), MONTHS.index(match["month"][:3]) + 1, match["year"], today)
    if match["weekday"] is None:
        return days
    return tuple(day for day in days[:1] if day.weekday() == WEEKDAYS.index(match["weekday"][:3]))


def _of_month(match: re.Match[str], today: date) -> Days:
    """`the 9th`: of this month or the next that has it; `friday the 9th` only where the next 9th is a Friday."""
    day = int(match["day"] or match["nth"])
    if not 1 <= day <= 31:
        return ()
    starts = (today.replace(day=1) + relativedelta(months=ahead) for ahead in range(5))
    days = (start + timedelta(days=day - 1) for start in starts if day <= monthrange(start.year, start.month)[1])
    coming = tuple(islice((one for one in days if one >= today), 2))
    if match["weekday"] is None:
        return coming
    return tuple(one for one in coming[:1] if one.weekday() == WEEKDAYS.index(match["weekday"][:3]))


def _in_numbers(match: re.Match[str], today: date) -> Days:
    """`25/12`, `12/25/2026`, `5.12.2026`: with dots the day is first; else only what reads in one way."""
    first, second = int(match["first"]), int(match["second"])
    if match["sep"] == "." or first > 12 or first == second:
        return _dates(first, second, match["year"], today)
    return _dates(second, first, match["year"], today) if second > 12 else ()


def _dates(day: int, month: int, year: str | None, today: date) -> Days:
    """The date of that year; without one, the next two from today, since today's hour may have passed."""
    if year is not None:
        return (date(int(year), month, day),)
    if day > 31 or not 1 <= month <= 12:
        return ()
    years = (today.replace(year=today.year + ahead, month=1, day=1) for ahead in range(9))
    starts = (start.replace(month=month) for start in years)
    dates = (start + timedelta(days=day - 1) for start in starts)
    return tuple(islice((found for found in dates if found.month == month and found >= today), 2))


def _row(pattern: str, days: Callable[[re.Match[str], date], Days]) -> tuple[re.Pattern[str], Callable[..., Days]]:
    return re.compile(pattern, re.ASCII), days


_TABLE = (
    _row(r"", _either),
    _row(r"(?P<name>yesterday|today|tomorrow)", _named),
    _row(rf"(?:(?P<which>this|next|coming) )?{_WEEKDAY}", _weekday),
    _row(
        rf"(?P<count>a|one|two|three|four|\d) weeks? (?:from|after) (?:(?P<which>this|next|coming) )?"
        rf"(?:{_WEEKDAY}|(?P<name>today|tomorrow))",
        _weeks_from,
    ),
    _row(r"in (?P<count>\d{1,4}) ?(?P<unit>d(?:ays?)?|w(?:ks?|eeks?)?)", _after),
    _row(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})", _iso),
    _row(rf"(?:{_WEEKDAY} )?{_DAY}(?: of)? {_NAMED}{_YEAR}", _by_month),
    _row(rf"(?:{_WEEKDAY} )?{_NAMED} {_DAY}{_YEAR}", _by_month),
    _row(rf"(?:{_WEEKDAY} )?(?:the (?P<day>\d{{1,2}})(?:st|nd|rd|th)?|(?P<nth>\d{{1,2}})(?:st|nd|rd|th))", _of_month),
    _row(r"(?P<first>\d{1,2})(?P<sep>[-/.])(?P<second>\d{1,2})(?:(?P=sep)(?P<year>\d{4})|\.)?", _in_numbers),
)
