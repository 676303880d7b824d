"""Reading back: what was missed in chat, away or without permission, counts as if it had been heard."""

import discord
from discord.ext import commands

from cogs.edge.app import App
from cogs.votes.histories import may_read
from cogs.votes.reader import Reader


class ReadingBack(commands.Cog):
    """Has a server read back when it comes into sight: at the start, in a new gateway session, and after an outage.

    And channels that the bot may read or may not read any more: what was written where it might not was never heard.
    Where it may read less, the organiser learns so at once.
    """

    def __init__(self, app: App, client: discord.Client) -> None:
        self.client = client
        self._reader = Reader(app, client)
        self._read: dict[int, dict[int, bool]] = {}

    async def cog_unload(self) -> None:
        """Stops; what is not finished is read after the next start."""
        self._reader.stop()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Connected anew; a session that was resumed missed nothing, and does not come here."""
        for guild in self.client.guilds:
            self._begin(guild)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """One of several shards has a new session, or an outage is over."""
        if self.client.is_ready():
            self._begin(guild)

    @commands.Cog.listener()
    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """A channel's permissions changed; a category's change comes as that of its channels."""
        if before.overwrites != after.overwrites:
            self._compare(after.guild)

    @commands.Cog.listener()
    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """A role of the bot may give other permissions."""
        if before.permissions != after.permissions:
            self._compare(after.guild)

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """What it kept from the bot is given back, and what it gave is not any more."""
        self._compare(role.guild)

    @commands.Cog.listener()
    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """The bot itself may have other roles."""
        if after == after.guild.me and before.roles != after.roles:
            self._compare(after.guild)

    @commands.Cog.listener()
    async def on_thread_join(self, thread: discord.Thread) -> None:
        """The bot was added to a private thread."""
        if thread.is_private():
            self._reader.begin(thread.guild.id, [thread.id, thread.parent_id])

    def _begin(self, guild: discord.Guild) -> None:
        self._read[guild.id] = _readable(guild)
        self._reader.begin(guild.id, [one.id for one in guild.channels])

    def _compare(self, guild: discord.Guild) -> None:
        """Has those channels read where the bot itself may read what it might not before, or the other way round.

        Other bots change the permissions of channels all evening; most of that changes nothing here.
        """
        before, now = self._read.get(guild.id, {}), _readable(guild)
        self._read[guild.id] = now
        if changed := {channel_id for channel_id, may in now.items() if before.get(channel_id) is not may}:
            self._reader.begin(guild.id, changed)


def _readable(guild: discord.Guild) -> dict[int, bool]:
    """By channel, whether the bot may read its history."""
    return {one.id: may_read(one) for one in guild.channels}
