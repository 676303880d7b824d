"""Looking for a message of our own that may have arrived, although nobody told us."""

from collections.abc import Set
from datetime import datetime, timedelta
from typing import Any

import discord

LOOK_AROUND = timedelta(minutes=1)  # clocks differ
MOST_READ = 500


class CannotLook(Exception):  # what may be in the channel cannot be known
    """The channel's history may not be read, or is too long to be read through."""


async def find_message(
    client: discord.Client, guild_id: int, channel_id: int, since: datetime, custom_ids: Set[str]
) -> int | None:
    """The id of our message in that channel, sent since then, with one of these custom ids; None where it is not there.

    Raises CannotLook, and what Discord answers where it is out of order. Without Read Message History, Discord answers
    with nothing and no error, so the permission is asked for first.
    """
    return await find_in(client, await _readable(client, guild_id, channel_id), since, custom_ids)


async def find_in(client: discord.Client, channel: Any, since: datetime, custom_ids: Set[str]) -> int | None:
    """The same in a channel that we can read for certain, as a person's private messages. Raises CannotLook."""
    read = 0
    async for message in channel.history(limit=MOST_READ, after=since - LOOK_AROUND, oldest_first=True):
        read += 1
        if client.user and message.author.id == client.user.id and custom_ids & set(_custom_ids(message.components)):
            return int(message.id)
    if read == MOST_READ:
        raise CannotLook
    return None


async def _readable(client: discord.Client, guild_id: int, channel_id: int) -> Any:
    """The channel, asked for where it is not known here: it may be archived, or another process's."""
    guild = client.get_guild(guild_id)
    channel: Any = guild.get_channel_or_thread(channel_id) if guild else None
    if guild is None or channel is None:
        guild = guild or await client.fetch_guild(guild_id)
        channel = await guild.fetch_channel(channel_id)
    place = await guild.fetch_channel(channel.parent_id) if _parent_unknown(channel) else channel
    me = guild.me or (await guild.fetch_member(client.user.id) if client.user else None)
    if me is None or not place.permissions_for(me).read_message_history:
        raise CannotLook
    return channel


def _parent_unknown(channel: Any) -> bool:
    return isinstance(channel, discord.Thread) and channel.parent is None


def custom_ids_of(view: discord.ui.LayoutView) -> set[str]:
    """What names the buttons of a card that is about to be sent."""
    return {str(custom_id) for one in view.walk_children() if (custom_id := getattr(one, "custom_id", None))}


def _custom_ids(components: Any) -> list[str]:
    found: list[str] = []
    for one in components:
        found += [one.custom_id] if getattr(one, "custom_id", None) else []
        accessory = getattr(one, "accessory", None)
        found += _custom_ids([*getattr(one, "children", ()), *([accessory] if accessory else [])])
    return found
