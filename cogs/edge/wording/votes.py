"""The words for errors of votes: the cause, and the remedy."""

from cogs.edge.text import plain
from cogs.edge.wording.said import words
from domain.votes import (
    ImportUndone,
    LogNotUnderstood,
    NothingToImport,
    NothingToUndo,
    NothingToVoteOn,
    NotYourMessage,
    NoVoteInMessage,
)


@words.register
def _(error: NotYourMessage) -> str:
    return "Only who wrote a message can have it counted."


@words.register
def _(error: NoVoteInMessage) -> str:
    return "That message votes for nothing. Write `thisgame++` or `thisgame--`, standing alone, or a game's short name."


@words.register
def _(error: NothingToVoteOn) -> str:
    return (
        "That message has nothing to vote on: no such game was being played here when it was written. Votes count from "
        "the start of the first game until 15 minutes after the session, in its channel."
    )


@words.register
def _(error: LogNotUnderstood) -> str:
    return f"I cannot read that file. {plain(error.reason, 300)} Nothing was imported."


@words.register
def _(error: NothingToImport) -> str:
    return "No game was played in a session that you run, so no line of a log can vote. Nothing was imported."


@words.register
def _(error: NothingToUndo) -> str:
    return "There is no import of votes to undo."


@words.register
def _(error: ImportUndone) -> str:
    return "That import is undone: its votes do not count."
