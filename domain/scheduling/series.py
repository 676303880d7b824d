"""What phrases mean together: `fri, sat 19:00`, `mon-thu 8pm`, `every evening 19:00-22:00 until sunday`.

Days that are named one by one are explicit: read like a single time, and one that has passed is an error. Those of
a series, spanned or repeated, are generated: what has passed of it is left out.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, product
from zoneinfo import ZoneInfo

from domain.scheduling.days import days_between, read_day, read_frame, read_length, read_span, read_weekdays
from domain.scheduling.errors import SeriesWithoutEnd
from domain.scheduling.grammar import read_walls
from domain.scheduling.hours import Hours, read_hours
from domain.scheduling.phrases import Phrase, Says
from domain.scheduling.wall import from_wall, to_wall

BOUNDS = frozenset({Says.START, Says.UNTIL, Says.COUNT, Says.FRAME, Says.WEEKEND})
REPEATED = frozenset({Says.SET, Says.WEEKLY})


@dataclass(frozen=True, slots=True)
class Here:
    """When, in UTC, and in which zone a text is read."""

    now: datetime
    zone: ZoneInfo

    @property
    def local(self) -> datetime:
        """What clocks show now."""
        return to_wall(self.now, self.zone)

    def is_ahead(self, wall: datetime) -> bool:
        """Whether that wall time is still to come."""
        return from_wall(wall, self.zone)[0] > self.now


@dataclass(frozen=True, slots=True)
class Wall:
    """A naive wall time of a text, how long it goes on, and whether it is one of a series."""

    time: datetime
    length: timedelta | None
    generated: bool


@dataclass(frozen=True, slots=True)
class Walls:
    """How many wall times a text means, some in the past; and each, made as it is asked for."""

    count: int
    each: Iterator[Wall]


def read_series(phrases: tuple[Phrase, ...], here: Here) -> Walls:
    """The wall times that the phrases of some parts mean together; the first unread day raises as it is asked for.

    Raises ValueError or OverflowError where they mean none, and SeriesWithoutEnd.
    """
    hours = tuple(map(read_hours, _texts(phrases, Says.HOURS)))
    if not hours:
        raise ValueError("no time of day")
    named: tuple[str, ...]
    today, kinds = here.local.date(), {phrase.says for phrase in phrases}
    if kinds & (REPEATED | BOUNDS):
        named = ()
        dates = _dates(phrases, hours, here)
        generated = not kinds <= {Says.HOURS, Says.DAY, Says.FRAME}  # `mon 8pm this week` names its day
    else:
        named = tuple(_texts(phrases, Says.DAY)) or (() if Says.SPAN in kinds else ("",))
        dates = [day for text in _texts(phrases, Says.SPAN) for day in days_between(*read_span(text, today))]
        generated = True
    dates = [day for day in dates if day >= today or not generated]
    series = (Wall(one.clock.on(day), one.length, generated) for day, one in product(dates, hours))
    return Walls((len(named) + len(dates)) * len(hours), chain(_explicit(named, hours, here), series))


def _texts(phrases: tuple[Phrase, ...], *says: Says) -> list[str]:
    return [phrase.text for phrase in phrases if phrase.says in says]


def _explicit(days: tuple[str, ...], hours: tuple[Hours, ...], here: Here) -> Iterator[Wall]:
    """Each day with each of the hours. The hours of one day stay on one day; without a day each is the next such."""
    for day in days:
        found = [(read_walls(f"{day} {one.text}".strip(), here.local), one) for one in hours]
        if not all(walls for walls, _ in found):
            raise ValueError("not a day")
        for together in [found] if day else [[one] for one in found]:
            yield from _first_ahead(together, here)


def _first_ahead(found: list[tuple[tuple[datetime, ...], Hours]], here: Here) -> list[Wall]:
    """The first choice of walls that are all to come, else the last."""
    choice: list[Wall] = []
    for n in range(max(len(walls) for walls, _ in found)):
        choice = [Wall(walls[min(n, len(walls) - 1)], one.length, generated=False) for walls, one in found]
        if all(here.is_ahead(wall.time) for wall in choice):
            break
    return choice


def _dates(phrases: tuple[Phrase, ...], hours: tuple[Hours, ...], here: Here) -> list[date]:
    """The days of a window that fall on its weekdays; on every one where it names none."""
    named, spans, sets = _texts(phrases, Says.DAY), _texts(phrases, Says.SPAN), _texts(phrases, Says.SET)
    windows = [text for text in named if not read_weekdays(text)]
    windows += [text for text in spans if sets or not read_weekdays(text)]  # `every day from monday to friday`
    frames = _texts(phrases, Says.FRAME, Says.WEEKEND)
    begin, end = _window(phrases, windows, hours, here)
    said = [text for text in (*named, *spans) if text not in windows] + _texts(phrases, *REPEATED, Says.WEEKEND)
    weekdays = {day for text in said for day in read_weekdays(text)}
    if frames and (windows or not weekdays):
        raise ValueError("which days of it?")
    until = any(read_weekdays(text.partition(" ")[2]) for text in _texts(phrases, Says.UNTIL))
    if until and named and not windows and not _texts(phrases, *REPEATED):
        raise ValueError("`fri 8pm until sunday`: one day, or three?")
    return [day for day in days_between(begin, end) if not weekdays or day.weekday() in weekdays]


def _ends(text: str, today: date) -> tuple[date, date]:
    """The first and the last day of a span, or of one day."""
    try:
        day = read_day(text, today)
    except ValueError:
        return read_span(text, today)
    return day, day


def _window(phrases: tuple[Phrase, ...], windows: list[str], hours: tuple[Hours, ...], here: Here) -> tuple[date, date]:
    """The first and the last day of a series; seven days from now where it says nothing of them."""
    today = here.local.date()
    bounds = Counter(phrase.says for phrase in phrases if phrase.says in BOUNDS)
    if len(windows) > 1 or any(count > 1 for count in bounds.values()):
        raise ValueError("several beginnings or ends")
    ahead = any(here.is_ahead(one.clock.on(today)) for one in hours)
    begin, end = today if ahead else today + timedelta(days=1), None
    for text in _texts(phrases, Says.FRAME, Says.WEEKEND):
        begin, end = read_frame(text, today)
    for text in _texts(phrases, Says.START):
        begin = read_day(text.partition(" ")[2], today)
    for text in windows:  # `weekdays 8pm 1 dec to 11 dec`, `tomorrow 8pm for 5 days`
        begin, last = _ends(text, today)
        end = last if last > begin else end
    for text in _texts(phrases, Says.UNTIL):
        end = read_day(text.partition(" ")[2], today, earliest=begin)
    for text in _texts(phrases, Says.COUNT):
        end = begin + read_length(text) - timedelta(days=1)
    if end is None and _texts(phrases, Says.WEEKLY):
        raise SeriesWithoutEnd(" ".join(phrase.text for phrase in phrases))
    return begin, end or begin + timedelta(days=6)
