"""A channel's history: where it can be read, page by page, oldest first."""

from datetime import datetime

import discord

from cogs.edge.places import where
from cogs.votes.messages import heard_of, is_readable, may_vote
from domain.votes import Stretch, parse
from services.votes.reading_back import Page, is_past

PAGE = 100  # messages a request; Discord gives no more
Readable = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread


class MayNotRead(Exception):
    """The bot may not read the channel's history; Discord answers with nothing then, as if there were no messages."""

    def __init__(self, channel_id: int) -> None:
        super().__init__(channel_id)
        self.channel_id = channel_id


async def channel_of(client: discord.Client, guild: discord.Guild, channel_id: int) -> Readable | None:
    """The channel or thread, archived ones too; None where it is gone. Raises MayNotRead."""
    channel = guild.get_channel_or_thread(channel_id)
    if channel is None:
        try:
            channel = await guild.fetch_channel(channel_id)
        except discord.NotFound:
            return None
        except discord.Forbidden as error:
            raise MayNotRead(channel_id) from error
    return channel if isinstance(channel, Readable) else None


async def threads_of(channel: Readable, since: datetime) -> list[discord.Thread]:
    """The channel's threads in which somebody may have written since then: open ones, and public ones archived later.

    Raises MayNotRead.
    """
    if not isinstance(channel, discord.TextChannel):
        return []
    found = {one.id: one for one in channel.threads}
    try:
        async for thread in channel.archived_threads(limit=None):
            if thread.archive_timestamp < since:
                break
            found[thread.id] = thread
    except discord.Forbidden as error:
        raise MayNotRead(channel.id) from error
    return list(found.values())


async def page_of(client: discord.Client, channel: Readable, stretch: Stretch, after: int) -> tuple[Page, int | None]:
    """The messages that come after that id, and the id to go on from; None at the end. Raises MayNotRead."""
    require_readable(channel)
    try:
        messages = [one async for one in channel.history(limit=PAGE, after=discord.Object(after), oldest_first=True)]
    except discord.Forbidden as error:
        raise MayNotRead(channel.id) from error
    require_readable(channel)  # it may have been taken away meanwhile
    until = max(one.id for one in messages) if len(messages) == PAGE else None
    heard = [one for one in messages if _counts(client, one) and not is_past(stretch, one.id)]
    page = Page(
        guild_id=stretch.guild_id,
        channel_ids=where(channel),
        after=after,
        until=until,
        present=frozenset(one.id for one in messages),
        heard=[heard_of(one, stretch.guild_id, channel) for one in heard],
    )
    return page, None if until is None or is_past(stretch, until) else until


def _counts(client: discord.Client, message: discord.Message) -> bool:
    """Whether the message may vote, or may have before it was edited."""
    if not may_vote(message) or not is_readable(client, message):
        return False
    return message.edited_at is not None or bool(parse(message.content))


def require_readable(channel: Readable) -> None:
    """Raises MayNotRead; that the bot was taken out of a private thread shows only when it asks for its messages."""
    if not may_read(channel):
        raise MayNotRead(channel.id)


def may_read(channel: discord.abc.GuildChannel | discord.Thread) -> bool:
    """Whether the channel's permissions let the bot read its history."""
    mine = channel.permissions_for(channel.guild.me)
    return mine.view_channel and mine.read_message_history
