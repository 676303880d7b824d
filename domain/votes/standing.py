"""Which votes stand, and what they come to."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Vote:
    """What one message votes. `value` None: it votes nothing any more (edited away, or deleted).

    `seen_at` is the message's own time of the version that said so; an older version changes nothing, and of a
    deleted message no version does.

    A vote from an imported log has the smallest message id of its instant, and no channel (0). `name`: what the log
    calls a voter that is no member; `user_id` is 0 then.
    """

    message_id: int
    channel_id: int
    play_id: int
    user_id: int
    value: int | None
    seen_at: datetime
    deleted: bool = False
    name: str | None = None

    @property
    def voter(self) -> int | str:
        """Who votes: the person, or else the name in a log that no member has, in whatever case it is written."""
        return self.user_id if self.name is None else self.name.casefold()


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a vote stands among all in the order they were cast. `line`: that of an imported log, else 0."""

    message_id: int
    line: int

    def __str__(self) -> str:
        return f"{self.message_id}-{self.line}"


@dataclass(frozen=True, slots=True)
class Tally:
    """The standing votes on one thing."""

    ups: int = 0
    downs: int = 0

    def __str__(self) -> str:
        return f"+{self.ups} -{self.downs}"


def standing(votes: Iterable[Vote]) -> dict[tuple[int, int | str], Vote]:
    """Each person's standing vote per play, by (play, voter): that of their latest message that still votes.

    Of several of one id, lines of a log of the same instant, the last given stands.
    """
    latest: dict[tuple[int, int | str], Vote] = {}
    for vote in votes:
        key = (vote.play_id, vote.voter)
        if vote.value is not None and (key not in latest or vote.message_id >= latest[key].message_id):
            latest[key] = vote
    return latest


def tallies(votes: Iterable[Vote]) -> dict[int, Tally]:
    """The tally of each play that anyone voted on, by the play's id."""
    return tallied(standing(votes).values())


def tallied(standing: Iterable[Vote]) -> dict[int, Tally]:
    """What standing votes come to on each play, by the play's id."""
    counted = Counter((vote.play_id, vote.value) for vote in standing)
    return {play_id: Tally(counted[play_id, 1], counted[play_id, -1]) for play_id, _ in counted}
