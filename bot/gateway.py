"""Where Discord is: its own address, or that of a REST proxy; and waiting for it to be there."""

import asyncio
import logging
from collections.abc import AsyncIterator
from itertools import count
from typing import Any

import aiohttp
import discord
from discord.gateway import DiscordWebSocket
from yarl import URL

TOO_MANY_REQUESTS = 429
LONGEST_WAIT = 60.0  # seconds between two tries
log = logging.getLogger(__name__)


def point_at(base: str | None) -> None:
    """Has the REST API asked at that base URL, instead of at Discord's own."""
    if base is not None:
        discord.http.Route.BASE = base


async def log_in(client: discord.Client, token: str) -> None:
    """Logs in, and waits for Discord's REST API where it is down. Raises discord.LoginFailure for a wrong token."""
    async for _ in _tries("Discord"):
        try:
            await client.login(token)
            return
        except (aiohttp.ClientError, OSError, TimeoutError, discord.DiscordServerError, discord.RateLimited) as error:
            log.warning("cannot log in: %s", error)
        except discord.HTTPException as error:
            if error.status != TOO_MANY_REQUESTS:
                raise
            log.warning("cannot log in: %s", error)  # asked again at once, Discord would ban this address


async def wait_for_gateway(client: discord.Client) -> None:
    """Logged in, waits until the gateway answers.

    discord.py 2.7 ends with an AttributeError where the gateway is down at its first connect. Also sets the address at
    which a shard identifies anew, which it would otherwise know only for Discord's own.
    """
    async for _ in _tries("Discord's gateway"):
        try:
            data: dict[str, Any] = await client.http.request(discord.http.Route("GET", "/gateway/bot"))
            DiscordWebSocket.DEFAULT_GATEWAY = URL(data["url"])
            async with (
                aiohttp.ClientSession() as session,
                session.ws_connect(
                    URL(data["url"]).with_query(v=10, encoding="json"), timeout=aiohttp.ClientWSTimeout(ws_close=5.0)
                ) as socket,
            ):
                await asyncio.wait_for(socket.receive_json(), 10)  # HELLO
            return
        except (aiohttp.ClientError, OSError, TimeoutError, TypeError, discord.DiscordServerError) as error:
            log.warning("the gateway does not answer: %r", error)


async def _tries(what: str) -> AsyncIterator[int]:
    """Tries without end, each after twice the wait of the one before, up to a minute."""
    for attempt in count():
        yield attempt
        wait = min(2.0**attempt, LONGEST_WAIT)
        log.warning("%s is waited for: trying again in %.0f s", what, wait)
        await asyncio.sleep(wait)
