"""The timetable's messages: how they are sent, the button under them, notes to oneself, and the digest."""

from cogs.edge.app import App
from cogs.reminders import commands, digest, letters
from cogs.reminders.buttons import About, Again
from domain.reminders import Kind

__all__ = ["commands"]


async def setup(bot: App) -> None:
    """Adds the feature to the bot."""
    bot.add_dynamic_items(About, Again)
    bot.due.composers |= {
        Kind.PRIVATE: letters.copies(bot.due),
        Kind.NOTE: letters.note,
        Kind.DIGEST: digest.compose,
    }
