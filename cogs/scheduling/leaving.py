"""People who leave the server: their seats are freed."""

import logging

import aiohttp
import discord
from discord.ext import commands

from cogs.edge.app import App
from services.scheduling import rsvps

MOST_ASKED = 100  # members that Discord is asked for at once
log = logging.getLogger(__name__)


class Leaving(commands.Cog):
    """Hears who leaves, and finds out at a start who left meanwhile; with the members intent only."""

    def __init__(self, app: App, client: discord.Client) -> None:
        self.app = app
        self.client = client

    @commands.Cog.listener()
    async def on_raw_member_remove(self, event: discord.RawMemberRemoveEvent) -> None:
        """Somebody left, or was removed."""
        await self._leave(event.guild_id, event.user.id)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Nobody told us who left while we were away."""
        if not self.client.intents.members:
            return
        for guild in list(self.client.guilds):
            try:
                for user_id in await self._absent(guild):
                    await self._leave(guild.id, user_id)
            except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
                log.warning("who left guild %s meanwhile is not known: %s", guild.id, error)

    async def _absent(self, guild: discord.Guild) -> list[int]:
        """Those with a plan for a session to come who are members no more: so says Discord of each."""
        async with self.app.database.read() as store:
            planning = await store.rsvps.planning_in(guild.id, store.now)
        missing = set(planning)
        for start in range(0, len(planning), MOST_ASKED):
            some = planning[start : start + MOST_ASKED]
            missing -= {one.id for one in await guild.query_members(user_ids=some, limit=MOST_ASKED, cache=False)}
        return [user_id for user_id in sorted(missing) if not await _is_member(guild, user_id)]

    async def _leave(self, guild_id: int, user_id: int) -> None:
        try:
            async with self.app.database.transaction() as store:
                await rsvps.leave(store, guild_id, user_id)
        except Exception:
            log.exception("the seats of user %s in guild %s could not be freed", user_id, guild_id)


async def _is_member(guild: discord.Guild, user_id: int) -> bool:
    try:
        await guild.fetch_member(user_id)
    except discord.NotFound:
        return False
    return True
