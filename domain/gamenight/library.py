"""The game library: what a guild can play."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from domain.campaigns import shows
from domain.errors import NotValid, UserError
from domain.tags import LONGEST_TAG, MOST_TAGS

MOST_GAMES = 10_000
MOST_PLAYERS = 100
LONGEST_TITLE = 100
LONGEST_LINK = 200
LONGEST_PLAY = 24 * 60  # minutes
THE_ONE_PLAYED = "the game being played"  # what a reserved alias means
LONGEST_FOLDED = 80  # some letters become three without their case
_LINK = re.compile(r"https?://[^\s<>\[\]`|*\\]+", re.IGNORECASE)
_UNSEEN = {"Cc", "Cf", "Cs"}  # control and formatting characters, and halves of characters: two titles would look alike
_JOINER = "\u200d"  # makes one emoji of several


class Weight(StrEnum):
    """How much the organiser favours a game when one is picked."""

    LESS = "less"
    NORMAL = "normal"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Game:
    """An entry of a guild's game library.

    `minutes` is how long one play usually takes; `owners` are user ids. One that is not `enabled` is put away: it is
    neither picked nor nominated nor listed, and keeps its plays and votes.
    """

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


class LibraryFull(UserError):
    """The library holds as many games as it can."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


@dataclass(frozen=True, slots=True)
class Filter:
    """Which games are wanted: with all these tags, for so many players, within so many minutes, owned by one of these.

    A game that does not say for how many it is, is for any number; one that does not say how long, may take too long.
    """

    tags: tuple[str, ...] = ()
    players: int | None = None
    minutes: int | None = None
    owners: frozenset[int] | None = None
    enabled: bool = True

    def takes(self, game: Game) -> bool:
        """Whether the game is wanted."""
        return (
            game.enabled is self.enabled
            and {tag.casefold() for tag in self.tags} <= {tag.casefold() for tag in game.tags}
            and (self.players is None or (game.min_players or 1) <= self.players <= (game.max_players or MOST_PLAYERS))
            and (self.minutes is None or (game.minutes is not None and game.minutes <= self.minutes))
            and (self.owners is None or not self.owners.isdisjoint(game.owners))
        )


def tidy(text: str) -> str:
    """The text in one line, without characters that nobody sees; what looks the same becomes the same (NFC)."""
    around = zip(text, [" ", *text], [*text[1:], " "], strict=False)
    seen = (
        one
        for one, before, after in around
        if one.isspace() or unicodedata.category(one) not in _UNSEEN or (one == _JOINER and _joins(before, after))
    )
    return " ".join(unicodedata.normalize("NFC", "".join(seen)).split())


def _joins(before: str, after: str) -> bool:
    """Whether a joiner between these makes one emoji; a tone of skin or a selector may stand before it."""
    return unicodedata.category(before) in {"So", "Sk", "Mn"} and unicodedata.category(after) == "So"


def check(game: Game) -> None:
    """Raises NotValid where the game cannot be."""
    if not shows(game.title):
        raise NotValid("A game needs a title with at least one letter, number or emoji.")
    if len(game.title) > LONGEST_TITLE:
        raise NotValid(f"A title has at most {LONGEST_TITLE} characters.")
    check_players(game.min_players, game.max_players)
    if game.minutes is not None and not 1 <= game.minutes <= LONGEST_PLAY:
        raise NotValid("A play lasts from 1 minute to 24 hours; give `minutes` as a number like 45.")
    if game.link is not None and (len(game.link) > LONGEST_LINK or not _LINK.fullmatch(game.link)):
        raise NotValid(
            f"A link begins with `https://` or `http://` and has at most {LONGEST_LINK} characters and no spaces."
        )
    if len(game.tags) > MOST_TAGS or any(_is_long(tag) for tag in game.tags):
        raise NotValid(f"A game has at most {MOST_TAGS} tags, of at most {LONGEST_TAG} characters each.")


def _is_long(tag: str) -> bool:
    return len(tag) > LONGEST_TAG or len(tag.casefold()) > LONGEST_FOLDED


def check_players(least: int | None, most: int | None) -> None:
    """Raises NotValid unless the numbers of players make sense together."""
    if (least is not None and least < 1) or (most is not None and most < 1):
        raise NotValid("A game needs at least 1 player.")
    if max(least or 1, most or 1) > MOST_PLAYERS:
        raise NotValid(f"A game has at most {MOST_PLAYERS} players. Leave `max_players` out where any number can play.")
    if least is not None and most is not None and least > most:
        raise NotValid(f"The fewest players ({least}) cannot be more than the most ({most}).")
