"""Reading back: what was missed in chat, away or without permission, counts as if it had been heard."""

import discord
from discord.ext import commands

from cogs.edge.app import App
from cogs.votes.reader import Reader


class ReadingBack(commands.Cog):
    """Has a server read back when it comes into sight: at the start, in a new gateway session, and after an outage.

    And when what the bot may see changes: what was written where it might not see it was never heard. Where it may see
    less, the organiser learns so at once.
    """

    def __init__(self, app: App, client: discord.Client) -> None:
        self.client = client
        self._reader = Reader(app, client)

    async def cog_unload(self) -> None:
        """Stops; what is not finished is read after the next start."""
        self._reader.stop()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Connected anew; a session that was resumed missed nothing, and does not come here."""
        self._reader.begin([guild.id for guild in self.client.guilds])

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """One of several shards has a new session, or an outage is over."""
        if self.client.is_ready():
            self._reader.begin([guild.id])

    @commands.Cog.listener()
    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """A channel's permissions changed; a category's change comes as that of its channels."""
        if before.overwrites != after.overwrites:
            self._reader.begin([after.guild.id])

    @commands.Cog.listener()
    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """A role of the bot gives other permissions."""
        if before.permissions != after.permissions and after in after.guild.me.roles:
            self._reader.begin([after.guild.id])

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """What it kept from the bot is given back, and what it gave is not any more."""
        self._reader.begin([role.guild.id])

    @commands.Cog.listener()
    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """The bot itself has other roles."""
        if after == after.guild.me and before.roles != after.roles:
            self._reader.begin([after.guild.id])
