"""Telling an organiser what they have to know when there is no interaction to answer."""

import logging
from contextlib import suppress

import discord

log = logging.getLogger(__name__)


async def tell_organiser(
    client: discord.Client, guild_id: int, user_id: int, channel_id: int | None, content: str
) -> None:
    """Says it privately; where private messages are closed, in the guild's own channel, with a ping for them.

    Each way that fails is followed by the next, and the last failure is logged.
    """
    guild = client.get_guild(guild_id)
    system = guild.system_channel.id if guild and guild.system_channel else None
    with suppress(discord.HTTPException):
        user = await client.fetch_user(user_id)
        await user.send(f"{content}\n-# From {guild.name if guild else 'a server'}")
        return
    for one in (channel_id, system):
        if one is not None:
            with suppress(discord.HTTPException):
                await client.get_partial_messageable(one, guild_id=guild_id).send(
                    f"<@{user_id}> {content}", allowed_mentions=discord.AllowedMentions(users=[discord.Object(user_id)])
                )
                return
    log.error("nobody in guild %s could be told what failed: neither user %s nor its channels", guild_id, user_id)
