"""Game night: the library, the queue and the plays."""

from cogs.edge.app import App
from cogs.gamenight import commands, library_files, library_keeping, library_looking, library_removing

__all__ = ["commands", "library_files", "library_keeping", "library_looking", "library_removing"]


async def setup(bot: App) -> None:
    """Adds the feature to the bot; its commands are in their groups already."""
