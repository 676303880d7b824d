"""The commands that plan sessions, and those that look at them."""

from cogs.scheduling.commands import answering, changing, looking, planning

__all__ = ["answering", "changing", "looking", "planning"]
