"""Reactions that cannot count: they are taken back, and whoever reacted is told why, once."""

from contextlib import suppress

import discord

from cogs.edge.app import App
from domain.cards import Card
from domain.errors import UserError
from services.rollcall.reactions import tell_refused


async def refuse(
    app: App, client: discord.Client, card: Card, message_id: int, emoji: str, user_id: int, error: UserError
) -> None:
    """Takes the reaction off the roll call's card, and has its person told why, unless they were told before."""
    channel = client.get_partial_messageable(card.channel_id, guild_id=card.guild_id)
    with suppress(discord.HTTPException):  # without Manage Messages it stays; it counts for nothing
        await channel.get_partial_message(message_id).remove_reaction(emoji, discord.Object(user_id))
    async with app.database.transaction() as store:
        await tell_refused(store, card.guild_id, card.subject_id, user_id, error)
