"""How people say where a repeat ends and what it leaves out: `10 times`, `until 1 march`, `except 24 dec`."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from domain.scheduling.grammar import MONTH, MONTHS, read_walls
from domain.scheduling.repeats.rule import Rule

_UNTIL = r"(?:until|till|through)"
_EXCEPT = r"(?:except|excluding|without|skipping|but not)"
_TIMES = r"(?:\d{1,4} (?:times|sessions|occurrences)|x ?\d{1,4}|\d{1,4} ?x)"
_BEFORE = re.compile(rf"(?<! for)[ ,]+(?:and )?(?=(?:{_UNTIL}|{_EXCEPT}|for) |{_TIMES}(?!\w))", re.ASCII)

_UNTIL_DAY = re.compile(rf"{_UNTIL} (.+)")
_EXCEPT_DAYS = re.compile(rf"{_EXCEPT} (.+)")
_UNTIL_MONTH = re.compile(
    rf"(?P<word>{_UNTIL}) (?P<end>(?:the )?end of )?(?P<month>{MONTH})\.?(?: (?P<year>\d{{4}}))?", re.ASCII
)
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
            rule = replace(rule, until=_month(ending, first) or _date(until[1], first))
        elif so_long := _SO_LONG.fullmatch(ending):
            rule = replace(rule, until=first + int(so_long[1]) * _SPANS[so_long[2]] - timedelta(days=1))
        elif so_often := _SO_OFTEN.fullmatch(ending):
            rule = replace(rule, count=int(re.sub(r"\D", "", so_often[1])))
        else:
            raise ValueError(f"not an ending: {ending}")
    return rule, frozenset(skipped)


def _month(ending: str, first: date) -> date | None:
    """The last day of `until march`, which leaves March out, and of `until end of march` and `through march`, in it.

    Without a year it is the first such month after that of `first`, or that of `first` itself where it is in.
    """
    if (found := _UNTIL_MONTH.fullmatch(ending)) is None:
        return None
    within = bool(found["end"]) or found["word"] == "through"
    month = MONTHS.index(found["month"][:3]) + 1
    ahead = month < first.month or (month == first.month and not within)
    begin = date(int(found["year"]) if found["year"] else first.year + ahead, month, 1)
    return begin + relativedelta(months=within) - timedelta(days=1)


def _date(text: str, first: date) -> date:
    """The date in `1 march`, `2027-03-01` or `fri 25 dec`: the first from `first` on, unless it names its year."""
    named = re.search(r"\d", text) and not text.startswith("in ")  # no `today`: it is not that of `first`
    walls = read_walls(f"{text} 12:00", datetime.combine(first, time.min)) if named else ()
    if not walls:
        raise ValueError(f"not a date: {text}")
    return walls[0].date()
