"""When nothing is heard of live sessions, and what is made up for once it is again: connections, shards, outages."""

import asyncio
import logging
from collections.abc import Collection
from datetime import datetime

import discord
from discord.ext import commands

from cogs.edge.app import App
from cogs.sessions.voices import Places, in_voice_now
from db.sessions.presence import Place
from db.store import Store
from services.sessions import hearing

log = logging.getLogger(__name__)


class Hearing(commands.Cog):
    """Knows which guilds are heard. Of those that were not, who is in voice now is compared with what was known."""

    def __init__(self, app: App, client: discord.Client, places: Places) -> None:
        self.app = app
        self.client = client
        self._places = places
        self._hearing: set[int] = set()
        self._cut_off: set[int] = set()
        self._began = app.clock()
        self._cut_off_at: dict[int, datetime] = {}
        self._failed: dict[int, tuple[Place, datetime]] = {}
        self._looking: set[asyncio.Task[None]] = set()
        app.sweeps.append(self._note_heard)

    async def cog_unload(self) -> None:
        """Stops looking around."""
        for task in self._looking:
            task.cancel()

    @commands.Cog.listener()
    async def on_shard_ready(self, shard_id: int) -> None:
        """A shard has a new gateway session, its first or another: what changed in voice meanwhile is made up for."""
        await self._reconcile([guild.id for guild in self.client.guilds if guild.shard_id == shard_id])

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """An outage is over, or a shard has another session; at its first one its servers are looked at together."""
        if self.client.is_ready():
            await self._reconcile([guild.id])

    @commands.Cog.listener()
    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Nothing is heard any more, unless Discord tells it afterwards."""
        lost = {guild.id for guild in self.client.guilds if guild.shard_id == shard_id} & self._hearing
        self._lose(lost)
        self._cut_off |= lost

    @commands.Cog.listener()
    async def on_shard_resumed(self, shard_id: int) -> None:
        """Connected again, and Discord has told what was missed."""
        back = {guild.id for guild in self.client.guilds if guild.shard_id == shard_id} & self._cut_off
        self._cut_off -= back
        self._hear_again(back)

    @commands.Cog.listener()
    async def on_guild_unavailable(self, guild: discord.Guild) -> None:
        """An outage: nothing of it is heard any more."""
        self._lose({guild.id} & self._hearing)

    def _lose(self, guild_ids: Collection[int]) -> None:
        self._hearing.difference_update(guild_ids)
        self._cut_off_at.update(dict.fromkeys(guild_ids, self.app.clock()))

    def _hear_again(self, guild_ids: Collection[int]) -> None:
        self._hearing.update(guild_ids)
        for guild_id in guild_ids:
            self._cut_off_at.pop(guild_id, None)

    async def _note_heard(self, store: Store) -> None:
        """Up to now nothing was missed, but where looking around failed; that is tried again."""
        await hearing.heard(store, self._hearing, without=self._failed.keys())
        if self._failed:
            again = list(self._failed.values())
            task = asyncio.create_task(self._look_around(again), name="sessions that failed to reconcile")
            self._looking.add(task)
            task.add_done_callback(self._looking.discard)

    async def _reconcile(self, guild_ids: Collection[int]) -> None:
        guilds = [self.client.get_guild(one) for one in set(guild_ids) - self._hearing]
        unheard = {guild.id for guild in guilds if guild is not None and not guild.unavailable}
        try:
            async with self.app.database.read() as store:
                places = await store.presences.places(unheard)
        except Exception:
            log.exception("which sessions are live could not be read; it will be after the next start")
            return
        for place in places:
            self._places.note(place)
        await self._look_around([(one, self._cut_off_at.get(one.guild_id, self._began)) for one in places])
        self._cut_off -= unheard
        self._hear_again(unheard)

    async def _look_around(self, places: Collection[tuple[Place, datetime]]) -> None:
        """Reconciles each by itself with the instant from which nothing was heard of it; what fails is done again."""
        for place, cut_off_at in places:
            _, first_cut_off_at = self._failed.get(place.session_id, (place, cut_off_at))
            try:
                voices = await in_voice_now(self.app, self.client, place)
                async with self.app.database.transaction() as store:
                    await hearing.reconcile(store, place.guild_id, place.session_id, voices, first_cut_off_at)
                self._failed.pop(place.session_id, None)
            except Exception:
                log.exception("session %s could not be reconciled; it is tried again", place.session_id)
                self._failed[place.session_id] = place, first_cut_off_at
