"""How people say where a repeat ends and what it leaves out: `10 times`, `until 1 march`, `except 24 dec`."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from domain.scheduling.grammar import read_walls
from domain.scheduling.repeats.rule import Rule

_UNTIL = r"(?:until|till|through)"
_EXCEPT = r"(?:except|excluding|without|skipping|but not)"
_TIMES = r"\d{1,4} (?:times|sessions|occurrences)"
_BEFORE = re.compile(rf"(?<! for)[ ,]+(?:and )?(?=(?:{_UNTIL}|{_EXCEPT}|for) |{_TIMES}\b)", re.ASCII)

_UNTIL_DAY = re.compile(rf"{_UNTIL} (.+)")
_EXCEPT_DAYS = re.compile(rf"{_EXCEPT} (.+)")
_SO_OFTEN = re.compile(rf"(?:for )?({_TIMES})", re.ASCII)
_SO_LONG = re.compile(r"for (\d{1,3}) (weeks|months|years)", re.ASCII)
_SPANS = {
    "weeks": relativedelta(weeks=1),
    "months": relativedelta(months=1),
    "years": relativedelta(years=1),
}


def split_endings(text: str) -> list[str]:
    """The rule that lower-case `text` says, and after it each of its endings."""
    return _BEFORE.split(text)


def ended(rule: Rule, endings: Iterable[str], first: date) -> tuple[Rule, frozenset[date]]:
    """The rule with its end, and the dates left out. Raises ValueError for what is not understood, or two ends."""
    skipped: set[date] = set()
    for ending in endings:
        if days := _EXCEPT_DAYS.fullmatch(ending):
            skipped.update(_date(day, first) for day in re.split(r" ?(?:,|&|\band\b) ?", days[1]))
        elif rule.count or rule.until:
            raise ValueError("two ends")
        elif until := _UNTIL_DAY.fullmatch(ending):
            rule = replace(rule, until=_date(until[1], first))
        elif so_long := _SO_LONG.fullmatch(ending):
            rule = replace(rule, until=first + int(so_long[1]) * _SPANS[so_long[2]] - timedelta(days=1))
        elif so_often := _SO_OFTEN.fullmatch(ending):
            rule = replace(rule, count=int(so_often[1].split()[0]))
        else:
            raise ValueError(f"not an ending: {ending}")
    return rule, frozenset(skipped)


def _date(text: str, first: date) -> date:
    """The date in `1 march`, `2027-03-01` or `fri 25 dec`: the first from `first` on, unless it names its year."""
    named = re.search(r"\d", text) and not text.startswith("in ")  # no `today`: it is not that of `first`
    walls = read_walls(f"{text} 12:00", datetime.combine(first, time.min)) if named else ()
    if not walls:
        raise ValueError(f"not a date: {text}")
    return walls[0].date()
