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
    of the room is no part of it, because not everybody may see that.
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


class NothingPlaying(UserError):
    """No game is being played just now."""


class StartedMeanwhile(UserError):
    """Another play was started since this person looked."""

    def __init__(self, play: Play) -> None:
        super().__init__(play.id)
        self.play = play
