"""Days of a series as phrases say them: its weekdays, its first and its last day."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from domain.scheduling.grammar import MONTH, WEEKDAY, WEEKDAYS, read_walls
from domain.scheduling.phrases import DAY, TO

LONGEST = timedelta(days=3 * 366)
_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
_NTH = r"(?:the )?\d{1,2}(?:st|nd|rd|th)?"
_BOTH = re.compile(rf"(?:from )?(?P<first>{DAY}){TO}(?P<last>{DAY})", re.ASCII)
_ONE_MONTH = re.compile(rf"(?:from )?({_NTH}){TO}({_NTH})((?: of)? {MONTH}\.?)((?: \d{{4}})?)", re.ASCII)
_MONTH_FIRST = re.compile(rf"(?:from )?({MONTH}\.?) ({_NTH}){TO}({_NTH})((?: \d{{4}})?)", re.ASCII)
_WEEKDAYS = re.compile(rf"({WEEKDAY})(?:{TO}({WEEKDAY}))?", re.ASCII)


def read_day(text: str, today: date, *, earliest: date | None = None) -> date:
    """The first day that `text` may mean, said on `today`, which is not before `earliest`. Raises ValueError."""
    walls = read_walls(f"{text} 12:00", datetime.combine(today, datetime.min.time()))
    days = (wall.date() for wall in walls)
    found = next((day for day in days if earliest is None or day >= earliest), None)
    if found is None:
        raise ValueError("not a day, or before the first")
    return found


def read_span(text: str, today: date) -> tuple[date, date]:
    """The first and the last day of `mon-thu`, `5-9 dec` or `2026-12-05 to 2026-12-09`. Raises ValueError.

    Weekdays begin at the coming one. Of dates without a year the last is the next to come, and the first is before it.
    """
    first, last = _ends(text)
    begin = read_day(first, today)
    if _WEEKDAYS.fullmatch(last):
        return begin, begin + timedelta(days=(WEEKDAYS.index(last[:3]) - begin.weekday()) % 7)
    end = read_day(last, today)
    if end < begin and re.search(MONTH, first) and not re.search(r"\d{4}", first):
        begin = begin.replace(year=begin.year - 1)
    if end < begin:
        raise ValueError("it ends before it begins")
    return begin, end


def _ends(text: str) -> tuple[str, str]:
    if found := _ONE_MONTH.fullmatch(text):
        first, last, month, year = found.groups()
        return f"{first}{month}{year}", f"{last}{month}{year}"
    if found := _MONTH_FIRST.fullmatch(text):
        month, first, last, year = found.groups()
        return f"{month} {first}{year}", f"{month} {last}{year}"
    if found := _BOTH.fullmatch(text):
        return found["first"], found["last"]
    raise ValueError("no span of days")


def read_frame(text: str, today: date) -> tuple[date, date]:
    """The first and the last day of `this week`, `next weekend` or `next month`; weeks begin on Monday."""
    ahead = 1 if text.startswith("next") else 0
    if text.endswith("month"):
        begin = today.replace(day=1) + relativedelta(months=ahead)
        return begin, begin + relativedelta(months=1) - _DAY
    monday = today - timedelta(days=today.weekday()) + ahead * _WEEK
    return monday, monday + _WEEK - _DAY


def read_length(text: str) -> timedelta:
    """How long `for 5 days` or `the next 2 weeks` is. Raises ValueError for no days."""
    count = int(re.sub(r"\D", "", text))
    if not count:
        raise ValueError("no days")
    return count * (_WEEK if "week" in text else _DAY)


def read_weekdays(text: str) -> frozenset[int]:
    """Which weekdays, from 0 for Monday, `every day`, `weekends`, `fridays` or `mon-thu` names; empty of a date."""
    if "weekend" in text:
        return frozenset({5, 6})
    if re.search("weekday|weeknight", text):
        return frozenset(range(5))
    if text.startswith(("every ", "each ", "daily")):
        return frozenset(range(7))
    if found := _WEEKDAYS.fullmatch(re.sub(r"(?<=day)s$", "", text.removeprefix("from "))):
        first = WEEKDAYS.index(found[1][:3])
        last = WEEKDAYS.index((found[2] or found[1])[:3])
        return frozenset((first + n) % 7 for n in range((last - first) % 7 + 1))
    return frozenset()


def days_between(begin: date, end: date) -> Iterator[date]:
    """Every day from the first to the last. Raises ValueError where they are more than three years apart."""
    if end - begin > LONGEST:
        raise ValueError("more than three years")
    return (begin + timedelta(days=n) for n in range((end - begin).days + 1))
