"""Votes: `thisgame++` in chat, and which play it is about."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.gamenight import Play

AFTERGLOW = timedelta(minutes=15)  # votes count this long after the session ends
THIS_GAME = "thisgame"

_UNQUOTED = re.compile(r"^\s*>>> [\s\S]*|^\s*> .*$", re.MULTILINE)
_CODE = re.compile(r"(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)")
_TOKEN = re.compile(r"(?<!\S)[(*_~\"'“‘]{0,4}([a-z0-9]{2,12})(\+\+|--|—)[)*_~\"'”’.,!?;:]{0,6}(?!\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """What a message votes: for the game `name` (`thisgame`, or an alias in lower case), +1 or -1."""

    name: str
    value: int


def parse(content: str) -> Token | None:
    """The last vote in a message, or None. Quoted lines, code and links do not vote.

    `++` and `--` count, and `—`, which phones make of `--`. A token stands alone as a word.
    """
    if "++" not in content and "--" not in content and "—" not in content:
        return None
    spoken = _CODE.sub(" ` ", _UNQUOTED.sub("", content))
    found = _TOKEN.findall(spoken)
    if not found:
        return None
    name, sign = found[-1]
    return Token(name.lower(), 1 if sign == "++" else -1)


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
