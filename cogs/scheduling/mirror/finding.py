"""Which of the server's events is a session's."""

import discord
from discord import ScheduledEvent

from cogs.scheduling.mirror.event import mirrors
from domain.cards import Card


async def guild_of(client: discord.Client, card: Card) -> discord.Guild:
    """The card's guild, asked for where it is another process's."""
    return client.get_guild(card.guild_id) or await client.fetch_guild(card.guild_id)


async def still_there(guild: discord.Guild, event_id: int) -> ScheduledEvent | None:
    """The event; None where somebody deleted it."""
    try:
        return await guild.fetch_scheduled_event(event_id)
    except discord.NotFound:
        return None


def may_be_there(card: Card) -> bool:
    """Whether there may be an event that we do not know of: of a lost answer, or one that was to be replaced."""
    return card.message_id is None and (card.tried_at is not None or card.posting > 0)


async def ours(client: discord.Client, guild: discord.Guild, card: Card) -> list[ScheduledEvent]:
    """Open events that we made for the card's session."""
    me = client.user.id if client.user else 0
    every = await guild.fetch_scheduled_events(with_counts=False)
    return [one for one in every if one.creator_id == me and mirrors(one, card.subject_id)]
