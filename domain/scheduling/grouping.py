"""Which parts of a list of times are read together: `fri, sat 8pm`, `tomorrow 7pm, 8pm`.

A part with unknown words is a single time, left to `when`.
"""

import re
from dataclasses import dataclass, replace

from domain.scheduling.days import read_weekdays
from domain.scheduling.errors import NoTimes, TimeNotUnderstood, TimeTooLong, TooManyTimes
from domain.scheduling.phrases import Part, Phrase, Says, split_parts
from domain.scheduling.series import BOUNDS, REPEATED, Here
from domain.scheduling.when import LONGEST_TEXT, Understood, read_when

MOST_WRITTEN = 40  # the same time may be written twice; more are not even read

_DAYS = REPEATED | {Says.DAY, Says.SPAN, Says.WEEKEND}


@dataclass(frozen=True, slots=True)
class Group:
    """What is read together: the phrases of one or several parts; without phrases a single time, `read` or to read."""

    text: str
    phrases: tuple[Phrase, ...] = ()
    read: Understood | None = None

    @property
    def has_day(self) -> bool:
        """Whether it says which days, and not only of which week."""
        return any(phrase.says in _DAYS for phrase in self.phrases)

    @property
    def has_hours(self) -> bool:
        """Whether it says at what time of day."""
        return any(phrase.says is Says.HOURS for phrase in self.phrases)

    @property
    def hours_first(self) -> bool:
        """Whether it is said as `8pm fri`."""
        return bool(self.phrases) and self.phrases[0].says is Says.HOURS

    def takes(self, part: Part) -> bool:
        """Whether the part goes on with this: `fri, sat 8pm`, `fri 7pm, 8pm`, `8pm fri, sat`, `fri 8pm, next week`."""
        if not self.phrases or not part.phrases:
            return False
        other = Group(part.text, part.phrases)
        if not self.has_hours or not other.has_day:
            return True
        return self.hours_first if not other.has_hours else other.hours_first and not self.has_day


def groups_of(text: str, here: Here, most: int) -> list[Group]:
    """The text in groups. A week or month that comes first goes for what follows: `next week mon 8pm; tue 8pm`.

    Raises NoTimes, TooManyTimes, TimeTooLong, TimeInThePast.
    """
    written = [line for line in (re.sub(r"\s+", " ", one).strip(" ,") for one in re.split(r"[;\n]", text)) if line]
    if not written:
        raise NoTimes(here.now, here.zone)
    if len(written) > MOST_WRITTEN:
        raise TooManyTimes(len(written), most)
    groups = [group for line in written for group in _of_line(line, here)]
    if len(groups) > MOST_WRITTEN:
        raise TooManyTimes(len(groups), most)
    framed: list[Group] = []
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


def _is_weekly(phrases: tuple[Phrase, ...]) -> bool:
    """Whether its days are weekdays of any week."""
    days = [phrase for phrase in phrases if phrase.says is not Says.HOURS]
    return bool(days) and all(phrase.says not in BOUNDS and read_weekdays(phrase.text) for phrase in days)


def _of_line(line: str, here: Here) -> list[Group]:
    """The parts of a line, put together where they need each other; one time where that alone makes sense of it."""
    parts = split_parts(line)
    groups: list[Group] = []
    clear = all(part.phrases for part in parts) and any(Group("", part.phrases).has_hours for part in parts)
    if len(line) <= LONGEST_TEXT and not clear:
        try:
            return [Group(line, read=read_when(line, now=here.now, zone=here.zone))]
        except TimeNotUnderstood:
            pass
    for part in parts:
        if len(part.text) > LONGEST_TEXT:
            raise TimeTooLong(len(part.text), LONGEST_TEXT)
        if groups and groups[-1].takes(part):
            before = groups.pop()
            groups.append(Group(f"{before.text}, {part.text}", before.phrases + part.phrases))
        else:
            groups.append(Group(part.text, part.phrases))
    return groups
