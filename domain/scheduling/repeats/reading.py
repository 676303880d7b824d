"""Reading a repeat as people write it: `every other tuesday until 1 march`, or an RRULE."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from domain.scheduling.errors import RepeatDoesNotFit, RepeatEndsAtOnce, RepeatNotUnderstood, RepeatTooOften
from domain.scheduling.repeats.endings import ended, split_endings
from domain.scheduling.repeats.repeat import Repeat, next_after
from domain.scheduling.repeats.rrules import read_rule
from domain.scheduling.repeats.rule import Rule
from domain.scheduling.repeats.spoken import read_phrase
from domain.scheduling.wall import to_wall

LONGEST_TEXT = 200
FARTHEST = relativedelta(years=10)

_NTHS = ("first", "second", "third", "fourth")

_TOO_OFTEN = re.compile(r"\b(?:hourly|hours?|minutely|minutes?|secondly)\b|\bby(?:hour|minute|second)=")
_UNTIL = re.compile(r"(?<=;until=)(\d{8}t\d{6})(z?)(?![^;])", re.ASCII)


def read_repeat(text: str, first: datetime, zone: ZoneInfo) -> Repeat:
    """The series that begins at the naive wall time `first` in `zone`, and repeats as `text` says.

    "monthly" on the 29th to 31st takes the last day of shorter months; an RRULE skips them, as RFC 5545 has it.
    Dates without a year are the first from `first` on. Takes milliseconds. Raises RepeatNotUnderstood,
    RepeatTooOften, RepeatEndsAtOnce, or RepeatDoesNotFit for a first or an excepted date that is not of the series.
    """
    if len(text) > LONGEST_TEXT:
        raise RepeatNotUnderstood(text, first)
    said = " ".join(text.lower().split())
    if _TOO_OFTEN.search(said):
        raise RepeatTooOften(text)
    try:
        rule, skipped = _read(said, first, zone)
        repeat = Repeat(str(rule), first, zone, skipped)
        _refuse_other_days(text, repeat, rule)
        second = next_after(repeat, first.date())
    except (ValueError, OverflowError) as error:  # the 31st of June, every 0 weeks, the year 9999
        raise RepeatNotUnderstood(text, first) from error
    if second is None or second.wall > first + FARTHEST:
        raise RepeatEndsAtOnce(text)
    return repeat


def examples(first: datetime) -> tuple[str, str]:
    """Two texts that `read_repeat` would understand for a series that begins then."""
    return f"every {first:%A}".lower(), f"every 2 weeks until {(first + relativedelta(months=6)).date()}"


def _read(said: str, first: datetime, zone: ZoneInfo) -> tuple[Rule, frozenset[date]]:
    """The rule, and the dates left out. Raises ValueError for what is not understood."""
    head, *endings = split_endings(said)
    if "=" in head:
        local = _UNTIL.sub(lambda until: _last_day(until, first, zone), head.removeprefix("rrule:"))
        rule = read_rule(local).anchored(first.date())
    else:
        rule = read_phrase(head, first.date())
    return ended(rule, endings, first.date())


def _last_day(until: re.Match[str], first: datetime, zone: ZoneInfo) -> str:
    """The last date that an UNTIL with a time of day leaves to sessions at the time of day of `first`."""
    wall = datetime.strptime(until[1], "%Y%m%dt%H%M%S")  # noqa: DTZ007 -- the zone comes next
    local = to_wall(wall.replace(tzinfo=UTC), zone) if until[2] else wall
    late = local.time() < first.time()
    return f"{local.date() - timedelta(days=late):%Y%m%d}"


def _refuse_other_days(text: str, repeat: Repeat, rule: Rule) -> None:
    """Refuse a first or an excepted date that is not of the series, since one of the two is then a mistake."""
    first = repeat.dtstart.date()
    if not rule.fits(first):
        days = (first + timedelta(days=ahead) for ahead in range(1, 366))
        raise RepeatDoesNotFit(text, first, next(filter(rule.fits, days), None))
    last = max(repeat.skipped, default=first)
    if last > first + FARTHEST:
        raise ValueError("too far ahead")
    dates = {wall.date() for wall in takewhile(lambda wall: wall.date() <= last, rule.walls(repeat.dtstart))}
    wrong = repeat.skipped - (dates - {first})
    if wrong:
        instead = next_after(repeat, min(wrong))
        raise RepeatDoesNotFit(text, min(wrong), instead.wall.date() if instead else None)


def fitting(first: date | None) -> tuple[str, ...]:
    """Common texts that `read_repeat` would understand for a series that begins on that date, or on any."""
    if first is None:
        return "weekly", "every 2 weeks", "monthly", "daily", "weekly 10 times"
    weekday, nth = f"{first:%A}".lower(), (first.day - 1) // 7
    last = (first + timedelta(days=7)).month != first.month
    nths = [_NTHS[nth]] if nth < len(_NTHS) else []
    return (
        f"every {weekday}",
        f"every other {weekday}",
        *(f"monthly on the {one} {weekday}" for one in (*nths, *(["last"] if last else []))),
        "monthly",
        "daily",
        *(["every weekday"] if first.weekday() < 5 else []),
        f"every {weekday} 10 times",
        f"every {weekday} until {(first + relativedelta(months=6)).isoformat()}",
    )
