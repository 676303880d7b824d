"""Campaigns: making and running them, and who plays in them."""

from cogs.campaigns import looking, players, running
from cogs.edge.app import App

__all__ = ["looking", "players", "running"]


async def setup(bot: App) -> None:
    """Adds the feature to the bot: its commands stand in their group already."""
