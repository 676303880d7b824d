"""Delivering what is due: claimed under a lease, each guild's and each person's in order, beside each other."""

import asyncio
import logging
import uuid
from collections.abc import Callable
from datetime import datetime
from itertools import groupby

import discord

from cogs.edge.due import Due
from cogs.reminders.sending import Sender
from db.store import Database
from domain.reminders import TO_PEOPLE, Reminder, Status

LANES_AT_ONCE = 8
log = logging.getLogger(__name__)


class Delivery:
    """Claims what is due and sees it through. One of these runs in each process."""

    def __init__(self, client: discord.Client, database: Database, due: Due, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._due = due
        self._owner = uuid.uuid4().hex
        self._sender = Sender(client, database, due, clock, self._owner)
        self._stopping = False

    async def deliver_due(self) -> None:
        """Delivers all that is due now. A slow or failing guild or person does not keep the others."""
        while not self._stopping:
            async with self._database.transaction() as store:
                claimed = await store.deliveries.claim(self._owner, store.now)
            if not claimed:
                return
            at_once = asyncio.Semaphore(LANES_AT_ONCE)
            claimed.sort(key=_lane)  # stable: within a lane they stay in the order they are due
            lanes = [list(ones) for _, ones in groupby(claimed, key=_lane)]
            await asyncio.gather(*(self._deliver_in_order(ones, at_once) for ones in lanes))

    def stop(self) -> None:
        """Begins no more deliveries."""
        self._stopping = True

    async def release(self) -> None:
        """Leaves what was claimed and not begun to whoever comes next."""
        async with self._database.transaction() as store:
            await store.deliveries.release(self._owner)

    async def _deliver_in_order(self, reminders: list[Reminder], at_once: asyncio.Semaphore) -> None:
        async with at_once:
            for reminder in reminders:
                if self._stopping:
                    return
                try:
                    await self._deliver(reminder)
                except Exception:  # its lease runs out, and it is tried again
                    log.exception("reminder %s could not be delivered", reminder.id)

    async def _deliver(self, reminder: Reminder) -> None:
        if await self._put_off(reminder):
            return
        if act := self._due.acts.get(reminder.kind):
            async with self._database.transaction() as store:
                again_at = await act(store, reminder)
                if again_at is None:
                    await store.deliveries.settle(reminder.id, Status.SENT, store.now)
                else:
                    await store.reminders.put_off(reminder.id, again_at)
        else:
            await self._sender.send(reminder)

    async def _put_off(self, reminder: Reminder) -> bool:
        wait = self._due.waits.get(reminder.kind)
        if wait is None:
            return False
        async with self._database.transaction() as store:
            until = await wait(store, reminder)
            if until is not None:
                await store.reminders.put_off(reminder.id, until)
        return until is not None


def _lane(reminder: Reminder) -> tuple[int, int]:
    """What is delivered in order: what goes to channels of one guild, and what goes to one person."""
    if reminder.kind in TO_PEOPLE:
        return (1, reminder.user_id or 0)
    return (0, reminder.guild_id)
