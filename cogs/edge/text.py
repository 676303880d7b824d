"""Small pieces of text, as people read them."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import discord

from domain.data import SOMEBODY, is_nobodys

NAMES_SHOWN = 12
NAME_IN_LIST = 60  # characters of a title where it is one of many, or stands in full nearby
NOBODY: Mapping[int, str] = MappingProxyType({})
# discord.py's own escape leaves the second masked link of a line as it is, and breaks links that hold an underscore.
_MARKS = re.compile(r"(?P<link>https?://[^\s<>\[\]()`*|]+)|[\\*_~`|\[\]]|^(?:[#>]|-(?=[# ]))")


def at(instant: datetime, style: discord.utils.TimestampStyle = "F") -> str:
    """The instant in everybody's own time; style F is long, t the time of day, R relative."""
    return discord.utils.format_dt(instant, style)


def when(instant: datetime) -> str:
    """The instant in everybody's own time, and how far away it is."""
    return f"{at(instant)} ({at(instant, 'R')})"


def ahead(distance: timedelta) -> str:
    """How far away something is, for a message that stays and whose stamps must not say `13 hours ago` later."""
    minutes = round(distance.total_seconds() / 60)
    days, rest = divmod(minutes, 24 * 60)
    if minutes < 60:
        return "in a minute" if minutes <= 1 else f"in {minutes} minutes"
    if days and (not rest or days > 1):
        days = round(minutes / (24 * 60))
        return "in a day" if days == 1 else f"in {days} days"
    if minutes % 60 and minutes < 6 * 60:
        return f"in {hours(distance + timedelta(seconds=30))}"
    return "in an hour" if round(minutes / 60) == 1 else f"in {round(minutes / 60)} hours"


def wall(instant: datetime, zone: ZoneInfo) -> str:
    """The instant as clocks in that zone show it, for where Discord cannot show everybody's own: `Fri 2 Jan, 20:00`."""
    local = instant.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b, %H:%M}"


def plain(text: str, limit: int = 100) -> str:
    """Text from people, so that it shows as written and pings nobody, cut to the limit with an ellipsis."""
    short = cut(" ".join(text.split()), limit)
    escaped = _MARKS.sub(lambda found: found[0] if found["link"] else f"\\{found[0]}", short)
    return discord.utils.escape_mentions(escaped)


def cut(text: str, limit: int) -> str:
    """The text, cut to the limit with an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def person(user_id: int, offline: Mapping[int, str] = NOBODY) -> str:
    """A mention, or of a player without an account, whose id is negative, the name that `offline` has.

    Ids that forgotten people have left name nobody.
    """
    if user_id > 0:
        return f"<@{user_id}>"
    return SOMEBODY if is_nobodys(user_id) else offline.get(user_id, "a former player (offline)")


def people(user_ids: Sequence[int], shown: int = NAMES_SHOWN, offline: Mapping[int, str] = NOBODY) -> str:
    """Names, as `person` gives them, and how many more there are."""
    names = " ".join(person(user_id, offline) for user_id in user_ids[:shown])
    return f"{names} and {len(user_ids) - shown} more" if len(user_ids) > shown else names


def plural(count: int, noun: str, several: str | None = None) -> str:
    """`1 vote`, `2 votes`."""
    return f"{count} {noun if count == 1 else several or noun + 's'}"


def hours(duration: timedelta) -> str:
    """A stretch of time to the minute: `2 h 5 min`, `3 h`, `45 min`."""
    whole, minutes = divmod(int(duration.total_seconds()) // 60, 60)
    return " ".join(([f"{whole} h"] if whole else []) + ([f"{minutes} min"] if minutes or not whole else []))
