"""The timetable's messages: how they are sent, and the button under them."""

from cogs.edge.app import App
from cogs.reminders.buttons import About


async def setup(bot: App) -> None:
    """Adds the feature to the bot."""
    bot.add_dynamic_items(About)
