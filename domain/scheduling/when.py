"""Reading a time as people write it: `fri 8pm`, `in 2 hours`, `2026-12-05 20:00`, `<t:1765000000>`.

Our own grammar comes first, dateparser after it. A text without a time of day, a bare number or word, and an
abbreviated zone are refused rather than guessed at; so is anything above 100 characters, unread.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from domain.errors import UserError
from domain.scheduling.durations import amounts
from domain.scheduling.errors import TimeInThePast, TimeNotUnderstood, TimeTooLong
from domain.scheduling.fallback import guess_elapsed, guess_walls
from domain.scheduling.grammar import WEEKDAYS, read_walls
from domain.scheduling.wall import Shift, from_wall, to_wall
from domain.scheduling.why import Trouble, Why, why

LONGEST_TEXT = 100
FARTHEST = relativedelta(years=3)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_STAMP = re.compile(r"<t:(-?[0-9]{1,12})(?::[a-z])?>")
_TOMORROW = re.compile(r"\b(?:tmrw|tmr|tmw|tomorow|tommorow|tommorrow)\b")
_FILLERS = frozenset({"at", "on", "@"})


@dataclass(frozen=True, slots=True)
class Understood:
    """A time that was read. `wall` is what the zone's clocks show at `instant`, so after any `shift`."""

    instant: datetime
    zone: ZoneInfo
    wall: datetime
    shift: Shift = Shift.NONE


def read_when(text: str, *, now: datetime, zone: ZoneInfo) -> Understood:
    """The future instant that `text` means to somebody in `zone` at the aware instant `now`.

    Hours and minutes from now are elapsed time; days, weeks and months keep the wall time. Takes a
    millisecond, the first time a hundred. Raises TimeTooLong, TimeInThePast, or TimeNotUnderstood, which
    includes what is more than three years ahead.
    """
    if len(text) > LONGEST_TEXT:
        raise TimeTooLong(len(text), LONGEST_TEXT)
    now = now.astimezone(UTC)
    try:
        found = _read(_plain(text), now, zone)
        if found is None or found[0] > now + FARTHEST:
            raise TimeNotUnderstood(text, now, zone)
        instant, shift = found
        understood = Understood(instant, zone, to_wall(instant, zone), shift)
    except (ValueError, OverflowError) as error:  # the 31st of June, 25:00, the year 9999
        raise TimeNotUnderstood(text, now, zone) from error
    if instant <= now:
        raise TimeInThePast(text, instant)
    return understood


def examples(now: datetime, zone: ZoneInfo) -> tuple[str, str]:
    """Two texts that `read_when` would understand now: a weekday, and a date some two weeks ahead."""
    today = to_wall(now, zone).date()
    soon, later = today + timedelta(days=2), today + timedelta(days=14)
    return f"{WEEKDAYS[soon.weekday()]} 20:00", f"{later.isoformat()} 20:00"


def why_not(text: str, now: datetime, zone: ZoneInfo, *, one: bool = True) -> Why | None:
    """What is wrong with a text that `read_when` did not understand then; None if one cannot tell.

    `one`: just one time is wanted, so that a list or a series is wrong as such.
    """

    def reads(other: str) -> bool:
        try:
            return bool(read_when(other, now=now, zone=zone))
        except UserError:
            return False

    with suppress(ValueError, OverflowError):
        found = _read(_plain(text), now.astimezone(UTC), zone)
        if found is not None:
            return Why(Trouble.TOO_FAR)
    return why(text, reads, one=one)


def _plain(text: str) -> str:
    """The text in lower case, without commas, extra spaces, and the words that change nothing."""
    words = _TOMORROW.sub("tomorrow", text.lower().replace(",", " ")).split()
    return re.sub(r"(?<=[0-9])t(?=[0-9])", " ", " ".join(word for word in words if word not in _FILLERS))


def _read(text: str, now: datetime, zone: ZoneInfo) -> tuple[datetime, Shift] | None:
    if stamp := _STAMP.fullmatch(text):
        return EPOCH + timedelta(seconds=int(stamp[1])), Shift.NONE
    local = to_wall(now, zone)
    if text.startswith("in ") and (ahead := amounts(text.removeprefix("in "))):
        return _ahead(ahead, now, local, zone)
    if elapsed := guess_elapsed(text, now):
        return elapsed, Shift.NONE
    return _first_ahead(read_walls(text, local) or guess_walls(text, local), now, zone)


def _ahead(ahead: dict[str, int], now: datetime, local: datetime, zone: ZoneInfo) -> tuple[datetime, Shift]:
    """Weeks and days on the wall first, then hours, minutes and seconds as they pass."""
    days = timedelta(weeks=ahead.pop("weeks", 0), days=ahead.pop("days", 0))
    start, shift = from_wall(local + days, zone) if days else (now, Shift.NONE)
    return (start + timedelta(**ahead), Shift.NONE) if ahead else (start, shift)


def _first_ahead(walls: Iterable[datetime], now: datetime, zone: ZoneInfo) -> tuple[datetime, Shift] | None:
    """The first of the wall times that is still to come, else the last of them; None of none."""
    found = None
    for wall in walls:
        found = from_wall(wall, zone)
        if found[0] > now:
            break
    return found
