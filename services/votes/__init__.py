"""Votes: what is said in chat about the play of that moment, and how it stands."""

from services.votes.hearing import Counted, Heard, concerns, hear, unhear
from services.votes.tallying import tally

__all__ = ["Counted", "Heard", "concerns", "hear", "tally", "unhear"]
