"""Game night: the library, the queue and the plays."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import NotValid, UserError

ALIAS = re.compile(r"[a-z0-9]{2,12}")
JUST_NOW = timedelta(seconds=5)  # who asks for the next game so soon after one began has not seen that it did


@dataclass(frozen=True, slots=True)
class Game:
    """An entry of a guild's game library. `minutes` is how long one play usually takes."""

    id: int
    guild_id: int
    title: str
    alias: str
    min_players: int | None = None
    max_players: int | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Nomination:
    """A game that somebody wants to play tonight."""

    id: int
    campaign_id: int
    game: Game
    nominated_by: int
    nominated_at: datetime
    backers: int = 0


class PlayStatus(StrEnum):
    """What became of a play."""

    PLAYING = "playing"
    PLAYED = "played"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Play:
    """One game being played in one session, from `started_at`, inclusive."""

    id: int
    session_id: int
    game: Game
    status: PlayStatus
    started_at: datetime
    ended_at: datetime | None = None


class TitleTaken(UserError):
    """The library has a game of this title."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title


class AliasTaken(UserError):
    """Another game of the guild has this alias."""

    def __init__(self, text: str, title: str) -> None:
        super().__init__(text, title)
        self.text = text
        self.title = title


class QueueEmpty(UserError):
    """There is nothing to play next."""


class NothingPlaying(UserError):
    """No game is being played just now."""


class StartedMeanwhile(UserError):
    """Another play was started since this person looked."""

    def __init__(self, play: Play) -> None:
        super().__init__(play.id)
        self.play = play


class AlreadyQueued(UserError):
    """The game is in the queue already."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title


def valid_alias(text: str) -> str:
    """The alias in lower case: 2 to 12 letters or digits. Raises NotValid."""
    alias = text.strip().casefold()
    if not ALIAS.fullmatch(alias):
        raise NotValid("An alias is 2 to 12 letters (a to z) or digits, like `catan` or `7wonders`.")
    return alias


def alias_from(title: str) -> str:
    """An alias made of a title: its letters and digits, or its initials where that would be too long.

    Raises NotValid where the title has none of them.
    """
    words = re.findall(r"[a-z0-9]+", title.casefold())
    if not words:
        raise NotValid("I cannot make an alias of that title. Give one with `alias`, like `catan` or `7wonders`.")
    whole = "".join(words)
    short = whole if len(whole) <= 12 else "".join(word[0] for word in words)
    return (short if len(short) >= 2 else whole)[:12].ljust(2, "0")


def check_players(least: int | None, most: int | None) -> None:
    """Raises NotValid unless the numbers of players make sense together."""
    if (least is not None and least < 1) or (most is not None and most < 1):
        raise NotValid("A game needs at least 1 player.")
    if least is not None and most is not None and least > most:
        raise NotValid(f"The fewest players ({least}) cannot be more than the most ({most}).")
