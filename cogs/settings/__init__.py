"""What guilds and people set, and the help."""

from cogs.edge.app import App
from cogs.settings import api, commands, webhook
from cogs.settings.help import help_

__all__ = ["api", "commands", "webhook"]


async def setup(bot: App) -> None:
    """Adds the feature to the bot."""
    bot.tree.add_command(help_)
