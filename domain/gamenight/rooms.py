"""Rooms: the code by which people join a play online, who looked at it, and what a monitor says of the room."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.errors import NotValid, UserError
from domain.gamenight.library import MOST_PLAYERS
from domain.gamenight.plays import Room

LONGEST_CODE = 40  # the longest in use are UUIDs, of 36
LARGEST_ROOM = 10_000
SOONEST = timedelta(seconds=15)  # between two looks at a room that goes on
SELDOMEST = timedelta(minutes=5)
LOOKING = timedelta(seconds=60)  # how long one process has a room to itself; a look takes seconds
GOES_ON = frozenset({Room.LOBBY, Room.STARTED})
_CODE = re.compile(r"[^\W_]+(?:[ _-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at a play's room code."""

    user_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """What the monitor says of a room: its state, and how many people are in it where it knows."""

    room: Room
    players: int | None = None


class NoRoom(UserError):
    """The play has no room code, or not any more."""


class AnswerNotUnderstood(ValueError):
    """The monitor's source answered something else than was agreed."""


def read_code(text: str) -> str:
    """A room code as it is kept, with single spaces. Raises NotValid."""
    code = " ".join(text.split())
    if len(code) > LONGEST_CODE or not _CODE.fullmatch(code):
        raise NotValid(
            "A room code is letters and digits, with one space, `-` or `_` between them, like `ABCD12` or "
            f"`blue-fox-42`, and at most {LONGEST_CODE} characters. A link goes into the game's `link` (`/game edit`)."
        )
    return code


def read_count(count: int) -> int:
    """How many play. Raises NotValid."""
    if not 1 <= count <= MOST_PLAYERS:
        raise NotValid(f"`count` is a number from 1 to {MOST_PLAYERS}.")
    return count


def read_answer(answer: object) -> Seen:
    """What the source answered, from its JSON. Raises AnswerNotUnderstood."""
    if not isinstance(answer, Mapping):
        raise AnswerNotUnderstood("no object")
    said: Mapping[str, Any] = answer
    state, players = said.get("state"), said.get("players")
    if not isinstance(state, str) or state not in set(Room):
        raise AnswerNotUnderstood("no known state")
    if players is not None and (type(players) is not int or not 0 <= players <= LARGEST_ROOM):
        raise AnswerNotUnderstood("no number of players")
    return Seen(Room(state), players)


def next_look(now: datetime, seen: Seen | None, in_vain: int) -> tuple[datetime, int]:
    """When to look at a room again, and how often in a row it was looked at in vain by then.

    Nobody answered (None), or the room does not go on: each look in vain doubles the wait, up to five minutes.
    """
    if seen is not None and seen.room in GOES_ON:
        return now + SOONEST, 0
    return now + min(SOONEST * 2 ** min(in_vain + 1, 10), SELDOMEST), in_vain + 1
