"""Threads of sessions: who is taken out of them, and what becomes of those that are archived or needed no more."""

import logging
from collections.abc import Iterable
from contextlib import suppress

import aiohttp
import discord

MOST_READ = 50
log = logging.getLogger(__name__)


async def thread_of(client: discord.Client, thread_id: int) -> discord.Thread:
    """The thread, asked for where it is not known here: it may be archived. Raises what Discord answers."""
    known = client.get_channel(thread_id) or await client.fetch_channel(thread_id)
    if not isinstance(known, discord.Thread):
        raise discord.InvalidData(f"channel {thread_id} is no thread")
    return known


async def let_out(client: discord.Client, thread_ids: Iterable[int], user_id: int) -> None:
    """Takes a person out of the threads, as far as the bot may; it never fails."""
    for thread_id in thread_ids:
        try:
            thread = await thread_of(client, thread_id)
            if thread.archived:  # nobody can be taken out of one that is closed
                thread = await thread.edit(archived=False)
            await thread.remove_user(discord.Object(user_id))
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            log.info("user %s could not be taken out of thread %s: %s", user_id, thread_id, error)


async def reopen(client: discord.Client, thread_id: int) -> None:
    """Opens an archived thread again: nothing in it can be changed before. Raises what Discord answers."""
    thread = await thread_of(client, thread_id)
    await thread.edit(archived=False)


async def put_away(client: discord.Client, thread_id: int) -> None:
    """Deletes a thread that is needed no more, or archives it where people wrote in it; it never fails."""
    try:
        thread = await thread_of(client, thread_id)
        if await _is_silent(thread):
            with suppress(discord.Forbidden):  # that takes Manage Threads; archiving our own does not
                await thread.delete()
                return
        await thread.edit(archived=True)
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        log.info("thread %s is needed no more, and could not be put away: %s", thread_id, error)


async def _is_silent(thread: discord.Thread) -> bool:
    """Whether certainly nobody but bots wrote in it. Where history may not be read, Discord answers with nothing."""
    if thread.parent is None or not thread.permissions_for(thread.guild.me).read_message_history:
        return False
    found = [one async for one in thread.history(limit=MOST_READ)]
    return len(found) < MOST_READ and all(one.author.bot or one.is_system() for one in found)
