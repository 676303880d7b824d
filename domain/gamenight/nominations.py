"""The queue: games that people want to play."""

from dataclasses import dataclass
from datetime import datetime

from domain.errors import UserError
from domain.gamenight.library import Game


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
