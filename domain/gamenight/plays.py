"""Plays: one game being played in one session."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import UserError
from domain.gamenight.library import Game

JUST_NOW = timedelta(seconds=5)  # who asks for the next game so soon after one began has not seen that it did


class PlayStatus(StrEnum):
    """What became of a play."""

    PLAYING = "playing"
    PLAYED = "played"
    SKIPPED = "skipped"


class Room(StrEnum):
    """What the room monitor says of a play's room."""

    LOBBY = "lobby"
    STARTED = "started"
    ENDED = "ended"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Play:
    """One game being played in one session, from `started_at`, inclusive.

    `player_count` is how many play it, by hand or by the room monitor; `room` what the monitor saw last. The code
    of the room is no part of it, because not everybody may see that; `room_changed_at` is when it came instead of
    another, if it did.
    """

    id: int
    session_id: int
    game: Game
    status: PlayStatus
    started_at: datetime
    ended_at: datetime | None = None
    player_count: int | None = None
    has_room: bool = False
    room: Room | None = None
    room_changed_at: datetime | None = None


class NothingPlaying(UserError):
    """No game is being played just now."""


class PlayingAlready(UserError):
    """The game that is asked for is being played."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title


class StartedMeanwhile(UserError):
    """A play was started that this person may not have seen. `ago`: just now; None: they were shown what was before."""

    def __init__(self, play: Play, ago: timedelta | None = None) -> None:
        super().__init__(play.id)
        self.play = play
        self.ago = ago


def require_seen(playing: Play, seen: int | None, now: datetime) -> None:
    """Raises StartedMeanwhile where who asks for another game cannot mean it instead of the one being played.

    That is where they were shown another play (`seen`: its id, 0 for none), or were shown none (None) and it began a
    few seconds ago: two people who ask for the next game at once mean the same one.
    """
    if seen is not None:
        if playing.id != seen:
            raise StartedMeanwhile(playing)
        return
    ago = now - playing.started_at
    if abs(ago) < JUST_NOW:
        raise StartedMeanwhile(playing, max(ago, timedelta(0)))
