"""The bot: discord.py's client with the store, the painter and the timetable in it."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot import invite
from bot.http.server import Server
from bot.membership import Membership
from bot.outside.assistant import assistant_of
from bot.outside.rooms import RoomMonitor
from bot.outside.webhooks import Webhooks
from bot.settings import BadSettings, Settings
from bot.timetable import Timetable
from cogs.edge import groups
from cogs.edge.answering import answer_if_lost, report
from cogs.edge.due import Due
from cogs.edge.painter import PACE, Painter
from cogs.edge.webhooks import tell_failing
from cogs.reminders.delivery import Delivery
from db.store import Committed, Database, Store
from domain.sessions.draft import Drafter

FEATURES = ("campaigns", "scheduling", "sessions", "rollcall", "gamenight", "votes", "reminders", "settings", "data")
CARDS_FIRST = 3.0  # seconds that what is due waits for cards that are being drawn
LONGEST_ANSWER = 5.0  # seconds that a stop waits for the answers to interactions
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # Rollcall speaks no voice
log = logging.getLogger(__name__)


class Tree(app_commands.CommandTree[commands.AutoShardedBot]):
    """The commands; what fails before a command's own answer is said as everything else is."""

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        """Says a failure to the person."""
        await report(interaction, getattr(error, "original", error))


class Rollcall(commands.AutoShardedBot):
    """The running bot. `clock` gives the aware UTC instant it is now; `pace` is seconds between edits of a card.

    Where it is not `outgoing`, webhooks are told nothing.
    """

    def __init__(
        self, settings: Settings, clock: Callable[[], datetime], *, pace: float = PACE, outgoing: bool = True
    ) -> None:
        intents = discord.Intents(
            guilds=True,
            guild_messages=True,
            guild_reactions=True,
            guild_typing=True,
            voice_states=True,
            message_content=settings.message_content,
            members=settings.members,
        )
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,  # raw events are used, so no cache of messages is kept
            member_cache_flags=discord.MemberCacheFlags.none(),  # nor of members: who leaves is heard without it
            chunk_guilds_at_startup=False,
            shard_ids=settings.shard_ids,  # type: ignore[arg-type]  # None is automatic, as its docs say
            shard_count=settings.shard_count,
        )
        self.settings = settings
        self.outgoing = outgoing
        self.clock = clock
        self.database = Database(settings.database_url, clock)
        self.due = Due()
        self.sweeps: list[Callable[[Store], Awaitable[None]]] = []
        self.answering: set[asyncio.Task[Any]] = set()
        self.reading = asyncio.Lock()
        self.run_id = secrets.token_hex(4)
        self.assistant: Drafter | None = assistant_of(settings)
        self.painter = Painter(self, self.database, clock, pace)
        self.delivery = Delivery(self, self.database, self.due, clock)
        self.timetable = Timetable(self.database, clock, self._deliver_due, self._sweep)
        self.rooms = RoomMonitor(self.database, settings.room_api)
        self.webhooks = Webhooks(self.database, clock, partial(tell_failing, self, self.database), self.is_in)
        self.web = Server(self, settings.http_port)
        self.membership = Membership(self, clock)
        self.database.on_commit(self._on_commit)

    @property
    def connected(self) -> bool:
        """Whether every shard of this process is connected to the gateway."""
        return self.is_ready() and all(not shard.is_closed() for shard in self.shards.values())

    @property
    def public_url(self) -> str | None:
        """The address people reach the HTTP server at; None where there is none, or no server."""
        return self.settings.public_url if self.settings.http_port else None

    async def is_member(self, guild_id: int, user_id: int) -> bool:
        """Whether the person is in the guild, as far as is known."""
        return await self.membership.holds(guild_id, user_id)

    async def is_in(self, guild_id: int) -> bool:
        """Whether the bot is in the guild, as far as is known; of another shard's guild, Discord is asked."""
        if self.user is None or self.get_guild(guild_id) is not None:
            return True
        return await self.is_member(guild_id, self.user.id)

    async def setup_hook(self) -> None:
        """Adds the features and registers the commands, before the first connect; again if Discord did not answer."""
        for name in FEATURES:
            if f"cogs.{name}" not in self.extensions:
                await self.load_extension(f"cogs.{name}")
        for group in groups.ALL:
            self.tree.add_command(group, override=True)
        await self.register_commands()

    async def register_commands(self) -> None:
        """Tells Discord which commands there are."""
        if self.settings.dev_guild is None:
            synced = await self.tree.sync()
        else:
            guild = discord.Object(self.settings.dev_guild)
            self.tree.copy_global_to(guild=guild)
            try:
                synced = await self.tree.sync(guild=guild)
            except discord.Forbidden:
                raise BadSettings(
                    "ROLLCALL_DEV_GUILD: the bot is not in that server. Remedy: invite it with "
                    f"{invite.link(self.application_id or 0)}, or leave the setting out."
                ) from None
        log.info("%s commands are registered", len(synced))

    async def on_ready(self) -> None:
        """Connected, for the first time or anew: what was missed is made up for."""
        log.info("connected as %s, in %s servers", self.user, len(self.guilds))
        if not self.guilds and self.application_id:
            log.info("no server yet; invite the bot with %s", invite.link(self.application_id))
        if not self.timetable.running:
            self.timetable.start()
        self.rooms.start()
        if self.outgoing:
            self.webhooks.start()
        await self.painter.touch_stale()

    async def on_interaction(self, interaction: discord.Interaction[Any], /) -> None:
        """discord.py answers interactions; what it does not know is left to us."""
        await answer_if_lost(interaction)

    async def on_message(self, message: discord.Message, /) -> None:
        """There are no commands in chat; listeners hear messages by themselves."""

    def _on_commit(self, committed: Committed) -> None:
        for key in committed.cards:
            self.painter.touch(key)
        for key in committed.slowly:
            self.painter.touch_slowly(key)
        if committed.timetable:
            self.timetable.arm()
        if committed.outside:
            self.webhooks.wake()

    async def _deliver_due(self) -> None:
        """Cards come first, so that what is said about them can link to them; but nothing waits for them for long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(CARDS_FIRST):
                await self.painter.settled()
        await self.delivery.deliver_due()

    async def _sweep(self) -> None:
        await self.painter.touch_stale()
        self.webhooks.wake()
        async with self.database.transaction() as store:
            await store.causes.forget_old(store.now)
            await store.votes.forget_old(store.now)
            for sweep in self.sweeps:
                await sweep(store)

    async def close(self) -> None:
        """Stops in order: no more events and requests are taken, what was begun is finished, the store is closed."""
        if self.is_closed():
            return
        self._connection.parsers.clear()  # the only way to take no more events and still answer those taken
        await self.web.stop()
        if self.answering:
            await asyncio.wait(self.answering, timeout=LONGEST_ANSWER)
        self.delivery.stop()
        await self.rooms.stop()
        await self.webhooks.stop()
        await self.timetable.stop()
        await self.delivery.release()
        await self.painter.stop()
        await super().close()
        await self.database.close()
