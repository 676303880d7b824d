"""The queue: games that people want to play."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.errors import UserError
from domain.gamenight.library import Game
from domain.lookup import Named

_WORD = re.compile(r"\w+")
SAYS_ENOUGH = 3  # letters of a word by which a game can be meant
NOMINATORS = "who nominated it, and organisers,"


@dataclass(frozen=True, slots=True)
class Nomination:
    """A game that somebody wants to play tonight."""

    id: int
    campaign_id: int
    game: Game
    nominated_by: int
    nominated_at: datetime
    backers: int = 0


class QueueEmpty(UserError):
    """There is nothing to play next."""


class AlreadyQueued(UserError):
    """The game is in the queue already."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title


class NotQueued(UserError):
    """The game is not in the queue, or not any more; `title` None: nobody knows which it was."""

    def __init__(self, title: str | None = None) -> None:
        super().__init__(title)
        self.title = title


class GamePutAway(UserError):
    """The game is put away: it is neither nominated nor played."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title


def named_in(text: str, games: Iterable[Named]) -> list[Named]:
    """The games that a text names, in the order it does: by their whole titles, or if by none, by their aliases.

    Case does not count. Where one title is part of a longer one that is there, the longer one is meant.
    """
    known = list(games)
    said = _words(text)
    by_title = {words: one for one in reversed(known) if (words := _words(one.title))}
    return _found(said, by_title) or _found(said, {(one.alias,): one for one in known if one.alias})


def could_be_named_in(text: str, games: Iterable[Named]) -> list[Named]:
    """The games whose titles share a word with the text, those that share most first."""
    said = {word for word in _words(text) if len(word) >= SAYS_ENOUGH}
    shared = [(len(said.intersection(_words(one.title))), one) for one in games]
    return [one for count, one in sorted(shared, key=lambda pair: -pair[0]) if count]


def _found(said: tuple[str, ...], known: dict[tuple[str, ...], Named]) -> list[Named]:
    longest = max(map(len, known), default=0)
    found: dict[int, Named] = {}
    start = 0
    while start < len(said):
        lengths = range(min(longest, len(said) - start), 0, -1)
        length = next((n for n in lengths if said[start : start + n] in known), 0)
        if length:
            one = known[said[start : start + length]]
            found.setdefault(one.id, one)
        start += max(length, 1)
    return list(found.values())


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))
