"""Whether a person is still in a guild, for what they read without Discord."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import aiohttp
import discord

KEPT = timedelta(minutes=10)
KEPT_UNANSWERED = timedelta(minutes=1)  # not to wait for a Discord that does not answer at every request
PATIENCE = 5.0  # seconds that Discord has to answer in
log = logging.getLogger(__name__)


class Membership:
    """Asks Discord, and keeps each answer for a while: not every bot may see the list of members."""

    def __init__(self, client: discord.Client, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._clock = clock
        self._known: dict[tuple[int, int], tuple[bool, datetime]] = {}

    async def holds(self, guild_id: int, user_id: int) -> bool:
        """Whether the person is in the guild; where Discord cannot be asked, as it was last known, else yes."""
        last, until = self._known.get((guild_id, user_id), (True, None))
        if until is not None and self._clock() < until:
            return last
        try:
            async with asyncio.timeout(PATIENCE):
                now = await self._ask(guild_id, user_id)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:  # TimeoutError is an OSError
            log.warning("cannot ask whether user %s is in guild %s: %s", user_id, guild_id, error)
            self._known[guild_id, user_id] = (last, self._clock() + KEPT_UNANSWERED)
            return last
        self._known[guild_id, user_id] = (now, self._clock() + KEPT)
        return now

    async def _ask(self, guild_id: int, user_id: int) -> bool:
        if self._client.user is None:
            raise ConnectionError("not logged in yet")
        try:
            await self._client.http.get_member(guild_id, user_id)  # a guild of another shard is not among our guilds
        except (discord.NotFound, discord.Forbidden):  # the person left, or the bot
            return False
        return True
