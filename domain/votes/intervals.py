"""Which play a message is about, by its own time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.gamenight.plays import Play
from domain.votes.grammar import THIS_GAME, Token

AFTERGLOW = timedelta(minutes=15)  # votes count this long after the session ends


def play_at(plays: Sequence[Play], instant: datetime, ended_at: datetime | None) -> Play | None:
    """The play whose interval holds the instant: from its start to the next one's; the last ends with the afterglow.

    `plays` are those of one session; `ended_at` is when that session ended.
    """
    if ended_at is not None and instant >= ended_at + AFTERGLOW:
        return None
    begun = [play for play in plays if play.started_at <= instant]
    return max(begun, key=lambda play: (play.started_at, play.id), default=None)


def meant(
    plays: Sequence[Play], tokens: Sequence[Token], instant: datetime, ended_at: datetime | None
) -> tuple[Play, Token] | None:
    """The play that a message of that instant is about, and what it says of it: its last token that means one.

    `plays` are those of one session that took votes then; an alias means the latest play of its game.
    """
    for token in reversed(tokens):
        if token.name == THIS_GAME:
            play = play_at(plays, instant, ended_at)
        else:
            named = (one for one in plays if one.game.alias == token.name and one.started_at <= instant)
            play = max(named, key=lambda one: (one.started_at, one.id), default=None)
        if play is not None:
            return play, token
    return None
