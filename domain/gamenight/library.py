"""The game library: what a guild can play."""

import re
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import NotValid, UserError

ALIAS = re.compile(r"[a-z0-9]{2,12}")


class Weight(StrEnum):
    """How much the organiser favours a game when one is picked."""

    LESS = "less"
    NORMAL = "normal"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Game:
    """An entry of a guild's game library. `minutes` is how long one play usually takes; `owners` are user ids."""

    id: int
    guild_id: int
    title: str
    alias: str
    min_players: int | None = None
    max_players: int | None = None
    minutes: int | None = None
    weight: Weight = Weight.NORMAL
    enabled: bool = True
    link: str | None = None
    tags: tuple[str, ...] = ()
    owners: frozenset[int] = frozenset()


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
