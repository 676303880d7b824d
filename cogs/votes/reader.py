"""The reader: goes through the history of what is to be read back, until it has all been read."""

import asyncio
import logging
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

import aiohttp
import discord

from cogs.edge.app import App
from cogs.edge.painter.canvas import passes
from cogs.edge.telling import tell_organiser
from cogs.votes.histories import MayNotRead, Readable, channel_of, page_of, threads_of
from domain.votes import REACH, Stretch
from services.votes import reading_back, threads

FIRST_WAIT, LONGEST_WAIT = 10.0, 300.0  # seconds until what failed is tried again
AT_ONCE = 5  # sessions that are read at the same time
UNREADABLE = (
    "I could not read back <#{channel}>, so votes written, edited or deleted there while I could not see it are "
    "missing. Please allow me *View Channel* and *Read Message History* there: then I read it at once."
)
log = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class Reading:
    """A stretch that is being read. `places`: by channel, the id to go on from where the last try failed.

    What changes before that id is heard live meanwhile; where it was not, the reading is begun anew.
    """

    stretch: Stretch
    began: datetime
    places: dict[int, int] = field(default_factory=dict)


class Reader:
    """Reads sessions beside each other, so that one that Discord does not give out holds up no other."""

    def __init__(self, app: App, client: discord.Client) -> None:
        self.app = app
        self.client = client
        self._guilds: set[int] = set()
        self._looking: asyncio.Task[None] | None = None
        self._readings: dict[int, Reading] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._turns = asyncio.Semaphore(AT_ONCE)

    def begin(self, guild_ids: Collection[int]) -> None:
        """Has what these guilds said since their sessions' first plays read soon, from its start."""
        self._guilds.update(guild_ids)
        if self._guilds and (self._looking is None or self._looking.done()):
            self._looking = asyncio.create_task(self._look(), name="what is to be read back")

    def stop(self) -> None:
        """Stops; what is not finished is read after the next start."""
        for task in (*self._tasks, *([self._looking] if self._looking else [])):
            task.cancel()

    async def _look(self) -> None:
        wait = FIRST_WAIT
        while self._guilds:
            guild_ids = set(self._guilds)
            try:
                async with self.app.database.read() as store:
                    stretches = await reading_back.to_read(store, guild_ids)
            except Exception:
                log.exception("what is to be read back could not be found, and is looked for again in %s s", wait)
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
                continue
            self._guilds -= guild_ids
            for stretch in stretches:
                self._ask(stretch)

    def _ask(self, stretch: Stretch) -> None:
        is_under_way = stretch.session_id in self._readings
        self._readings[stretch.session_id] = Reading(stretch, self.app.clock())
        if not is_under_way:
            task = asyncio.create_task(self._keep_reading(stretch.session_id), name=f"read back {stretch.session_id}")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _keep_reading(self, session_id: int) -> None:
        """Reads until nothing of the session is asked for any more; what fails for a day is given up."""
        wait = FIRST_WAIT
        while reading := self._readings.get(session_id):
            async with self._turns:
                is_done = await self._try(reading)
            if self._readings[session_id] is not reading:
                wait = FIRST_WAIT  # asked for anew meanwhile
            elif is_done:
                del self._readings[session_id]
            elif self.app.clock() - reading.began > REACH:
                log.error("session %s is not read back: it has failed for a day", session_id)
                del self._readings[session_id]
            else:
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)

    async def _try(self, reading: Reading) -> bool:
        """Whether there is nothing more to try."""
        session_id = reading.stretch.session_id
        try:
            await self._read(reading)
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
            is_final = isinstance(error, discord.HTTPException) and not passes(error)
            log.warning("session %s could not be read back%s: %s", session_id, "" if is_final else " yet", error)
            return is_final
        except Exception:
            log.exception("session %s could not be read back yet", session_id)
            return False
        return True

    async def _read(self, reading: Reading) -> None:
        stretch = reading.stretch
        guild = self.client.get_guild(stretch.guild_id)
        if guild is None or guild.unavailable:
            return  # it is begun when the guild is there again
        try:
            channel = await channel_of(self.client, guild, stretch.channel_id)
            if channel is not None:
                await self._read_channel(reading, channel)
                await self._read_threads(reading, guild, channel)
        except MayNotRead as error:
            await self._tell(stretch, error.channel_id)
            return
        async with self.app.database.transaction() as store:
            await reading_back.finished(store, stretch, reading.began)

    async def _read_threads(self, reading: Reading, guild: discord.Guild, channel: Readable) -> None:
        stretch = reading.stretch
        found: dict[int, Readable] = {one.id: one for one in await threads_of(channel, stretch.begun_at)}
        async with self.app.database.read() as store:
            voted_in = await store.read_backs.voted_in(stretch.session_id)
        for channel_id in voted_in - {channel.id, *found}:  # private ones in the archive, and deleted ones
            thread = await channel_of(self.client, guild, channel_id)
            if thread is not None:
                found[channel_id] = thread
                continue
            async with self.app.database.transaction() as store:
                await threads.deleted(store, guild.id, channel_id, channel.id)
        for thread in found.values():
            with suppress(discord.NotFound):  # deleted at this moment: that is heard
                await self._read_channel(reading, thread)

    async def _read_channel(self, reading: Reading, channel: Readable) -> None:
        after: int | None = reading.places.get(channel.id, reading_back.beginning(reading.stretch))
        while after is not None:
            reading.places[channel.id] = after
            async with self.app.database.read() as store:
                kept = await store.votes.kept_after(channel.id, after)
            page, after = await page_of(self.client, channel, reading.stretch, after)
            async with self.app.database.transaction() as store:
                await reading_back.read(store, page, kept)

    async def _tell(self, stretch: Stretch, channel_id: int) -> None:
        log.warning("channel %s may not be read back", channel_id)
        async with self.app.database.transaction() as store:
            is_news = await reading_back.unreadable(store, stretch)
        if is_news:
            said = UNREADABLE.format(channel=channel_id)
            await tell_organiser(
                self.client, self.app.database, stretch.guild_id, stretch.organiser_id, said, about=stretch.channel_id
            )
