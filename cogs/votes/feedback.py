"""Reactions that say that a vote was counted: a nicety, and the first thing that goes when Discord is slow."""

import asyncio
import logging
from collections import deque

import aiohttp
import discord

MOST_WAITING = 5  # reactions that wait in a channel; more are dropped
PATIENCE = 2.0  # seconds for one reaction; where it takes longer, Discord has us wait
log = logging.getLogger(__name__)


class Feedback:
    """Puts reactions under messages, one at a time in a channel. No vote ever waits for one.

    `patience`: seconds that one may take, before it and those that wait behind it are dropped.
    """

    def __init__(self, *, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._waiting: dict[int, deque[tuple[discord.Message, str]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def offer(self, message: discord.Message, emoji: str) -> None:
        """Has the reaction put soon, or never where too many wait already."""
        waiting = self._waiting.get(message.channel.id)
        if waiting is None:
            self._waiting[message.channel.id] = deque([(message, emoji)])
            task = asyncio.create_task(self._put(message.channel.id), name=f"reactions in {message.channel.id}")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        elif len(waiting) < MOST_WAITING:
            waiting.append((message, emoji))

    def stop(self) -> None:
        """Drops what waits."""
        for task in self._tasks:
            task.cancel()

    async def _put(self, channel_id: int) -> None:
        waiting = self._waiting[channel_id]
        try:
            while waiting:
                message, emoji = waiting.popleft()
                async with asyncio.timeout(self._patience):
                    await message.add_reaction(emoji)
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.info("%s reactions in channel %s are dropped: %s", len(waiting) + 1, channel_id, error or "too slow")
        finally:
            del self._waiting[channel_id]
