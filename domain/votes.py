"""Votes: `thisgame++` in chat, and which play it is about."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.gamenight.plays import Play

AFTERGLOW = timedelta(minutes=15)  # votes count this long after the session ends
THIS_GAME = "thisgame"

_MARK = re.compile(
    r"^ *>(?P<rest>>>)? |(?P<ticks>`+)", re.MULTILINE
)  # what begins a quote or code, in Discord's Markdown
_TOKEN = re.compile(r"(?<!\S)[(*_~|\"'“‘]{0,4}([a-zA-Z0-9]{2,12})(\+\+|--|—)[)*_~|\"'”’.,!?;:…]{0,6}(?!\S)")


@dataclass(frozen=True, slots=True)
class Token:
    """What a message votes: for the game `name` (`thisgame`, or an alias in lower case), +1 or -1."""

    name: str
    value: int


def parse(content: str) -> tuple[Token, ...]:
    """The votes in a message, in order; the last that means a game counts. Quoted lines, code and links do not vote.

    `++` and `--` count, and `—`, which phones make of `--`. A token stands alone as a word.
    """
    if "++" not in content and "--" not in content and "—" not in content:
        return ()
    found = _TOKEN.findall(_spoken(content))
    return tuple(Token(name.lower(), 1 if sign == "++" else -1) for name, sign in found)


def _spoken(content: str) -> str:
    """The message without its quoted lines, and with a backtick in place of each piece of code. One pass."""
    ticks: dict[int, list[int]] = {}  # where runs of so many backticks begin
    for run in re.finditer("`+", content):
        ticks.setdefault(len(run[0]), []).append(run.start())
    kept, at = [], 0
    while mark := _MARK.search(content, at):
        kept.append(content[at : mark.start()])
        if mark["ticks"]:
            at = _end_of_code(ticks, mark) or mark.end()
            kept.append("`")
        elif mark["rest"]:
            return "".join(kept)
        else:
            at = content.find("\n", mark.end())
            if at == -1:
                return "".join(kept)
    return "".join((*kept, content[at:]))


def _end_of_code(ticks: dict[int, list[int]], opening: re.Match[str]) -> int | None:
    """Where the code ends that these backticks open: after the next run of as many, else of fewer; None if nowhere."""
    for length in range(len(opening[0]), 0, -1):
        starts = ticks.get(length, [])
        place = bisect_left(starts, opening.end())
        if place < len(starts):
            return starts[place] + length
    return None


@dataclass(frozen=True, slots=True)
class Vote:
    """What one message votes. `value` None: it votes nothing any more (edited away, or deleted).

    `seen_at` is the message's own time of the version that said so; an older version changes nothing, and of a
    deleted message no version does.
    """

    message_id: int
    channel_id: int
    play_id: int
    user_id: int
    value: int | None
    seen_at: datetime
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """The standing votes on one thing."""

    ups: int = 0
    downs: int = 0

    def __str__(self) -> str:
        return f"+{self.ups} -{self.downs}"


def play_at(plays: Sequence[Play], instant: datetime, ended_at: datetime | None) -> Play | None:
    """The play whose interval holds the instant: from its start to the next one's; the last ends with the afterglow.

    `plays` are those of one session; `ended_at` is when that session ended.
    """
    if ended_at is not None and instant >= ended_at + AFTERGLOW:
        return None
    begun = [play for play in plays if play.started_at <= instant]
    return max(begun, key=lambda play: (play.started_at, play.id), default=None)


def standing(votes: Iterable[Vote]) -> dict[tuple[int, int], Vote]:
    """Each person's standing vote per play, by (play, person): that of their latest message that still votes."""
    latest: dict[tuple[int, int], Vote] = {}
    for vote in votes:
        key = (vote.play_id, vote.user_id)
        if vote.value is not None and (key not in latest or vote.message_id > latest[key].message_id):
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
