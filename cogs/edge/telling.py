"""Telling an organiser what they have to know when there is no interaction to answer."""

import logging
from contextlib import suppress

import discord

from db.store import Database
from domain.reminders import Letter

OF_PUBLIC = "Please let me view and write there, or set another channel with `/settings edit`: the card moves with it."
OF_PRIVATE = (
    "Its session is private, so it shows nowhere else. Please let me view and write there. If that thread is gone, "
    "`/session clone` plans the session again in a new one, and `/session cancel` calls this one off."
)
log = logging.getLogger(__name__)


async def tell_organiser(
    client: discord.Client, database: Database, guild_id: int, user_id: int, content: str, *, about: int | None = None
) -> None:
    """Says it privately; where private messages are closed, in the guild's own channel, with a ping for them.

    Each way that fails is followed by the next, and the last failure is logged. What is `about` a channel in which a
    private session shows is said in no other: it is kept, and said at their next use of the bot.
    """
    guild = client.get_guild(guild_id)
    letter = f"{content}\n-# From {guild.name if guild else 'a server'}"
    with suppress(discord.HTTPException):
        user = await client.fetch_user(user_id)
        await user.send(letter)
        return
    async with database.transaction() as store:
        channel_id = (await store.settings.of_guild(guild_id)).channel_id
        if about is not None and user_id and await store.threads.is_private(about):
            await store.undelivered.keep(Letter(user_id, letter, store.now))
            return
    system = guild.system_channel.id if guild and guild.system_channel else None
    for one in (channel_id, system):
        if one is not None:
            with suppress(discord.HTTPException):
                await client.get_partial_messageable(one, guild_id=guild_id).send(
                    f"<@{user_id}> {content}", allowed_mentions=discord.AllowedMentions(users=[discord.Object(user_id)])
                )
                return
    log.error("nobody in guild %s could be told what failed: neither user %s nor its channels", guild_id, user_id)
