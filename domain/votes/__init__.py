"""Votes: what a message says, which play it is about, and which votes stand."""

from domain.votes.errors import (
    ImportUndone,
    LogNotUnderstood,
    NothingToImport,
    NothingToUndo,
    NothingToVoteOn,
    NotYourMessage,
    NoVoteInMessage,
)
from domain.votes.grammar import THIS_GAME, Token, parse
from domain.votes.intervals import AFTERGLOW, meant, play_at
from domain.votes.lines import line_hash
from domain.votes.standing import Place, Tally, Vote, standing, tallies
from domain.votes.stretches import REACH, Stretch

__all__ = [
    "AFTERGLOW",
    "REACH",
    "THIS_GAME",
    "ImportUndone",
    "LogNotUnderstood",
    "NoVoteInMessage",
    "NotYourMessage",
    "NothingToImport",
    "NothingToUndo",
    "NothingToVoteOn",
    "Place",
    "Stretch",
    "Tally",
    "Token",
    "Vote",
    "line_hash",
    "meant",
    "parse",
    "play_at",
    "standing",
    "tallies",
]
