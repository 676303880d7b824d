"""The rule of a repeat: what of RFC 5545's RRULE names days. The time of day is that of the first occurrence."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal

from dateutil import rrule
from dateutil.rrule import weekday

WEEK = (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU)
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Frequency(StrEnum):
    """How often a rule begins anew; RFC 5545's others are too often for sessions."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


_FREQUENCIES: dict[Frequency, Literal[0, 1, 2, 3]] = {
    Frequency.DAILY: rrule.DAILY,
    Frequency.WEEKLY: rrule.WEEKLY,
    Frequency.MONTHLY: rrule.MONTHLY,
    Frequency.YEARLY: rrule.YEARLY,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """An RRULE in parts, named for its own; `until` is the last local date. `str()` writes it.

    Raises ValueError for parts that RFC 5545 or dateutil do not take together, or that nobody writes.
    """

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[weekday, ...] = ()
    monthdays: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    count: int | None = None
    until: date | None = None
    week_start: weekday = rrule.MO

    def __post_init__(self) -> None:
        monthly, yearly = self.frequency is Frequency.MONTHLY, self.frequency is Frequency.YEARLY
        nth = [bool(day.n) for day in self.weekdays]
        if self.interval < 1 or (self.count is not None and self.count < 1):
            raise ValueError("an interval and a count are at least 1")
        if self.count is not None and self.until is not None:
            raise ValueError("a rule ends by count or by date")
        if any(nth) and not (all(nth) and (monthly or (yearly and self.months))):
            raise ValueError("the first Friday is one of a month, and does not mix with every Friday")
        if self.monthdays and self.frequency is Frequency.WEEKLY:
            raise ValueError("a week has no days of the month")
        if self.positions and not monthly:
            raise ValueError("positions are taken within a month")

    def __str__(self) -> str:
        parts = {
            "FREQ": self.frequency.value,
            "INTERVAL": str(self.interval) if self.interval > 1 else "",
            "BYMONTH": _listed(self.months),
            "BYMONTHDAY": _listed(self.monthdays),
            "BYDAY": _listed(f"{day.n or ''}{CODES[day.weekday]}" for day in self.weekdays),
            "BYSETPOS": _listed(self.positions),
            "COUNT": str(self.count or ""),
            "UNTIL": f"{self.until:%Y%m%d}" if self.until else "",
            "WKST": CODES[self.week_start.weekday] if self.week_start != rrule.MO else "",
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value)

    def anchored(self, first: date) -> "Rule":
        """The rule with the day that it leaves to its first occurrence, as RFC 5545 fills it in."""
        if self.weekdays or self.monthdays or self.frequency is Frequency.DAILY:
            return self
        if self.frequency is Frequency.WEEKLY:
            return replace(self, weekdays=(WEEK[first.weekday()],))
        if self.frequency is Frequency.MONTHLY:
            return replace(self, monthdays=(first.day,))
        return replace(self, months=self.months or (first.month,), monthdays=(first.day,))

    def fits(self, day: date) -> bool:
        """Whether the rule may begin on that day."""
        if not self.positions:
            return self._names(day)
        month = (day.replace(day=1) + timedelta(days=ahead) for ahead in range(_length(day)))
        named = [one for one in month if self._names(one)]
        chosen = (position - (position > 0) for position in self.positions)
        return day in [named[at] for at in chosen if -len(named) <= at < len(named)]

    def _names(self, day: date) -> bool:
        return (
            (not self.months or day.month in self.months)
            and (not self.monthdays or not {day.day, day.day - _length(day) - 1}.isdisjoint(self.monthdays))
            and (not self.weekdays or any(_is(day, one) for one in self.weekdays))
        )

    def walls(self, first: datetime) -> rrule.rrule:
        """The naive wall times from `first` on. Endless unless the rule ends, or if it does not fit `first`."""
        return rrule.rrule(
            _FREQUENCIES[self.frequency],
            dtstart=first,
            interval=self.interval,
            wkst=self.week_start,
            count=self.count,
            until=datetime.combine(self.until, time.max) if self.until else None,
            bymonth=self.months or None,
            bymonthday=self.monthdays or None,
            byweekday=self.weekdays or None,
            bysetpos=self.positions or None,
        )


def same_day(rule: Rule, first: date) -> Rule:
    """The rule on the weekday, day of the month or date of `first`; a month that is too short gives its last day."""
    months = () if rule.frequency is Frequency.YEARLY else rule.months
    rule = replace(rule, weekdays=(), monthdays=(), positions=(), months=months)
    if rule.frequency is Frequency.MONTHLY:
        return on_monthday(rule, first.day)
    if rule.frequency is Frequency.YEARLY and (first.month, first.day) == (2, 29):
        return replace(rule, months=(2,), monthdays=(-1,))
    return rule.anchored(first)


def on_monthday(rule: Rule, day: int) -> Rule:
    """The monthly rule on that day; a month that is too short gives its last day."""
    if day == 31:
        return replace(rule, monthdays=(-1,))
    if day > 28:
        return replace(rule, monthdays=tuple(range(28, day + 1)), positions=(-1,))
    return replace(rule, monthdays=(day,))


def _listed(values: Iterable[object]) -> str:
    return ",".join(str(value) for value in values)


def _length(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _is(day: date, wanted: weekday) -> bool:
    if day.weekday() != wanted.weekday:
        return False
    n = wanted.n or 0
    return n in (0, (day.day - 1) // 7 + 1, -((_length(day) - day.day) // 7 + 1))
