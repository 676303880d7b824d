"""Where a message that is due goes: a channel of its guild, or one person directly."""

from collections.abc import Set
from datetime import datetime

import discord

from cogs.edge.due import Notice, Said
from cogs.edge.finding import find_in, find_message
from cogs.edge.text import plain
from domain.reminders import Reminder

MESSAGE_LIMIT = 2000


async def place_of(client: discord.Client, reminder: Reminder, said: Said) -> discord.abc.Messageable:
    """The channel to send it to; a person's is opened. Raises what Discord answers."""
    if isinstance(said, Notice):
        return client.get_partial_messageable(said.channel_id, guild_id=reminder.guild_id)
    return await client.create_dm(discord.Object(said.user_id))


async def look_for(
    client: discord.Client, reminder: Reminder, said: Said, since: datetime, custom_ids: Set[str]
) -> int | None:
    """The message's id, where an earlier attempt has arrived. Raises CannotLook, and what Discord answers."""
    if isinstance(said, Notice):
        return await find_message(client, reminder.guild_id, said.channel_id, since, custom_ids)
    return await find_in(client, await client.create_dm(discord.Object(said.user_id)), since, custom_ids)


def words_of(client: discord.Client, reminder: Reminder, said: Said) -> str:
    """What it says: in a channel its mentions go before it; to a person it says which server it comes from."""
    if isinstance(said, Notice):
        return with_mentions(said)
    guild = client.get_guild(reminder.guild_id)
    return f"{said.content}\n-# From {plain(guild.name)}" if guild else said.content


def with_mentions(notice: Notice) -> str:
    """The message with its mentions before it: as many as one message of 2,000 characters holds, about 75."""
    mentions, room = "", MESSAGE_LIMIT - len(notice.content) - len(" and 100 more\n")
    for n, user_id in enumerate(notice.pings):
        if len(mentions) + len(one := f"<@{user_id}> ") > room:
            mentions += f"and {len(notice.pings) - n} more"
            break
        mentions += one
    return f"{mentions.strip()}\n{notice.content}" if mentions else notice.content


def pings_of(said: Said) -> discord.AllowedMentions:
    """Whom it may ping: those it names, and nobody else."""
    users = [discord.Object(user_id) for user_id in said.pings] if isinstance(said, Notice) else []
    return discord.AllowedMentions(everyone=False, roles=False, users=users)
