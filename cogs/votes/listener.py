"""Hearing votes in chat: messages, their edits and their deletions."""

import logging
from collections.abc import Collection
from contextlib import suppress

import discord
from discord.ext import commands

from cogs.edge.app import App
from cogs.edge.places import where
from cogs.votes.feedback import Feedback
from cogs.votes.messages import heard_of, is_readable, may_vote
from domain.votes import parse
from services import votes
from services.votes import Counted

log = logging.getLogger(__name__)
NOTHING_YET = "There is nothing to vote on yet: `/play next` starts a game."


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

    async def _hear(self, message: discord.Message) -> None:
        assert message.guild is not None  # noqa: S101 - may_vote() lets only guilds' messages through
        heard = heard_of(message, message.guild.id, message.channel)
        try:
            async with self.app.database.transaction() as store:
                counted = await votes.hear(store, heard)
                reaction = (await store.settings.of_guild(heard.guild_id)).vote_reaction
            await self._tell(message, counted, reaction)
        except Exception:
            log.exception("the vote in message %s could not be counted", message.id)

    async def _tell(self, message: discord.Message, counted: Counted, reaction: str | None) -> None:
        if counted.counts and reaction:
            self.feedback.offer(message, reaction)
        elif counted.tell_nothing_to_vote_on:
            with suppress(discord.HTTPException):
                await message.reply(NOTHING_YET, mention_author=False)

    async def _concerns(self, guild_id: int | None, channel_id: int, message_ids: Collection[int]) -> bool:
        """Whether these messages may bear on a vote: a read, since most never do."""
        if guild_id is None:
            return False
        try:
            async with self.app.database.read() as store:
                return await votes.concerns(store, guild_id, self._where(channel_id), message_ids)
        except Exception:
            log.exception("it could not be seen whether %s messages bear on votes", len(message_ids))
            return False

    async def _unhear(self, guild_id: int | None, channel_id: int, message_ids: Collection[int]) -> None:
        if guild_id is None or not await self._concerns(guild_id, channel_id, message_ids):
            return
        try:
            async with self.app.database.transaction() as store:
                await votes.unhear(store, guild_id, self._where(channel_id), message_ids)
        except Exception:
            log.exception("the votes of %s deleted messages could not be taken back", len(message_ids))

    def _where(self, channel_id: int) -> tuple[int, ...]:
        return where(self.client.get_channel(channel_id)) or (channel_id,)
