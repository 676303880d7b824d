"""Reading back: after a start and a lost connection, what was missed in chat counts as if it had been heard."""

import asyncio
import logging
from collections import deque
from datetime import datetime

import aiohttp
import discord
from discord.ext import commands

from cogs.edge.app import App
from cogs.edge.painter.canvas import passes
from cogs.edge.telling import tell_organiser
from cogs.votes.histories import MayNotRead, Readable, channel_of, page_of, threads_of
from domain.votes import Stretch
from services.votes import reading_back

FIRST_WAIT, LONGEST_WAIT = 5.0, 300.0  # seconds until what failed is tried again
UNREADABLE = (
    "I could not read back <#{channel}>, so votes written, edited or deleted there while I was away are missing. "
    "Please allow me *View Channel* and *Read Message History* there: I read it when I connect the next time."
)
# By session and channel, the id to go on from after a failure: what changes before it meanwhile is heard live.
Places = dict[tuple[int, int], int]
log = logging.getLogger(__name__)


class ReadingBack(commands.Cog):
    """Reads back when a server comes into sight: at the start, in a new gateway session, and after an outage."""

    def __init__(self, app: App, client: discord.Client) -> None:
        self.app = app
        self.client = client
        self._guilds: set[int] = set()
        self._task: asyncio.Task[None] | None = None

    async def cog_unload(self) -> None:
        """Stops; what is not finished is read after the next start."""
        if self._task is not None:
            self._task.cancel()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Connected anew; a session that was resumed missed nothing, and does not come here."""
        self._begin(*(guild.id for guild in self.client.guilds))

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """One of several shards has a new session, or an outage is over."""
        if self.client.is_ready():
            self._begin(guild.id)

    def _begin(self, *guild_ids: int) -> None:
        self._guilds.update(guild_ids)
        if self._guilds and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._run(), name="read back")

    async def _run(self) -> None:
        while self._guilds:
            guild_ids, self._guilds = self._guilds, set()
            try:
                async with self.app.database.read() as store:
                    stretches = deque(await reading_back.to_read(store, guild_ids))
                await self._read_all(stretches, self.app.clock())
            except Exception:
                log.exception("what is to be read back could not be found; it will be after the next start")

    async def _read_all(self, stretches: deque[Stretch], began: datetime) -> None:
        """Reads them one after another; what fails in passing is tried again when the others are done."""
        places: Places = {}
        wait = FIRST_WAIT
        while stretches:
            stretch = stretches.popleft()
            try:
                await self._read(stretch, began, places)
            except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
                if isinstance(error, discord.HTTPException) and not passes(error):
                    log.warning("session %s cannot be read back: %s", stretch.session_id, error)
                    continue
                log.warning("session %s could not be read back yet, and is tried again: %s", stretch.session_id, error)
                stretches.append(stretch)
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
            except Exception:
                log.exception("session %s could not be read back; it will be after the next start", stretch.session_id)

    async def _read(self, stretch: Stretch, began: datetime, places: Places) -> None:
        guild = self.client.get_guild(stretch.guild_id)
        if guild is None or guild.unavailable:
            return
        try:
            channel = await channel_of(self.client, guild, stretch.channel_id)
            if channel is not None:
                await self._read_channel(stretch, channel, places)
                for thread in await threads_of(channel, stretch.begun_at):
                    await self._read_channel(stretch, thread, places)
        except MayNotRead:
            await self._tell(stretch)
            return
        async with self.app.database.transaction() as store:
            await reading_back.finished(store, stretch, began)

    async def _read_channel(self, stretch: Stretch, channel: Readable, places: Places) -> None:
        place = (stretch.session_id, channel.id)
        after: int | None = places.get(place, reading_back.beginning(stretch))
        while after is not None:
            places[place] = after
            async with self.app.database.read() as store:
                kept = await store.votes.kept_after(channel.id, after)
            page, after = await page_of(self.client, channel, stretch, after)
            async with self.app.database.transaction() as store:
                await reading_back.read(store, page, kept)

    async def _tell(self, stretch: Stretch) -> None:
        log.warning("channel %s may not be read back", stretch.channel_id)
        async with self.app.database.transaction() as store:
            is_news = await reading_back.unreadable(store, stretch)
        if is_news:
            said = UNREADABLE.format(channel=stretch.channel_id)
            await tell_organiser(
                self.client, self.app.database, stretch.guild_id, stretch.organiser_id, said, about=stretch.channel_id
            )
