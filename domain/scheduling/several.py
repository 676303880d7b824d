"""Reading several times in one text: `fri 7pm; sat 14:00`, `fri or sat 8pm`, `weekdays 8pm next week`.

Semicolons and lines part a text; commas, `and` and `or` part it further, where it is not one time as a whole
(`Dec 5, 2026 8pm`). Parts without an hour share that of a later one, and parts without a day that of an earlier one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.scheduling.errors import (
    NothingAhead,
    NoTimes,
    PartNotUnderstood,
    TimeInThePast,
    TimeNotUnderstood,
    TimeTooLong,
    TooManyTimes,
)
from domain.scheduling.days import read_weekdays
from domain.scheduling.phrases import Part, Phrase, Says, split_parts
from domain.scheduling.series import BOUNDS, Here, read_series
from domain.scheduling.wall import Shift, from_wall, to_wall
from domain.scheduling.when import FARTHEST, LONGEST_TEXT, Understood, examples, read_when

LONGEST_LIST = 2000
MOST_WRITTEN = 40  # the same time may be written twice; more are not even read
MOST_GENERATED = 500  # a series is counted, and read up to here

_DAYS = BOUNDS | {Says.DAY, Says.SPAN, Says.SET, Says.WEEKLY}


@dataclass(frozen=True, slots=True)
class Several:
    """Distinct times in time order, all in the future.

    `duration` is the length of the ranges of hours, where some were written and all agree. `merged` are the texts
    that named a time which was there already.
    """

    times: tuple[Understood, ...]
    duration: timedelta | None = None
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Group:
    """What is read together: the phrases of one or several parts; without phrases a single time, `read` or to read."""

    text: str
    phrases: tuple[Phrase, ...] = ()
    read: Understood | None = None

    @property
    def has_day(self) -> bool:
        return any(phrase.says in _DAYS for phrase in self.phrases)

    @property
    def has_hours(self) -> bool:
        return any(phrase.says is Says.HOURS for phrase in self.phrases)

    @property
    def hours_first(self) -> bool:
        return bool(self.phrases) and self.phrases[0].says is Says.HOURS

    def takes(self, part: Part) -> bool:
        """Whether the part goes on with this group: `fri, sat 8pm`, `fri 7pm, 8pm`, `8pm fri, sat`, `..., next week`."""
        other = _Group(part.text, part.phrases)
        if not self.phrases or not part.phrases:
            return False
        if not self.has_hours or not other.has_day:
            return True
        if other.has_hours:
            return other.hours_first and not self.has_day
        return self.hours_first or all(phrase.says in BOUNDS - {Says.WEEKEND} for phrase in part.phrases)


def read_several(text: str, *, now: datetime, zone: ZoneInfo, most: int) -> Several:
    """The 1 to `most` future times that `text` names to somebody in `zone` at the aware instant `now`.

    What has passed of a series is left out. Raises TimeTooLong (unread, above 2,000 characters, or 100 in a part),
    NoTimes, PartNotUnderstood, TimeInThePast, NothingAhead, SeriesWithoutEnd or TooManyTimes.
    """
    if len(text) > LONGEST_LIST:
        raise TimeTooLong(len(text), LONGEST_LIST)
    here = Here(now.astimezone(UTC), zone)
    groups = _groups(text, here, most)
    found: dict[datetime, Understood] = {}
    lengths: set[timedelta] = set()
    merged: dict[str, None] = {}
    for group, times in zip(groups, _read_all(groups, here, most), strict=True):
        for time, length in times:
            if time.instant in found:
                merged[group.text] = None
            if time.instant not in found or time.shift is not Shift.NONE:  # what clocks do is told
                found[time.instant] = time
            lengths.update([length] if length else [])
    times_in_order = tuple(found[instant] for instant in sorted(found))
    if len(times_in_order) > most:
        raise TooManyTimes(len(times_in_order), most, times_in_order[most].instant)
    return Several(times_in_order, lengths.pop() if len(lengths) == 1 else None, tuple(merged))


def examples_of_several(now: datetime, zone: ZoneInfo) -> tuple[str, str]:
    """Two texts that `read_several` would understand now: a list, and a series."""
    soon, later = examples(now, zone)
    return f"{soon}; {later}", "weekdays 20:00 next week"


def _groups(text: str, here: Here, most: int) -> list[_Group]:
    """The text in groups. A week or month that comes first goes for what follows: `next week mon 8pm; tue 8pm`."""
    written = [line for line in (re.sub(r"\s+", " ", one).strip(" ,") for one in re.split(r"[;\n]", text)) if line]
    if not written:
        raise NoTimes(here.now, here.zone)
    if len(written) > MOST_WRITTEN:
        raise TooManyTimes(len(written), most)
    groups = [group for line in written for group in _of_line(line, here)]
    if len(groups) > MOST_WRITTEN:
        raise TooManyTimes(len(groups), most)
    framed: list[_Group] = []
    frame: tuple[Phrase, ...] = ()
    for group in groups:
        if group.phrases and group.phrases[0].says is Says.FRAME:
            frame = group.phrases[:1]
            if len(group.phrases) == 1 and len(groups) > 1:
                continue
        elif frame and _is_weekly(group.phrases):
            group = replace(group, phrases=frame + group.phrases)
        framed.append(group)
    return framed


def _is_weekly(phrases: Iterable[Phrase]) -> bool:
    """Whether its days are weekdays of any week."""
    days = [phrase for phrase in phrases if phrase.says is not Says.HOURS]
    return bool(days) and all(phrase.says not in BOUNDS and read_weekdays(phrase.text) for phrase in days)


def _of_line(line: str, here: Here) -> list[_Group]:
    """One time where the line is one as a whole; else its parts, put together where they need each other."""
    if len(line) <= LONGEST_TEXT:
        try:
            return [_Group(line, read=read_when(line, now=here.now, zone=here.zone))]
        except TimeNotUnderstood:
            pass
    groups: list[_Group] = []
    for part in split_parts(line):
        if len(part.text) > LONGEST_TEXT:
            raise TimeTooLong(len(part.text), LONGEST_TEXT)
        if groups and groups[-1].takes(part):
            before = groups.pop()
            groups.append(_Group(f"{before.text}, {part.text}", before.phrases + part.phrases))
        else:
            groups.append(_Group(part.text, part.phrases))
    return groups


def _read_all(groups: list[_Group], here: Here, most: int) -> Iterator[list[tuple[Understood, timedelta | None]]]:
    count = 0
    for place, group in enumerate(groups, 1):
        if group.read or not group.phrases:
            ...
