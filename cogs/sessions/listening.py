"""Hearing who is there: voice, chat, typing, taps and commands in live sessions."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from typing import Any

import discord
from discord.ext import commands

from cogs.edge.app import App
from cogs.edge.places import where
from cogs.sessions.presence_buttons import OWN
from cogs.sessions.voices import Places, in_voice_now
from db.sessions.presence import Place
from db.store import Committed, Store
from domain.cards import Card, CardKind
from domain.sessions.presence import Source
from services.sessions import presence

Taken = Callable[[Store], Awaitable[bool]]
log = logging.getLogger(__name__)


class Listening(commands.Cog):
    """Hears acts in the channels of live sessions. Which ones these are is known without a query."""

    def __init__(self, app: App, client: discord.Client, places: Places) -> None:
        self.app = app
        self.client = client
        self._places = places
        self._learning: set[asyncio.Task[None]] = set()
        app.database.on_commit(self._on_commit)

    async def cog_unload(self) -> None:
        """Stops learning of what went live."""
        for task in self._learning:
            task.cancel()

    def _on_commit(self, committed: Committed) -> None:
        """A board that is new is a session that went live."""
        boards = {subject for kind, subject in committed.cards if kind is CardKind.BOARD}
        if boards - self._places.known.keys():
            task = asyncio.create_task(self._learn(boards - self._places.known.keys()), name="sessions that went live")
            self._learning.add(task)
            task.add_done_callback(self._learning.discard)

    async def _learn(self, session_ids: Collection[int]) -> None:
        """Notes where sessions are that went live, and who is in their voice channels by then."""
        try:
            async with self.app.database.read() as store:
                places = [one for one in await store.presences.places() if one.session_id in session_ids]
            for place in places:
                self._places.note(place)
                for user_id in await in_voice_now(self.app, self.client, place):
                    await self._voice(place, user_id, present=True)
        except Exception:
            log.exception("where sessions are live could not be read; it will be after the next start")

    @commands.Cog.listener()
    async def on_voice_state_update(
        self, member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        """Somebody came into a voice channel, went out of it, or both."""
        if member.bot or before.channel == after.channel:
            return
        for channel, present in ((before.channel, False), (after.channel, True)):
            for place in self._places.live_in((channel.id,)) if channel else ():
                await self._voice(place, member.id, present=present)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Somebody wrote where a session is live. The text is not looked at."""
        if message.author.bot or message.webhook_id or message.guild is None or message.is_system():
            return
        await self._act(message.channel, message.channel.id, message.author.id, Source.MESSAGE, message.created_at)

    @commands.Cog.listener()
    async def on_raw_typing(self, event: discord.RawTypingEvent) -> None:
        """Somebody writes where a session is live."""
        by = event.user
        if event.guild_id is not None and not (isinstance(by, discord.Member) and by.bot):
            channel = self.client.get_channel(event.channel_id)
            await self._act(channel, event.channel_id, event.user_id, Source.TYPING, self.app.clock())

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Somebody used a button of a live session's board, or of its poll on what to play."""
        if interaction.guild_id is None or not self._places.known:
            return
        if interaction.message is not None and not _sees_to_itself(interaction):
            by, at, channel_id = interaction.user.id, interaction.created_at, interaction.channel_id or 0
            await self._act(interaction.channel, channel_id, by, Source.BUTTON, at, on=interaction.message.id)

    @commands.Cog.listener()
    async def on_app_command_completion(self, interaction: discord.Interaction[Any], _: Any) -> None:
        """Somebody used a command where a session is live. By now it made them a player, if it does that."""
        if interaction.guild_id is not None and self._places.known:
            by, at, channel_id = interaction.user.id, interaction.created_at, interaction.channel_id or 0
            await self._act(interaction.channel, channel_id, by, Source.COMMAND, at)

    async def _act(
        self, channel: Any, channel_id: int, user_id: int, source: Source, at: datetime, on: int | None = None
    ) -> None:
        """`on`: the message whose button was pressed; only the session's own board and poll count."""
        thread_id = channel_id if isinstance(channel, discord.Thread) and channel.is_private() else None
        for place in self._places.live_in(where(channel) or (channel_id,)):
            if on is None and not await self._is_news(place, user_id, source, at, thread_id):
                continue

            async def act(store: Store, place: Place = place) -> bool:
                if on is not None and not await _is_of(store, await store.cards.by_message(on), place):
                    return True
                return await presence.acted(
                    store,
                    place.guild_id,
                    place.session_id,
                    user_id,
                    source,
                    at,
                    sure=on is not None,
                    thread_id=thread_id,
                )

            await self._take(place, act)

    async def _is_news(self, place: Place, user_id: int, source: Source, at: datetime, thread_id: int | None) -> bool:
        """Whether it needs a transaction: a read, since most acts change nothing."""
        try:
            async with self.app.database.read() as store:
                return await presence.is_news(
                    store, place.guild_id, place.session_id, user_id, source, at, thread_id=thread_id
                )
        except Exception:
            log.exception("it could not be seen whether an act in session %s is news", place.session_id)
            return False

    async def _voice(self, place: Place, user_id: int, *, present: bool) -> None:
        async def act(store: Store) -> bool:
            return await presence.in_voice(store, place.guild_id, place.session_id, user_id, present=present)

        await self._take(place, act)

    async def _take(self, place: Place, act: Taken) -> None:
        try:
            async with self.app.database.transaction() as store:
                is_live = await act(store)
            if not is_live:
                self._places.forget(place.session_id)
        except Exception:
            log.exception("an act in session %s could not be taken", place.session_id)


async def _is_of(store: Store, card: Card | None, place: Place) -> bool:
    """Whether a card is that live session's board, or the poll on what is played in it."""
    if card is None or card.guild_id != place.guild_id:
        return False
    if card.kind is CardKind.PICK:
        poll = await store.pick_polls.get(card.subject_id, card.guild_id)
        return poll.campaign_id == (await store.sessions.get(place.session_id, place.guild_id)).campaign_id
    return card.kind is CardKind.BOARD and card.subject_id == place.session_id


def _sees_to_itself(interaction: discord.Interaction[Any]) -> bool:
    data: dict[str, Any] = dict(interaction.data or {})
    return str(data.get("custom_id")).startswith(OWN)
