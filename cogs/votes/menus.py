"""Count as vote: a message's own menu, for servers in which the bot may not read messages."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge.answering import answering, deciding
from cogs.edge.text import plain
from cogs.votes.messages import heard_of
from domain.votes import NothingToVoteOn, NotYourMessage, NoVoteInMessage, parse
from services import votes


@app_commands.context_menu(name="Count as vote")
@app_commands.guild_only()
async def count_as_vote(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Counts what one's own message says, for the play of the moment it was written in."""
    async with answering(interaction) as answer:
        if message.author.id != interaction.user.id:
            raise NotYourMessage
        if message.is_system() or not parse(message.content):
            raise NoVoteInMessage
        async with deciding(interaction) as store:
            counted = await votes.hear(store, heard_of(message, interaction.guild_id or 0, interaction.channel))
            if counted.play is None:
                raise NothingToVoteOn
        vote = f"**{plain(counted.play.game.title)}** {counted.value:+}"
        await answer.private(f"This was counted before: {vote}." if counted.again else f"Counted: {vote}.")
