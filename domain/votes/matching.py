"""Which plays the lines of a log are about, by the rules of votes that are heard."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate

from domain.gamenight.plays import Play
from domain.votes.grammar import Token
from domain.votes.intervals import AFTERGLOW, meant
from domain.votes.logs import Line

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Evening:
    """A session as far as votes go, with its plays."""

    session_id: int
    started_at: datetime
    ended_at: datetime | None
    plays: tuple[Play, ...]

    @property
    def over_at(self) -> datetime:
        """When votes stop counting."""
        return _NEVER if self.ended_at is None else self.ended_at + AFTERGLOW


@dataclass(frozen=True, slots=True)
class Matched:
    """A line of a log that votes for a play. `user_id`: the member of that name, if there is one."""

    line_hash: bytes
    session_id: int
    play_id: int
    name: str
    value: int
    said_at: datetime
    user_id: int | None = None


def match(
    lines: Iterable[Line], evenings: Iterable[Evening], members: Mapping[str, int]
) -> tuple[list[Matched], list[Line]]:
    """The lines that vote for a play, and those that do not, in the order given.

    A log names no channel: of several sessions that took votes at once, the one begun last that the line fits is meant.
    `members`: who has which username, in lower case as `casefold` gives it.
    """
    begun = sorted(evenings, key=lambda one: (one.started_at, one.session_id))
    starts = [one.started_at for one in begun]
    open_until = list(accumulate((one.over_at for one in begun), max))
    found: list[Matched] = []
    astray: list[Line] = []
    for line in lines:
        about = _about(line, begun, bisect_right(starts, line.said_at), open_until)
        if about is None:
            astray.append(line)
            continue
        evening, (play, token) = about
        user_id = members.get(line.name.casefold())
        found.append(
            Matched(line.line_hash, evening.session_id, play.id, line.name, token.value, line.said_at, user_id)
        )
    return found, astray


def _about(
    line: Line, begun: Sequence[Evening], place: int, open_until: Sequence[datetime]
) -> tuple[Evening, tuple[Play, Token]] | None:
    while place and line.said_at < open_until[place - 1]:
        place -= 1
        evening = begun[place]
        if line.said_at < evening.over_at and (
            says := meant(evening.plays, line.tokens, line.said_at, evening.ended_at)
        ):
            return evening, says
    return None
