"""Reading several times in one text: `fri 7pm; sat 14:00`, `fri or sat 8pm`, `weekdays 8pm next week`.

Semicolons and lines part a text; commas, `and` and `or` part it further, where it is not one time as a whole
(`Dec 5, 2026 8pm`). Parts without an hour share that of a later one, and parts without a day that of an earlier one.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.scheduling.errors import (
    NothingAhead,
    PartNotUnderstood,
    TimeInThePast,
    TimeNotUnderstood,
    TimeTooLong,
    TooManyTimes,
)
from domain.scheduling.grouping import Group, groups_of
from domain.scheduling.series import Here, read_series
from domain.scheduling.wall import Shift, from_wall, to_wall
from domain.scheduling.when import FARTHEST, Understood, examples, read_when

LONGEST_LIST = 2000
MOST_GENERATED = 500  # a series is counted, and read up to here

_Time = tuple[Understood, timedelta | None]


@dataclass(frozen=True, slots=True)
class Several:
    """Distinct times in time order, all in the future.

    `duration` is the length of the ranges of hours, where some were written and all agree. `merged` are the texts
    that named a time which was there already.
    """

    times: tuple[Understood, ...]
    duration: timedelta | None = None
    merged: tuple[str, ...] = ()


def read_several(text: str, *, now: datetime, zone: ZoneInfo, most: int) -> Several:
    """The 1 to `most` future times that `text` names to somebody in `zone` at the aware instant `now`.

    What has passed of a series is left out. Raises TimeTooLong (unread, above 2,000 characters, or 100 in a part),
    NoTimes, PartNotUnderstood, TimeInThePast, NothingAhead, SeriesWithoutEnd or TooManyTimes.
    """
    if len(text) > LONGEST_LIST:
        raise TimeTooLong(len(text), LONGEST_LIST)
    here = Here(now.astimezone(UTC), zone)
    groups = groups_of(text, here, most)
    found: dict[datetime, Understood] = {}
    lengths: set[timedelta] = set()
    merged: dict[str, None] = {}
    room = MOST_GENERATED
    for place, group in enumerate(groups, 1):
        try:
            times = _read(group, here, room, most)
        except (TimeNotUnderstood, ValueError, OverflowError) as error:
            raise PartNotUnderstood(group.text, place, len(groups), here.now, zone) from error
        room -= len(times)
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


def _read(group: Group, here: Here, room: int, most: int) -> list[_Time]:
    """The times of one group. Raises TimeNotUnderstood, ValueError or OverflowError for what is none, and the rest."""
    if group.read or not group.phrases:
        return [(group.read or read_when(group.text, now=here.now, zone=here.zone), None)]
    walls = read_series(group.phrases, here)
    if walls.count > room:
        raise TooManyTimes(walls.count + MOST_GENERATED - room, most)
    times: list[_Time] = []
    for wall in walls.each:
        instant, shift = from_wall(wall.time, here.zone)
        if instant > here.now + FARTHEST:
            raise ValueError("too far ahead")
        if instant > here.now:
            times.append((Understood(instant, here.zone, to_wall(instant, here.zone), shift), wall.length))
        elif not wall.generated:
            raise TimeInThePast(group.text, instant)
    if not times:
        raise NothingAhead(group.text)
    return times
