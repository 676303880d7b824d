"""What the grammar has no row for, left to dateparser: number words, months and years, dates in odd orders.

dateparser guesses ("the 5th 8pm" is a day in May), reads zones, and is slow on nonsense. So it sees only
texts of three known shapes, and never the time of day, which is split off first.
"""

import re
from datetime import UTC, datetime

import dateparser

from domain.scheduling.clock import split_clock
from domain.scheduling.grammar import MONTH

_ONES = r"an?|one|two|three|four|five|six|seven|eight|nine"
_WORDS = rf"{_ONES}|ten|eleven|twelve|fifteen|(?:twenty|thirty|forty|fifty)(?:[ -](?:{_ONES}))?"
_HOURS = rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?|{_WORDS}) ?(?:hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)"
_DAYS = rf"(?:\d{{1,4}}|{_WORDS}) ?(?:years?|months?|weeks?|days?)"


def _ahead(amount: str) -> re.Pattern[str]:
    several = rf"{amount}(?: (?:and )?{amount}){{0,3}}"
    return re.compile(rf"in {several}|{several} from now", re.ASCII)


_ELAPSED = _ahead(_HOURS)
_CALENDAR = _ahead(_DAYS)
_DATE = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)?[-/. ]{MONTH}[-/. ]\d{{4}}"
    rf"|{MONTH}[-/. ]\d{{1,2}}(?:st|nd|rd|th)?[-/. ]\d{{4}}"
    rf"|\d{{4}}[-/. ](?:\d{{1,2}}[-/. ]{MONTH}|{MONTH}[-/. ]\d{{1,2}})",
    re.ASCII,
)


def guess_elapsed(text: str, now: datetime) -> datetime | None:
    """The instant of `in two hours`, `in 1.5 hours` or `an hour from now`; `now` is in UTC."""
    if not _ELAPSED.fullmatch(text):
        return None
    found = _parse(text, now.replace(tzinfo=None))
    return found.replace(tzinfo=UTC) if found else None


def guess_walls(text: str, now: datetime) -> tuple[datetime, ...]:
    """The naive wall time of `in two weeks 20:00` or `05-dec-2026 20:00`, said at the wall time `now`."""
    said, clock = split_clock(text) or (text, None)
    if not _CALENDAR.fullmatch(said) and not (clock and _DATE.fullmatch(said)):
        return ()
    found = _parse(said, now)
    if found is None:
        return ()
    return (clock.on(found.date()) if clock else found,)


def _parse(text: str, base: datetime) -> datetime | None:
    """What dateparser makes of `text`; it is given no zone, since with one it skips a day east of UTC."""
    try:
        found = dateparser.parse(
            text, languages=["en"], settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "future"}
        )
    except Exception:  # a text that breaks somebody else's parser is a text not understood, and no more
        return None
    return None if found is None or found.tzinfo else found
