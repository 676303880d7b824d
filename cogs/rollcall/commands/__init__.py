"""The commands of roll calls, each idea in a file of its own. Importing them registers them."""

from cogs.rollcall.commands import answering, editing, ending, looking, nudging, opening

__all__ = ["answering", "editing", "ending", "looking", "nudging", "opening"]
