"""Votes as a table."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO

from domain.gamenight.exchange import safe
from domain.snowflake import instant_of
from domain.votes.standing import Vote
from domain.votes.statistics import PlayOf

FIELDS = ("session", "title", "game", "play_started", "user", "username", "vote", "voted_at", "from", "stands")
UP, DOWN = "up", "down"  # "+1" would be a formula to a spreadsheet


@dataclass(frozen=True, slots=True)
class Exported:
    """A vote with what it is about, and whether it stands."""

    play: PlayOf
    vote: Vote
    stands: bool


def write_csv(votes: Iterable[Exported]) -> bytes:
    """The votes as a table that spreadsheets open as it is meant: none of its cells is a formula. Times are UTC.

    A member is a `user`, written as a mention: spreadsheets would round a bare id. A voter whom only a log knows has a
    `username`.
    """
    table = StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(FIELDS)
    writer.writerows(map(_row, votes))
    return table.getvalue().encode("utf-8-sig")


def _row(one: Exported) -> tuple[str | int, ...]:
    play, vote = one.play, one.vote
    return (
        play.session_number,
        safe(play.session_title),
        safe(play.title),
        play.started_at.isoformat(),
        f"<@{vote.user_id}>" if vote.user_id > 0 else "",
        safe(vote.name or ""),
        UP if vote.value == 1 else DOWN,
        instant_of(vote.message_id).isoformat(),
        "chat" if vote.channel_id else "log",
        "yes" if one.stands else "no",
    )
