"""Quick polls on what to play: some picks, and "other"; the winner is started when the countdown ends."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from domain.errors import UserError
from domain.gamenight.library import Game

OTHER = 0  # the place of "other", behind all games
LASTS = timedelta(minutes=2)
PICKS = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """What one person chose. `cause` is the snowflake of the act that set it; an older act changes nothing."""

    place: int
    cause: int


@dataclass(frozen=True, slots=True)
class PickPoll:
    """A quick poll. `games` are by their places, 1, 2, ...; `choices` are by user id.

    `stopped_by` is who stopped it before its end, `play_id` what it started.
    """

    id: int
    guild_id: int
    campaign_id: int
    created_by: int
    ends_at: datetime
    games: Mapping[int, Game]
    choices: Mapping[int, Choice] = field(default_factory=dict)
    ended_at: datetime | None = None
    stopped_by: int | None = None
    play_id: int | None = None

    @property
    def begun_at(self) -> datetime:
        """When it was asked."""
        return self.ends_at - LASTS

    @property
    def places(self) -> list[int]:
        """In the order that they are shown: those of the games, and "other"."""
        return [*sorted(self.games), OTHER]

    def voters(self, place: int) -> list[int]:
        """Who chose that place, in the order they did."""
        chose = [(choice.cause, user_id) for user_id, choice in self.choices.items() if choice.place == place]
        return [user_id for _, user_id in sorted(chose)]

    def voted(self, user_id: int, place: int, cause: int, now: datetime) -> "PickPoll":
        """The poll after somebody chose; an act older than their last changes nothing. Raises PollOver."""
        self.require_open(now)
        if place not in self.places:  # its game was deleted since
            raise PollOver
        before = self.choices.get(user_id)
        if before and cause <= before.cause:
            return self
        return replace(self, choices={**self.choices, user_id: Choice(place, cause)})

    def require_open(self, now: datetime) -> None:
        """Raises PollOver where it has ended, or its time is up."""
        if self.ended_at is not None or now >= self.ends_at:
            raise PollOver

    def winner(self) -> int | None:
        """The place with most votes, of several the first, and "other" last; None where nobody voted."""
        best = max(self.places, key=lambda place: len(self.voters(place)))
        return best if self.voters(best) else None


class PollOver(UserError):
    """The poll takes no votes any more."""


class PollUnderWay(UserError):
    """The campaign has such a poll already."""

    def __init__(self, url: str | None) -> None:
        super().__init__(url)
        self.url = url
