"""Turns: the API may use so much of the database at a time, and leaves the rest to people in Discord."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import hdrs, web

AT_ONCE = 3  # requests that are answered at a time, of all guilds
WAITING = 50  # that may wait for their turn
FULL = "Too many requests wait to be answered just now. Ask again in a second."


class Turns:
    """Has few requests answered at a time, in the order that they came."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._most = at_once + waiting
        self._here = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Waits for a turn, and holds it. Raises HTTPTooManyRequests where too many wait already."""
        if self._here >= self._most:
            raise web.HTTPTooManyRequests(text=FULL, headers={hdrs.RETRY_AFTER: "1"})
        self._here += 1
        try:
            async with self._free:
                yield
        finally:
            self._here -= 1
