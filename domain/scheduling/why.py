"""Why a text is no time, as far as one can tell: what it lacks, or what of it there is not."""

import re
from calendar import month_name, monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.scheduling.clock import split_clock
from domain.scheduling.grammar import MONTH, MONTHS


class Trouble(StrEnum):
    """What is wrong with a text that is no time."""

    NO_HOUR = "no hour"
    HALF = "half"  # an hour that may be of the morning or of the evening
    NO_DAY = "no day"
    NOT_THERE = "not there"  # a date or an hour that does not exist
    ZONE = "zone"
    REPEATS = "repeats"
    SEVERAL = "several"
    TOO_FAR = "too far"


WOULD_DO = frozenset({Trouble.NO_HOUR, Trouble.HALF, Trouble.NO_DAY})


@dataclass(frozen=True, slots=True)
class Why:
    """What is wrong, and `what` with: for WOULD_DO a text that is a time, else what is not to be."""

    trouble: Trouble
    what: str = ""


_ZONES = "utc|gmt|z|cet|cest|bst|eet|eest|msk|ist|jst|kst|aest|aedt|acst|awst|nzst|nzdt"
_ZONES += "|est|edt|cst|cdt|mst|mdt|pst|pdt|akst|hst|et|ct|mt|pt"
_ZONE = re.compile(
    rf"(?<![a-z])(?:{_ZONES})(?:[+-]\d{{1,2}}(?::?\d\d)?)?(?![a-z0-9])|(?<=\d| )[+-]\d\d:?\d\d(?!\S)", re.ASCII
)
_REPEATS = re.compile(
    r"(?:every|each|weekly|daily|monthly|biweekly|fortnightly)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)days\b"
)
_PARTS = re.compile(r"\bor\b|\band\b|[,;/&\n]")
_DAY = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{MONTH})|(?P<month_>{MONTH})\.? (?P<day_>\d{{1,2}})"
    r"(?:st|nd|rd|th)?)\b\.?(?: (?P<year>\d{4}))?",
    re.ASCII,
)
_ISO = re.compile(r"\b(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})\b", re.ASCII)
_CLOCK = re.compile(
    r"(?<![\d.:])(?P<hour>\d{1,2})[:h](?P<minute>\d\d)\b|(?<![\d.:])(?P<half>\d{1,2}) ?[ap]m\b", re.ASCII
)
_BARE = re.compile(r"(?P<day>.*?\S) (?:at )?(?P<hour>\d{1,2})", re.ASCII)
_WINDOW = re.compile(r"(?:(?:this|next) (?:week|weekend|month)|weekend)")


def why(text: str, reads: Callable[[str], bool], *, one: bool = True) -> Why | None:
    """What is wrong with a text that is no time; None if one cannot tell. `reads` says whether a text is one.

    `one`: just one time is wanted, so that a list or a series is wrong as such.
    """
    said = re.sub(r"(?<=[0-9])t(?=[0-9])", " ", " ".join(text.lower().split()))
    return next((Why(trouble, what) for trouble, what in _found(said, reads, one=one) if what is not None), None)


def _found(said: str, reads: Callable[[str], bool], *, one: bool) -> Iterator[tuple[Trouble, str | None]]:
    if one:
        yield Trouble.REPEATS, "" if _REPEATS.search(said) else None
        yield Trouble.SEVERAL, "" if sum(map(_has_clock, _PARTS.split(said))) > 1 else None
    yield Trouble.NOT_THERE, _no_date(said) or _no_clock(said)
    zone = _ZONE.search(said)
    yield Trouble.ZONE, zone[0].strip().upper() if zone and _has_clock(said.replace(zone[0], " ")) else None
    if said and not _has_clock(said):
        evening = f"{said} 20:00"
        yield Trouble.NO_HOUR, evening if reads(evening) else None
        yield Trouble.HALF, _half(said, reads)
    yield Trouble.NO_DAY, _no_day(said)


def _has_clock(said: str) -> bool:
    try:
        return split_clock(said) is not None
    except ValueError:
        return True


def _no_date(said: str) -> str | None:
    """`30 February` in a text that names it."""
    for found in (*_DAY.finditer(said), *_ISO.finditer(said)):
        parts = found.groupdict()
        day, named = int(parts["day"] or parts["day_"]), parts["month"] or parts["month_"]
        year = parts["year"]
        month = int(named) if named.isdigit() else MONTHS.index(named[:3]) + 1
        if not 1 <= month <= 12:
            return f"month {month}"
        if not 1 <= day <= monthrange(max(int(year), 1) if year else 2000, month)[1]:  # 2000 had a 29 February
            return f"{day} {month_name[month]}" + (f" {year}" if year else "")
    return None


def _no_clock(said: str) -> str | None:
    """`hour 25`, `minute 75` or `13pm` in a text that names it."""
    for found in _CLOCK.finditer(said):
        if found["half"] is not None:
            if not 1 <= int(found["half"]) <= 12:
                return found[0]
        elif int(found["hour"]) > 23:
            return f"hour {found['hour']}"
        elif int(found["minute"]) > 59:
            return f"minute {found['minute']}"
    return None


def _half(said: str, reads: Callable[[str], bool]) -> str | None:
    """`friday 8pm` for `friday at 8`."""
    bare = _BARE.fullmatch(said)
    would_do = f"{bare['day']} {int(bare['hour'])}pm" if bare else ""
    return would_do if bare and reads(would_do) else None


def _no_day(said: str) -> str | None:
    """`next week fri 8pm` for `next week 8pm`."""
    try:
        around, _ = split_clock(said) or ("", None)
    except ValueError:
        return None
    window = around.removesuffix(" at").removesuffix(" on")
    if not around or not _WINDOW.fullmatch(window):
        return None
    clock = " ".join(word for word in said.split() if word not in around.split())
    day = "sat" if "weekend" in window else "fri"
    return f"{day} {clock}" if "month" in window or "weekend" in window else f"{day} {window} {clock}"
