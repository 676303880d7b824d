"""Game night: the library, the queue and the plays."""

from cogs.edge.app import App
from cogs.gamenight import commands

__all__ = ["commands"]


async def setup(bot: App) -> None:
    """Adds the feature to the bot; its commands are in their groups already."""
