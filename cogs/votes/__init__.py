"""Votes: hearing them in chat, and showing how they stand."""

from typing import cast

import discord

from cogs.edge.app import App
from cogs.votes import commands
from cogs.votes.listener import VoteListener

__all__ = ["commands"]


async def setup(bot: App) -> None:
    """Adds the feature to the bot."""
    await bot.add_cog(VoteListener(bot, cast(discord.Client, bot)))
