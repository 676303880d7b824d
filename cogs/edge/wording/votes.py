"""The words for errors of votes: the cause, and the remedy."""

from cogs.edge.wording.files import flaw
from cogs.edge.wording.said import words
from domain.files import Flaw
from domain.votes import (
    ImportUndone,
    LogNotUnderstood,
    NothingToImport,
    NothingToUndo,
    NothingToVoteOn,
    NotYourMessage,
    NoVoteInMessage,
)

_OF_A_LOG = {
    Flaw.NO_LIST: "It has to be a list of objects with `username`, `message` and `timestamp`.",
    Flaw.NO_COLUMNS: "Its first line has to name the columns `username`, `message` and `timestamp`.",
    Flaw.EMPTY: "It holds no lines.",
}


@words.register
def _(error: NotYourMessage) -> str:
    return "Only the person who wrote a message can have it counted as a vote."


@words.register
def _(error: NoVoteInMessage) -> str:
    return (
        "There is no vote in that message. Write `thisgame++` or `thisgame--` as a word of its own, or a game's short "
        "name instead of `thisgame`."
    )


@words.register
def _(error: NothingToVoteOn) -> str:
    return (
        "There was nothing to vote on when that message was written: no such game had been played here. Votes count in "
        "a session's channel, from the start of its first game until 15 minutes after the session."
    )


@words.register
def _(error: LogNotUnderstood) -> str:
    return f"I cannot read that file. {_OF_A_LOG.get(error.flaw) or flaw(error)} Nothing was imported."


@words.register
def _(error: NothingToImport) -> str:
    return "No game was played in a session that you run, so a log has nothing to vote on. Nothing was imported."


@words.register
def _(error: NothingToUndo) -> str:
    return "There is no import of votes to undo."


@words.register
def _(error: ImportUndone) -> str:
    return "That import was undone already: its votes do not count. `/votes import` takes the same log again."
