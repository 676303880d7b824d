"""The names under which a guild's members show, for where Discord does not show them itself: the picture."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

import aiohttp
import discord

KEPT = timedelta(hours=1)
MOST_KEPT = 5000  # then all are asked for anew
AT_ONCE = 100  # Discord's limit for one request
PATIENCE = 3.0  # seconds that a card waits for names
AGAIN_AFTER = timedelta(minutes=1)  # that Discord did not answer
NOBODY_KNOWN = "Somebody"
REFUSED = (discord.HTTPException, discord.ClientException, aiohttp.ClientError, OSError, RuntimeError)  # and timeouts
log = logging.getLogger(__name__)


class Names:
    """Asks Discord, and keeps what it said for a while: the bot itself keeps no list of members."""

    def __init__(self, client: discord.Client, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._clock = clock
        self._known: dict[tuple[int, int], tuple[str, datetime]] = {}
        self._silent_until: datetime | None = None

    async def of(self, guild_id: int, user_ids: Iterable[int]) -> dict[int, str]:
        """Each person's name in that guild, or their own once they left; `Somebody` where Discord does not say."""
        wanted = tuple(user_ids)
        now = self._clock()
        missing = [one for one in wanted if not self._is_fresh((guild_id, one), now)]
        if missing and (self._silent_until is None or now >= self._silent_until):
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._ask(guild_id, missing, now)
            except REFUSED as error:
                log.warning("cannot ask for names in guild %s: %r", guild_id, error)
                self._silent_until = now + AGAIN_AFTER
        return {one: self._known.get((guild_id, one), (NOBODY_KNOWN, now))[0] for one in wanted}

    def _is_fresh(self, key: tuple[int, int], now: datetime) -> bool:
        known = self._known.get(key)
        return known is not None and now - known[1] < KEPT

    async def _ask(self, guild_id: int, user_ids: Sequence[int], now: datetime) -> None:
        guild = self._client.get_guild(guild_id)
        if guild is None:
            return
        if len(self._known) > MOST_KEPT:
            self._known.clear()
        for n in range(0, len(user_ids), AT_ONCE):
            asked = list(user_ids[n : n + AT_ONCE])
            members = await guild.query_members(user_ids=asked, limit=AT_ONCE, cache=False)
            self._known |= {(guild_id, one.id): (one.display_name, now) for one in members}
        for user_id in user_ids:
            if not self._is_fresh((guild_id, user_id), now):  # no member any more
                self._known[guild_id, user_id] = (await self._own_name(user_id), now)

    async def _own_name(self, user_id: int) -> str:
        try:
            return (await self._client.fetch_user(user_id)).display_name
        except discord.NotFound:
            return NOBODY_KNOWN
