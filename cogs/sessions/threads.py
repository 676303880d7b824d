"""Where a session is played, as its guests find it: its thread, which is made if need be, or its channel."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, Literal

import discord

from cogs.edge.errors import ChannelHidden
from cogs.edge.text import cut
from domain.scheduling.session import Session

NEEDED = ("view_channel", "create_private_threads", "send_messages_in_threads")
A_WEEK: Literal[10080] = 10080  # minutes, the longest that Discord leaves a silent thread open


@dataclass(frozen=True, slots=True)
class Made:
    """A thread that was made; None where there is no need for one, or where these permissions are `lacking`."""

    thread: discord.Thread | None = None
    lacking: tuple[str, ...] = ()


@asynccontextmanager
async def made_for(interaction: discord.Interaction[Any], session: Session) -> AsyncIterator[Made]:
    """A private thread for a live session that has none; taken away again where what is done with it fails."""
    channel = interaction.guild.get_channel(session.live_channel_id or 0) if interaction.guild else None
    if not session.is_live or session.thread_id or not isinstance(channel, discord.TextChannel) or channel.is_news():
        yield Made()
        return
    mine = channel.permissions_for(channel.guild.me)
    lacking = [one for one in NEEDED if not getattr(mine, one)]
    thread = None if lacking else await _made_in(channel, session.title)
    if thread is None:
        yield Made(lacking=tuple(one.replace("_", " ").title() for one in lacking or NEEDED))
        return
    try:
        yield Made(thread)
    except BaseException:
        await drop(thread)
        raise


async def _made_in(channel: discord.TextChannel, title: str) -> discord.Thread | None:
    """None where Discord refuses after all."""
    try:
        return await channel.create_thread(
            name=cut(title, 100), type=discord.ChannelType.private_thread, auto_archive_duration=A_WEEK
        )
    except discord.Forbidden:
        return None


async def drop(thread: discord.Thread) -> None:
    """Takes away a thread that nobody needs."""
    with suppress(discord.HTTPException):
        await thread.delete()


async def place(interaction: discord.Interaction[Any], channel_id: int | None) -> Any:
    """The channel or thread; Discord is asked for one that is not known here, as an archived thread. None: it is gone.

    Raises ChannelHidden where the person cannot see it, or the channel that the thread belongs to.
    """
    guild = interaction.guild
    if guild is None or channel_id is None:
        return None
    found: Any = guild.get_channel_or_thread(channel_id)
    if found is None:
        try:
            found = await guild.fetch_channel(channel_id)
        except (discord.NotFound, discord.Forbidden):
            return None
    seen: Any = found.parent if isinstance(found, discord.Thread) else found
    if seen is not None and not seen.permissions_for(interaction.user).view_channel:
        raise ChannelHidden(seen.id)
    return found


async def let_in(thread: discord.Thread, user_ids: Iterable[int]) -> bool:
    """Adds people to the thread, one that has gone to sleep too; whether that was possible with all of them."""
    all_in = True
    if thread.archived:
        with suppress(discord.HTTPException):
            await thread.edit(archived=False)
    for user_id in user_ids:
        try:
            await thread.add_user(discord.Object(user_id))
        except discord.HTTPException:
            all_in = False
    return all_in
