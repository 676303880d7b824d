"""What a guild and a person have set."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from domain.errors import UserError

DEFAULT_REMINDERS = (timedelta(days=1), timedelta(hours=1), timedelta(0))


class UnknownTimezone(UserError):
    """Not the name of a zone in the IANA database."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class Clearable(StrEnum):
    """What can be unset and has no value that says so."""

    CHANNEL = "channel"
    ORGANISER_ROLE = "organiser_role"


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """A guild's settings; a guild that set nothing has just these defaults.

    `digest` is a weekday and a wall time, `mon 09:00`; `quiet_hours` a span of wall time, `22:00-08:00`.
    """

    guild_id: int
    timezone: str = "UTC"
    channel_id: int | None = None
    organiser_role_id: int | None = None
    reminders: tuple[timedelta, ...] = DEFAULT_REMINDERS
    vote_reaction: str | None = None
    digest: str | None = None
    quiet_hours: str | None = None


@cache
def zone_names() -> tuple[str, ...]:
    """Every IANA zone name known here, sorted; without the names of no zone that some machines have."""
    return tuple(sorted(available_timezones() - {"localtime", "posixrules", "Factory"}))


def zone_named(text: str) -> ZoneInfo:
    """The IANA zone a person named, or the only one of the city they named, ignoring case and spaces for underscores.

    Abbreviations like EST are no zones here: they stand still while the clocks change. Raises UnknownTimezone.
    """
    wanted = text.strip().replace(" ", "_").casefold()
    named = [name for name in zone_names() if name.casefold() == wanted and ("/" in name or name == "UTC")]
    named = named or [name for name in _zones() if name.rpartition("/")[2].casefold() == wanted]
    if len(named) != 1:
        raise UnknownTimezone(text)
    return ZoneInfo(named[0])


@cache
def _zones() -> tuple[str, ...]:
    """Those that people live in, by city, and UTC."""
    return (*(name for name in zone_names() if "/" in name and not name.startswith(("Etc/", "SystemV/"))), "UTC")


def zones_like(text: str, limit: int = 25) -> list[str]:
    """Zone names to offer for what was typed so far: those whose city begins with it first."""
    wanted = text.strip().replace(" ", "_").casefold()
    fitting = [name for name in _zones() if wanted in name.casefold()]
    return sorted(fitting, key=lambda name: (not name.rpartition("/")[2].casefold().startswith(wanted), name))[:limit]
