"""How far a long import is, said now and then while it goes on."""

import logging
from collections.abc import Awaitable, Callable

import aiohttp
import discord

PACE = 2.0  # seconds between two edits
UNSAID = (discord.HTTPException, aiohttp.ClientError, OSError)  # what fails where something cannot be said
log = logging.getLogger(__name__)


class Progress:
    """Says how many of `total` votes an import has added: as it begins, and then at most every two seconds.

    `say` shows a text in place of the last one; `now` gives seconds. What cannot be said holds up no import.
    """

    def __init__(self, say: Callable[[str], Awaitable[None]], total: int, now: Callable[[], float]) -> None:
        self._say = say
        self._total = total
        self._now = now
        self._said_at = now()

    async def begin(self) -> None:
        """Says how many there are."""
        await self._tell(f"Importing {self._total:,} votes …")

    async def reached(self, done: int) -> None:
        """Says that so many are added, unless something was said just now."""
        if self._now() - self._said_at >= PACE:
            await self._tell(f"Importing: {done:,} of {self._total:,} votes …")

    async def _tell(self, text: str) -> None:
        try:
            await self._say(text)
        except UNSAID as error:
            log.warning("how far an import is could not be said: %s", error)
        self._said_at = self._now()
