"""The words for what a person is told when something cannot be done: the cause, and the remedy.

Each feature's errors have theirs in its own file; importing this package brings all of them.
"""

from cogs.edge.wording import campaigns, files, gamenight, general, outside, rollcall, scheduling, sessions, votes
from cogs.edge.wording.said import apology, name, tally_line, title_of, words

__all__ = [
    "apology",
    "campaigns",
    "files",
    "gamenight",
    "general",
    "name",
    "outside",
    "rollcall",
    "scheduling",
    "sessions",
    "tally_line",
    "title_of",
    "votes",
    "words",
]
