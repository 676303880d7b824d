"""Which votes stand, and what they come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Vote:
    """What one message votes. `value` None: it votes nothing any more (edited away, or deleted).

    `seen_at` is the message's own time of the version that said so; an older version changes nothing, and of a
    deleted message no version does. `line_hash` is that of the version that voted last: imported, it is the same vote.

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
    line_hash: bytes | None = None
    name: str | None = None

    @property
    def voter(self) -> int | str:
        """Who votes: the person, or else the name in a log that no member has, in whatever case it is written."""
        return self.user_id if self.name is None else self.name.casefold()


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
    counted: dict[int, Tally] = {}
    for (play_id, _), vote in standing(votes).items():
        so_far = counted.get(play_id, Tally())
        counted[play_id] = (
            Tally(so_far.ups + 1, so_far.downs) if vote.value == 1 else Tally(so_far.ups, so_far.downs + 1)
        )
    return counted
