"""A repeat and its occurrences: dates from the rule, one wall time for all, instants computed from both.

Occurrences are told apart by the date that the rule gives them. Their wall time stays the same across daylight
saving, but for one that the clocks skip: its instant is moved forward by the jump.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from domain.errors import UserError
from domain.scheduling.errors import RepeatEndsAtOnce
from domain.scheduling.repeats.rrules import read_rule
from domain.scheduling.repeats.rule import Rule, same_day
from domain.scheduling.wall import Shift, from_wall


class RepeatFixesTheDay(UserError):
    """The series cannot be moved to `day`, since its `rule` names other days."""

    def __init__(self, rule: Rule, day: date) -> None:
        super().__init__(rule, day)
        self.rule = rule
        self.day = day


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a repeat: the naive `wall` time of the plan, and the `instant`, in UTC, that it means."""

    wall: datetime
    instant: datetime
    shift: Shift


@dataclass(frozen=True, slots=True)
class Repeat:
    """A series as it is kept: `rrule` as RFC 5545 writes it (UNTIL is the last local date), and the first wall time.

    `dtstart` is naive, and the rule fits it. The dates in `skipped` are left out, but count towards COUNT.
    """

    rrule: str
    dtstart: datetime
    zone: ZoneInfo
    skipped: frozenset[date] = frozenset()

    @property
    def rule(self) -> Rule:
        """The rule in its parts."""
        return read_rule(self.rrule)


def next_after(repeat: Repeat, day: date) -> Occurrence | None:
    """The first occurrence on a later date than `day`; None if the series is over. Ten years take milliseconds."""
    return next(iter(following(repeat, day, 1)), None)


def following(repeat: Repeat, day: date, limit: int) -> tuple[Occurrence, ...]:
    """The first occurrences on later dates than `day`, at most `limit`."""
    after = repeat.rule.walls(repeat.dtstart).xafter(datetime.combine(day, time.max))
    return tuple(islice(_occurrences(repeat, after), limit))


def occurrences(repeat: Repeat, limit: int) -> tuple[Occurrence, ...]:
    """The first occurrences of a series, at most `limit`."""
    return tuple(islice(_occurrences(repeat, iter(repeat.rule.walls(repeat.dtstart))), limit))


def moved(repeat: Repeat, day: date, wall: datetime) -> Repeat:
    """The series that begins with the occurrence of the date `day`, that one and all to come moved to `wall`.

    A series on one weekday, day of the month or day of the year moves to that of `wall`, and the skipped dates
    move along. COUNT is lessened by the dates before `day`, UNTIL stays. Raises RepeatFixesTheDay where the rule
    names its days otherwise, RepeatEndsAtOnce where UNTIL is before `wall`.
    """
    rule, to = repeat.rule, wall.date()
    by = timedelta()
    if not rule.fits(to):
        if not _follows_its_first(rule, repeat.dtstart.date()):
            raise RepeatFixesTheDay(rule, to)
        rule, by = same_day(rule, to), to - day
    if rule.until and rule.until < to:
        raise RepeatEndsAtOnce(str(rule))
    if rule.count:
        rule = replace(rule, count=rule.count - _dates_before(repeat, day))
    skipped = frozenset(one + by for one in repeat.skipped if one > day)
    return Repeat(str(rule), wall, repeat.zone, skipped - {to})


def _follows_its_first(rule: Rule, first: date) -> bool:
    """Whether the rule's day is that of its first occurrence, and no more."""
    same = same_day(rule, first)
    bare = replace(same, weekdays=(), monthdays=(), positions=())
    return rule in (same, bare.anchored(first))


def _dates_before(repeat: Repeat, day: date) -> int:
    """How many dates the rule gives before `day`, which is one of them; those left out count, as for COUNT."""
    return sum(1 for _ in takewhile(lambda wall: wall.date() < day, repeat.rule.walls(repeat.dtstart)))


def _occurrences(repeat: Repeat, walls: Iterator[datetime]) -> Iterator[Occurrence]:
    kept = (wall for wall in walls if wall.date() not in repeat.skipped)
    return (Occurrence(wall, *from_wall(wall, repeat.zone)) for wall in kept)
