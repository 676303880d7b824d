"""Votes: hearing them in chat, and showing how they stand."""

from typing import cast

import discord

from cogs.edge.app import App
from cogs.votes import commands, exporting, importing, statistics
from cogs.votes.listener import VoteListener
from cogs.votes.menus import count_as_vote
from cogs.votes.reading_back import ReadingBack
from cogs.votes.undoing import Undo

__all__ = ["commands", "exporting", "importing", "statistics"]


async def setup(bot: App) -> None:
    """Adds the feature to the bot."""
    client = cast(discord.Client, bot)
    bot.tree.add_command(count_as_vote, override=True)
    bot.add_dynamic_items(Undo)
    await bot.add_cog(VoteListener(bot, client))
    await bot.add_cog(ReadingBack(bot, client))
