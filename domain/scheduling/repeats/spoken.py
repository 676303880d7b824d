"""How people say a repeat, as a table: `every other tuesday`, `monthly on the first friday`."""

import re
from collections.abc import Callable
from datetime import date

from dateutil.rrule import weekday

from domain.scheduling.grammar import WEEKDAY, WEEKDAYS
from domain.scheduling.repeats.rule import WEEK, Frequency, Rule, on_monthday, same_day

_SAID = {
    "daily": "every day",
    "weekly": "every week",
    "biweekly": "every 2 weeks",
    "bi-weekly": "every 2 weeks",
    "fortnightly": "every 2 weeks",
    "every fortnight": "every 2 weeks",
    "monthly": "every month",
    "quarterly": "every 3 months",
    "yearly": "every year",
    "annually": "every year",
    "once a day": "every day",
    "once a week": "every week",
    "once a month": "every month",
    "once a year": "every year",
    "once every": "every",
    "weekdays": "every mon and tue and wed and thu and fri",
    "every weekday": "every mon and tue and wed and thu and fri",
    "weekends": "every sat and sun",
    "every weekend": "every sat and sun",
}
_SHORT = re.compile(rf"(?:{'|'.join(sorted(_SAID, key=len, reverse=True))})(?![\w-])")

_WEEKDAY = rf"{WEEKDAY}s?"
_WEEKDAYS = rf"{_WEEKDAY}(?: and {_WEEKDAY})*"
_NTHS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}
_NTHS |= {"fourth": 4, "4th": 4, "fifth": 5, "5th": 5, "last": -1}
_NTH = "|".join(_NTHS)
_OF_THE_MONTH = r" (?:of|in) (?:the|every) month"

_Reader = Callable[[re.Match[str], date], Rule]

_NTH_WEEKDAYS = re.compile(rf"(?P<nths>(?:{_NTH})(?: and (?:the )?(?:{_NTH}))*) (?P<weekday>{_WEEKDAY})")
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER = re.compile(rf"(?<=every )(?:{'|'.join(_NUMBERS)})\b")
_MONTHDAY = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", re.ASCII)


def read_phrase(text: str, first: date) -> Rule:
    """The rule that lower-case `text` says of a series that begins on `first`. Raises ValueError if it says none."""
    words = text.replace(",", " and ").replace("&", " and ").replace("each", "every")
    words = re.sub(r"\band(?: and)+\b", "and", " ".join(words.split()))
    words = _SHORT.sub(lambda short: _SAID[short[0]], words, count=1) if _SHORT.match(words) else words
    words = _NUMBER.sub(lambda number: str(_NUMBERS.index(number[0]) + 2), words)
    for pattern, read in _TABLE:
        if match := pattern.fullmatch(words):
            return read(match, first)
    raise ValueError(f"not a rule: {text}")


def _every(match: re.Match[str], first: date) -> Rule:
    rule = Rule(Frequency[_UNITS[match["unit"]]], _interval(match["every"]))
    if (on := match["on"]) is None:
        return same_day(rule, first)
    if rule.frequency is Frequency.WEEKLY and re.fullmatch(_WEEKDAYS, on):
        return _weekly(rule.interval, on)
    if rule.frequency is Frequency.MONTHLY:
        return _in_month(rule.interval, on)
    raise ValueError(f"no day of it: {on}")


def _on_weekdays(match: re.Match[str], _: date) -> Rule:
    return _weekly(_interval(match["every"]), match["days"])


def _of_the_month(match: re.Match[str], _: date) -> Rule:
    return _in_month(1, match["on"])


def _interval(every: str | None) -> int:
    return 2 if every in ("other", "second", "2nd") else int(every or 1)


def _weekly(interval: int, days: str) -> Rule:
    indexes = sorted({_index(day) for day in days.split(" and ")})
    return Rule(Frequency.WEEKLY, interval, tuple(WEEK[index] for index in indexes))


def _in_month(interval: int, on: str) -> Rule:
    """Monthly on `first and third friday`, `15th` or `last day`."""
    rule = Rule(Frequency.MONTHLY, interval)
    if on == "last day":
        return on_monthday(rule, 31)
    if (match := _MONTHDAY.fullmatch(on)) and 1 <= int(match["day"]) <= 31:
        return on_monthday(rule, int(match["day"]))
    if match := _NTH_WEEKDAYS.fullmatch(on):
        nths = sorted({_NTHS[nth] for nth in re.findall(_NTH, match["nths"])})
        days: tuple[weekday, ...] = tuple(WEEK[_index(match["weekday"])](nth) for nth in nths)
        return Rule(Frequency.MONTHLY, interval, days)
    raise ValueError(f"not a day of the month: {on}")


def _index(day: str) -> int:
    return WEEKDAYS.index(day[:3])


_UNITS = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}


def _row(pattern: str, read: _Reader) -> tuple[re.Pattern[str], _Reader]:
    return re.compile(pattern, re.ASCII), read


_TABLE = (
    _row(
        r"every(?: (?P<every>other|second|\d{1,3})(?:nd|rd|th)?)? (?P<unit>day|week|month|year)s?"
        rf"(?: on(?: the)? (?P<on>.+?)(?:{_OF_THE_MONTH})?)?",
        _every,
    ),
    _row(rf"(?:on )?(?:every(?: (?P<every>other|second|2nd|\d{{1,2}}))? )?(?P<days>{_WEEKDAYS})", _on_weekdays),
    _row(rf"(?:on )?(?:the |every )?(?P<on>.+){_OF_THE_MONTH}", _of_the_month),
    _row(rf"every (?P<on>(?:first|1st|third|3rd|fourth|4th|last) {_WEEKDAY})", _of_the_month),
)
