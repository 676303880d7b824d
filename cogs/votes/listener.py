"""Hearing votes in chat: messages, their edits and their deletions."""

import logging
from collections import deque
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime

import discord
from discord.ext import commands

from cogs.edge.app import App
from cogs.edge.places import where
from domain.snowflake import instant_of
from domain.votes import parse
from services import votes
from services.votes import Counted, Heard

log = logging.getLogger(__name__)
DELETED_KEPT = 1000  # messages whose deletion may have been handled before their creation
NOTHING_YET = "There is nothing to vote on yet: `/play next` starts a game."


class VoteListener(commands.Cog):
    """Hears `thisgame++` in the channels of live sessions. Message text is parsed, and not kept or logged."""

    def __init__(self, app: App, client: discord.Client) -> None:
        self.app = app
        self.client = client
        self._deleted: deque[int] = deque(maxlen=DELETED_KEPT)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Counts a new message; most stop at the parser, without a query."""
        if _votes(message) and parse(message.content):
            await self._hear(message, message.created_at)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """Counts what an edited message says now, also one older than this process."""
        message = event.message
        if not _votes(message) or message.edited_at is None:
            return
        if parse(message.content) or await self._kept([message.id]):
            await self._hear(message, message.edited_at)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """Takes a deleted message's vote back."""
        await self._unhear(event.guild_id, [event.message_id])

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Takes the votes of messages deleted together back."""
        await self._unhear(event.guild_id, event.message_ids)

    async def _hear(self, message: discord.Message, seen_at: datetime) -> None:
        if message.id in self._deleted:
            return
        assert message.guild is not None  # noqa: S101 - _votes() lets only guilds' messages through
        heard = Heard(
            guild_id=message.guild.id,
            channel_ids=where(message.channel),
            message_id=message.id,
            user_id=message.author.id,
            tokens=parse(message.content),
            sent_at=instant_of(message.id),
            seen_at=seen_at,
        )
        try:
            async with self.app.database.transaction() as store:
                counted = await votes.hear(store, heard)
                reaction = (await store.settings.of_guild(heard.guild_id)).vote_reaction
                if message.id in self._deleted:  # while this waited for its turn
                    await votes.unhear(store, [message.id])
                    return
            await self._tell(message, counted, reaction)
        except Exception:
            log.exception("the vote in message %s could not be counted", message.id)

    async def _tell(self, message: discord.Message, counted: Counted, reaction: str | None) -> None:
        with suppress(discord.HTTPException):  # the vote stands, whether or not this is seen
            if counted.tell_nothing_to_vote_on:
                await message.reply(NOTHING_YET, mention_author=False)
            elif counted.counts and reaction:
                await message.add_reaction(reaction)

    async def _kept(self, message_ids: Collection[int]) -> list[int]:
        """Those of the messages that voted before: a read, since most never did."""
        async with self.app.database.read() as store:
            return [one for one in message_ids if await store.votes.of_message(one) is not None]

    async def _unhear(self, guild_id: int | None, message_ids: Collection[int]) -> None:
        if guild_id is None:
            return
        self._deleted.extend(message_ids)
        try:
            if kept := await self._kept(message_ids):
                async with self.app.database.transaction() as store:
                    await votes.unhear(store, kept)
        except Exception:
            log.exception("the votes of %s deleted messages could not be taken back", len(message_ids))


def _votes(message: discord.Message) -> bool:
    """Whether the message's author may vote: a person, in a guild. Bots and webhooks never do."""
    return message.guild is not None and not message.author.bot and message.webhook_id is None
