"""Hearing votes in chat: messages, their edits and their deletions."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from typing import TypeVar

import aiohttp
import discord
from discord.ext import commands

from cogs.edge.app import App
from cogs.edge.places import where
from cogs.votes.feedback import Feedback
from cogs.votes.messages import heard_of, is_readable, may_vote
from domain.votes import parse
from services import votes
from services.votes import Counted, Heard, threads

log = logging.getLogger(__name__)
NOTHING_YET = "There is nothing to vote on yet. `/play next` starts a game."
WAITS = (10, 60, 300, 1800)  # seconds until what the store did not take is tried again
T = TypeVar("T")


class VoteListener(commands.Cog):
    """Hears `thisgame++` in the channels of live sessions. Message text is parsed, and not kept or logged."""

    def __init__(self, app: App, client: discord.Client) -> None:
        self.app = app
        self.client = client
        self.feedback = Feedback()

    async def cog_unload(self) -> None:
        """Drops the reactions that wait."""
        self.feedback.stop()

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Counts a new message; most stop at the parser, without a query."""
        if may_vote(message) and parse(message.content):
            await self._hear(message)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """Counts what an edited message says now, also one older than this process."""
        message = event.message
        if not may_vote(message) or message.edited_at is None or not is_readable(self.client, message):
            return
        if parse(message.content) or await self._concerns(event.guild_id, event.channel_id, [message.id]):
            await self._hear(message)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """Takes a deleted message's vote back."""
        await self._unhear(event.guild_id, event.channel_id, [event.message_id])

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Takes the votes of messages deleted together back."""
        await self._unhear(event.guild_id, event.channel_id, event.message_ids)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        """Takes the votes in a deleted thread back; Discord does not tell of its messages."""

        async def look() -> bool:
            async with self.app.database.read() as store:
                return await threads.voted_in(store, event.thread_id)

        async def take_back() -> None:
            async with self.app.database.transaction() as store:
                await threads.deleted(store, event.guild_id, event.thread_id, event.parent_id)

        if await self._surely(look, f"looking for votes in the deleted thread {event.thread_id}"):
            await self._surely(take_back, f"taking back the votes in the deleted thread {event.thread_id}")

    async def _hear(self, message: discord.Message) -> None:
        assert message.guild is not None  # noqa: S101 - may_vote() lets only guilds' messages through
        heard = heard_of(message, message.guild.id, message.channel)
        counted = await self._surely(lambda: self._count(heard), f"counting the vote in message {message.id}")
        if counted is not None:
            await self._tell(message, *counted)

    async def _count(self, heard: Heard) -> tuple[Counted, str | None]:
        """What came of it, and the reaction that says so."""
        async with self.app.database.transaction() as store:
            counted = await votes.hear(store, heard)
            return counted, (await store.settings.of_guild(heard.guild_id)).vote_reaction

    async def _tell(self, message: discord.Message, counted: Counted, reaction: str | None) -> None:
        if counted.counts and reaction:
            self.feedback.offer(message, reaction)
        elif counted.tell_nothing_to_vote_on:
            with suppress(discord.HTTPException, aiohttp.ClientError, OSError):
                await message.reply(NOTHING_YET, mention_author=False)

    async def _concerns(self, guild_id: int | None, channel_id: int, message_ids: Collection[int]) -> bool:
        """Whether these messages may bear on a vote: a read, since most never do."""
        if guild_id is None:
            return False

        async def look() -> bool:
            async with self.app.database.read() as store:
                return await votes.concerns(store, guild_id, self._where(channel_id), message_ids)

        return bool(await self._surely(look, f"seeing whether {len(message_ids)} messages bear on votes"))

    async def _unhear(self, guild_id: int | None, channel_id: int, message_ids: Collection[int]) -> None:
        if guild_id is None or not await self._concerns(guild_id, channel_id, message_ids):
            return

        async def take_back() -> None:
            async with self.app.database.transaction() as store:
                await votes.unhear(store, guild_id, self._where(channel_id), message_ids)

        await self._surely(take_back, f"taking back the votes of {len(message_ids)} deleted messages")

    async def _surely(self, act: Callable[[], Awaitable[T]], what: str) -> T | None:
        """Does it, where the store is out of order later: votes count in whatever order they come.

        None where it is given up. What a stop cuts short in a live session's channel is read back after the next start.
        """
        for wait in WAITS:
            try:
                return await act()
            except Exception:
                log.exception("%s failed, and is tried again in %s s", what, wait)
            await asyncio.sleep(wait)
        try:
            return await act()
        except Exception:
            log.exception("%s failed, and is given up", what)
            return None

    def _where(self, channel_id: int) -> tuple[int, ...]:
        return where(self.client.get_channel(channel_id)) or (channel_id,)
