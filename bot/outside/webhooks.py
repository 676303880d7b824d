"""Sends guilds' webhooks what they are to be told, signed, each guild's one after the other.

The rows are the truth: nothing is kept here that a restart would lose. Of an address only its host reaches a log.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import datetime
from typing import Any

from bot.outside.posting import Poster
from db.store import Database
from domain.outside.addresses import host_of
from domain.outside.outbox import Parcel, is_delivered
from services.outside import webhooks

LONGEST_WAIT = 30.0  # seconds between two readings of what is to be told, while something is
SOONEST = 1.0  # seconds between two readings, unless it is woken
AT_ONCE = 50  # guilds
TURN = 2.0  # seconds in which one guild is told one event after the other, before others have their turn
log = logging.getLogger(__name__)


class Webhooks:
    """Tells guilds' webhooks what happened, in a task of its own.

    `tell` has a guild told that its webhook fails; `is_in` says whether the bot is still in a guild: what waits for
    others is dropped. `at_once` guilds are told at the same time, each for a `turn` of so many seconds.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        tell: Callable[[int], Awaitable[None]],
        is_in: Callable[[int], Awaitable[bool]],
        poster: Poster | None = None,
        *,
        at_once: int = AT_ONCE,
        turn: float = TURN,
    ) -> None:
        self._database = database
        self._clock = clock
        self._tell = tell
        self._is_in = is_in
        self._poster = poster or Poster()
        self._at_once = at_once
        self._turn = turn
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._sending: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begins to send, unless it does."""
        if self._task is None:
            self._task = asyncio.create_task(self._send_on(), name="webhooks")
            self.wake()

    def wake(self) -> None:
        """Has a look taken at what is due: something is, or may be."""
        self._woken.set()

    async def stop(self) -> None:
        """Sends no more. What was being sent is sent again once its lease is over, with the same delivery id."""
        running = [one for one in (self._task, *self._sending) if one is not None]
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)
        self._task = None

    async def send_due(self) -> None:
        """Sends what is due by now, and waits until it has been tried."""
        await self._begin()
        if self._sending:
            await asyncio.wait(set(self._sending))

    async def _send_on(self) -> None:
        """Looks when woken, and when the next is due; other processes' rows are found when the bot's sweep wakes it."""
        wait: float | None = None
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._woken.wait()
            self._woken.clear()
            try:
                wait = await self._begin()
            except Exception:
                log.exception("webhooks could not be sent; they will be")
                wait = LONGEST_WAIT

    async def _begin(self) -> float | None:
        """Begins with what is due, each guild in a task of its own: one that does not answer keeps no other waiting.

        Gives in how many seconds to look again; None where nothing waits.
        """
        async with self._database.read() as store:  # takes no lock
            due_at = await store.turns.next_due(store.now)
            wait = (due_at - store.now).total_seconds() if due_at is not None else None
            unsaid = await store.webhooks.any_unsaid(store.now)
        free = max(self._at_once - len(self._sending), 0)
        if not unsaid and (wait is None or wait > 0 or not free):
            return None if wait is None else min(max(wait, SOONEST), LONGEST_WAIT)
        async with self._database.transaction() as store:
            failing = await store.webhooks.claim_unsaid(store.now)
            parcels = await store.turns.claim(store.now, free)
        for guild_id in failing:
            self._run(self._say_failing(guild_id), f"word that the webhook of guild {guild_id} fails")
        for parcel in parcels:
            self._run(self._send_in_order(parcel), f"webhook of guild {parcel.guild_id}")
        return SOONEST

    def _run(self, what: Coroutine[Any, Any, None], name: str) -> None:
        task = asyncio.create_task(self._logging(what, name), name=name)
        self._sending.add(task)
        task.add_done_callback(self._sent)

    async def _logging(self, what: Coroutine[Any, Any, None], name: str) -> None:
        try:
            await what
        except Exception:
            log.exception("%s: that failed, and comes again", name)

    def _sent(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        self.wake()  # there may be more, and now there is room for others

    async def _send_in_order(self, first: Parcel) -> None:
        """One guild's turn: it ends when nothing is due, when something fails, or after a while."""
        if not await self._is_in(first.guild_id):
            async with self._database.transaction() as store:
                await store.turns.end(first)
                dropped = await store.outbox.clear(first.guild_id)
            log.warning("the bot is not in guild %s any more: %s events are dropped", first.guild_id, dropped)
            return
        loop = asyncio.get_running_loop()
        ends_at = loop.time() + self._turn
        parcel: Parcel | None = first
        while parcel is not None and await self._send(parcel) and loop.time() < ends_at:
            async with self._database.transaction() as store:
                parcel = next(iter(await store.turns.claim(store.now, 1, first.guild_id)), None)

    async def _send(self, parcel: Parcel) -> bool:
        """Sends it once; whether it was taken."""
        result = await self._poster.post(parcel, self._clock())
        if not is_delivered(result):
            host, _ = host_of(parcel.url)
            log.warning("event %s for the webhook of guild %s at %s: %s", parcel.id, parcel.guild_id, host, result)
        async with self._database.transaction() as store:
            await webhooks.settle(store, parcel, result)
        return is_delivered(result)

    async def _say_failing(self, guild_id: int) -> None:
        await self._tell(guild_id)
        async with self._database.transaction() as store:
            await store.webhooks.said(guild_id)
