"""Repeats, as people read them: `every 2 weeks on Tuesday, until Mon 1 Mar 2027`."""

from calendar import day_name, month_name
from collections.abc import Iterable
from datetime import date

from cogs.edge.text import plural
from domain.scheduling.repeats.repeat import Repeat
from domain.scheduling.repeats.rule import Frequency, Rule
from domain.scheduling.repeats.series import Series
from domain.scheduling.session import Session

DATES_SHOWN = 3
_UNITS = {
    Frequency.DAILY: "day",
    Frequency.WEEKLY: "week",
    Frequency.MONTHLY: "month",
    Frequency.YEARLY: "year",
}
_NTHS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}


def repeat_words(repeat: Repeat) -> str:
    """The repeat with its end and the dates left out, of which the first three are named."""
    skipped = sorted(repeat.skipped)
    if not skipped:
        return rule_words(repeat.rule)
    named = [day_words(day) for day in skipped[:DATES_SHOWN]]
    more = len(skipped) - len(named)
    return f"{rule_words(repeat.rule)}, except {_and([*named, plural(more, 'more date')] if more else named)}"


def series_words(series: Series, session: Session) -> str:
    """How the session repeats, and whether it is the last of its series."""
    last = " · the last of its series" if series.ends_with(session) else ""
    return f"{repeat_words(series.repeat)}{last}"


def rule_words(rule: Rule) -> str:
    """The rule with its end; one of an uncommon shape as an RRULE."""
    words = _every(rule)
    if words is None:
        return f"`{rule}`"
    if rule.count:
        return f"{words}, {plural(rule.count, 'time')}"
    return f"{words}, until {day_words(rule.until)}" if rule.until else words


def day_words(day: date) -> str:
    """A date that has no time of day: `Tue 8 Dec 2026`."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def _every(rule: Rule) -> str | None:
    """The rule without its end; None for an uncommon shape."""
    unit = _UNITS[rule.frequency]
    every = f"every {rule.interval} {unit}s" if rule.interval > 1 else f"every {unit}"
    if rule.frequency is Frequency.YEARLY:
        days = _in_year(rule)
    elif rule.months:
        return None
    elif rule.frequency is Frequency.MONTHLY:
        days = _in_month(rule)
    elif rule.frequency is Frequency.WEEKLY:
        return _weekly(rule, every)
    else:
        days = None if rule.weekdays or rule.monthdays else ""
    return None if days is None else every + days


def _weekly(rule: Rule, every: str) -> str:
    days = [day.weekday for day in rule.weekdays]
    if rule.interval > 1:
        return f"{every} on {_and(day_name[day] for day in days)}"
    return "every weekday" if days == [0, 1, 2, 3, 4] else f"every {_and(day_name[day] for day in days)}"


def _in_month(rule: Rule) -> str | None:
    if rule.weekdays and not rule.monthdays and not rule.positions:
        names = {day.weekday for day in rule.weekdays}
        if len(names) > 1 or not all(day.n in _NTHS for day in rule.weekdays):
            return None
        return f" on the {_and(_NTHS[day.n or 0] for day in rule.weekdays)} {day_name[names.pop()]}"
    if rule.weekdays:
        return None
    if rule.monthdays in ((28, 29), (28, 29, 30)) and rule.positions == (-1,):
        return f" on the {_ordinal(rule.monthdays[-1])}, or the last day of a shorter month"
    if len(rule.monthdays) > 1 or rule.positions:
        return None
    day = rule.monthdays[0]
    if day == -1:
        return " on the last day"
    return f" on the {_ordinal(day)}" if day > 0 else None


def _in_year(rule: Rule) -> str | None:
    if rule.weekdays or len(rule.months) != 1 or len(rule.monthdays) != 1:
        return None
    day, month = rule.monthdays[0], month_name[rule.months[0]]
    if day == -1:
        return f" on the last day of {month}"
    return f" on {day} {month}" if day > 0 else None


def _ordinal(day: int) -> str:
    ending = "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _and(words: Iterable[str]) -> str:
    *before, last = words
    return f"{', '.join(before)} and {last}" if before else last
