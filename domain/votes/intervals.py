"""Which play a message is about, by its own time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.gamenight.plays import Play

AFTERGLOW = timedelta(minutes=15)  # votes count this long after the session ends


def play_at(plays: Sequence[Play], instant: datetime, ended_at: datetime | None) -> Play | None:
    """The play whose interval holds the instant: from its start to the next one's; the last ends with the afterglow.

    `plays` are those of one session; `ended_at` is when that session ended.
    """
    if ended_at is not None and instant >= ended_at + AFTERGLOW:
        return None
    begun = [play for play in plays if play.started_at <= instant]
    return max(begun, key=lambda play: (play.started_at, play.id), default=None)
