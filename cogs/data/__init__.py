"""Everybody's own data, and a campaign's archive: /data."""

from cogs.data import archive, own
from cogs.edge.app import App

__all__ = ["archive", "own"]


async def setup(bot: App) -> None:
    """Adds the feature to the bot; its commands are in their group already."""
