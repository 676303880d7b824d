"""Quick polls on what to play: some picks, and "other"; the winner is started when the countdown ends."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import UserError
from domain.gamenight.library import Game

OTHER = 0  # the place of "other", behind all games
LASTS = timedelta(minutes=2)
PICKS = 3
LATEST = timedelta(minutes=5)  # behind the countdown's end: a winner that late is not what people wait for any more


class NotStarted(StrEnum):
    """Why what won was not started."""

    ANOTHER = "another"  # game was started since the poll began
    OVER = "over"  # is the session
    LATE = "late"  # was the countdown's end, as where the bot was away
    PUT_AWAY = "put_away"  # was the game


@dataclass(frozen=True, slots=True)
class Choice:
    """What one person chose. `cause` is the snowflake of the act that set it; an older act changes nothing."""

    place: int
    cause: int


@dataclass(frozen=True, slots=True)
class PickPoll:
    """A quick poll. `games` are by their places, 1, 2, ...; `choices` are by user id.

    `stopped_by` is who stopped it before its end, `play_id` what it started, `not_started` why it started nothing.
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
    not_started: NotStarted | None = None

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

    def leading(self) -> list[int]:
        """The places with most votes, in the order that they are shown; none where nobody voted."""
        most = max(len(self.voters(place)) for place in self.places)
        return [place for place in self.places if most and len(self.voters(place)) == most]

    def winner(self) -> int | None:
        """The place with most votes, of several the first, and "other" last; None where nobody voted."""
        return next(iter(self.leading()), None)


class PollOver(UserError):
    """The poll takes no votes any more."""


class PollUnderWay(UserError):
    """The campaign has such a poll already."""

    def __init__(self, url: str | None) -> None:
        super().__init__(url)
        self.url = url
