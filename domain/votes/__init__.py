"""Votes: what a message says, which play it is about, and which votes stand."""

from domain.votes.grammar import THIS_GAME, Token, parse
from domain.votes.intervals import AFTERGLOW, play_at
from domain.votes.lines import line_hash
from domain.votes.standing import Tally, Vote, standing, tallies

__all__ = ["AFTERGLOW", "THIS_GAME", "Tally", "Token", "Vote", "line_hash", "parse", "play_at", "standing", "tallies"]
