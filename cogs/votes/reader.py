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
from cogs.edge.places import where
from cogs.edge.telling import tell_organiser
from cogs.votes.histories import MayNotRead, Readable, channel_of, page_of, require_readable, threads_of
from domain.votes import REACH, Stretch
from services.votes import reading_back, threads

FIRST_WAIT, LONGEST_WAIT = 10.0, 300.0  # seconds until what failed is tried again
AT_ONCE = 5  # sessions that are read at the same time
UNREADABLE = (
    "I could not read back <#{channel}>, so votes written, edited or deleted there while I could not see it are "
    "missing. Please {remedy}: then I read it at once."
)
LET_IN = "allow me *View Channel* and *Read Message History* there"
ADD = "mention me in that thread, which adds me to it"
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
        self._asked: dict[int, set[int]] = {}
        self._looking: asyncio.Task[None] | None = None
        self._readings: dict[int, Reading] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._turns = asyncio.Semaphore(AT_ONCE)

    def begin(self, guild_id: int, channel_ids: Collection[int]) -> None:
        """Has what these channels of a guild said since their sessions' first plays read soon, from its start."""
        self._asked.setdefault(guild_id, set()).update(channel_ids)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look(), name="what is to be read back")

    def stop(self) -> None:
        """Stops; what is not finished is read after the next start."""
        for task in (*self._tasks, *([self._looking] if self._looking else [])):
            task.cancel()

    async def _look(self) -> None:
        wait = FIRST_WAIT
        while asked := dict(self._asked):
            try:
                async with self.app.database.read() as store:
                    stretches = await reading_back.to_read(store, asked)
            except Exception:
                log.exception("what is to be read back could not be found, and is looked for again in %s s", wait)
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
                continue
            for guild_id in asked:
                del self._asked[guild_id]
            for stretch in stretches:
                places = where(self.client.get_channel(stretch.channel_id))
                if not places or not asked[stretch.guild_id].isdisjoint(places):  # an archived thread is not known here
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
        hidden: list[int] = []
        try:
            channel = await channel_of(self.client, guild, stretch.channel_id)
            if channel is not None:
                await self._read_channel(reading, channel)
                hidden = await self._read_threads(reading, guild, channel)
        except MayNotRead as error:
            hidden = [error.channel_id]
        for channel_id in hidden:
            await self._tell(stretch, channel_id)
        if not hidden:
            async with self.app.database.transaction() as store:
                await reading_back.finished(store, stretch, reading.began)

    async def _read_threads(self, reading: Reading, guild: discord.Guild, channel: Readable) -> list[int]:
        """Reads the channel's threads, and gives those that it may not read: the bot was taken out of them."""
        found = {one.id: one for one in await threads_of(channel, reading.stretch.begun_at)}
        async with self.app.database.read() as store:
            voted_in = await store.read_backs.voted_in(reading.stretch.session_id)
        hidden: list[int] = []
        for thread_id in (*found, *voted_in - {channel.id, *found}):  # private ones in the archive, and deleted ones
            try:
                thread = found.get(thread_id) or await channel_of(self.client, guild, thread_id)
                if thread is None:
                    async with self.app.database.transaction() as store:
                        await threads.deleted(store, guild.id, thread_id, channel.id)
                    continue
                with suppress(discord.NotFound):  # deleted at this moment: that is heard
                    await self._read_channel(reading, thread)
            except MayNotRead:
                require_readable(channel)  # where the channel itself was shut meanwhile, that is to be told
                hidden.append(thread_id)
        return hidden

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
            is_news = await reading_back.unreadable(store, stretch, channel_id)
        if is_news:
            remedy = LET_IN if channel_id == stretch.channel_id else ADD
            said = UNREADABLE.format(channel=channel_id, remedy=remedy)
            await tell_organiser(
                self.client, self.app.database, stretch.guild_id, stretch.organiser_id, said, about=stretch.channel_id
            )
