"""Sending one message that is due: once, whatever Discord answers, and its outcome noted."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import aiohttp
import discord

from cogs.edge.due import Due, Notice, Said
from cogs.edge.finding import CannotLook
from cogs.reminders.buttons import buttons_of, reminder_view
from cogs.reminders.refused import Refused
from cogs.reminders.targets import look_for, pings_of, place_of, words_of
from db.store import Database, Store
from domain.reminders import Reminder, Status
from services.reminders.copies import copy_privately
from services.reminders.sending import begin, quiet_until, settle, skip_reason

RETRY_AFTER = timedelta(seconds=10)
SEND_TIMEOUT = 45.0  # seconds; within the lease, so that nobody else takes what is still being sent
TOO_MANY_REQUESTS = 429
OPENING_TOO_FAST = 40003  # Discord's code where too many private channels are opened at once
log = logging.getLogger(__name__)


class Sender:
    """Words, sends and settles what this process, `owner`, has claimed."""

    def __init__(
        self, client: discord.Client, database: Database, due: Due, clock: Callable[[], datetime], owner: str
    ) -> None:
        self._client = client
        self._database = database
        self._due = due
        self._clock = clock
        self._owner = owner
        self._refused = Refused(client, database)

    async def send(self, reminder: Reminder) -> None:
        """Sends it, unless an earlier attempt did or nobody is to be told any more."""
        if reminder.nonce_has_aged(self._clock()) and await self._settled_by_looking(reminder):
            return
        said = await self._prepare(reminder)
        if said is not None:
            await self._post(reminder, said)

    async def _prepare(self, reminder: Reminder) -> Said | None:
        """What to send; None where there is nothing to send now, which is noted."""
        async with self._database.transaction() as store:
            if not await begin(store, reminder, self._owner) or await self._put_off(store, reminder):
                return None
            reason = await skip_reason(store, reminder)
            said = None
            if reason is None:
                said = await self._due.composers[reminder.kind](store, reminder, reminder.is_late(store.now))
                reason = "nobody is to be told any more"
            if said is None:
                await settle(store, reminder, Status.SKIPPED, note=reason)
                log.info("reminder %s was skipped: %s", reminder.id, reason)
                return None
            return await self._to_channel(store, reminder, said) if isinstance(said, Notice) else said

    async def _put_off(self, store: Store, reminder: Reminder) -> bool:
        """What is for one person waits for the end of quiet hours."""
        until = await quiet_until(store, reminder)
        if until is not None:
            await store.reminders.put_off(reminder.id, until)
        return until is not None

    async def _to_channel(self, store: Store, reminder: Reminder, notice: Notice) -> Notice | None:
        """What goes to the channel besides the private copies; None where all whom it is for get one."""
        left = await copy_privately(store, reminder, notice.pings)
        if notice.pings and not left:
            await settle(store, reminder, Status.SENT, note="privately to everybody")
            return None
        return replace(notice, pings=left)

    async def _post(self, reminder: Reminder, said: Said) -> None:
        try:
            async with asyncio.timeout(SEND_TIMEOUT):
                place = await place_of(self._client, reminder, said)
                message = await place.send(
                    words_of(self._client, reminder, said),
                    view=reminder_view(self._due, reminder, said.url),
                    nonce=reminder.nonce,
                    allowed_mentions=pings_of(said),
                )
        except discord.HTTPException as error:
            if error.status >= 500 or error.status == TOO_MANY_REQUESTS or error.code == OPENING_TOO_FAST:
                await self._again(reminder, str(error), refused=False)
            elif not await self._refused.settled(reminder, said, error):
                await self._again(reminder, str(error), refused=True)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            await self._again(reminder, repr(error), refused=False)
        else:
            async with self._database.transaction() as store:
                await settle(store, reminder, Status.SENT, message_id=message.id)

    async def _again(self, reminder: Reminder, note: str, *, refused: bool) -> None:
        log.warning("reminder %s is tried again: %s", reminder.id, note)
        async with self._database.transaction() as store:
            await store.deliveries.again(reminder.id, store.now + RETRY_AFTER, note=note, refused=refused)

    async def _settled_by_looking(self, reminder: Reminder) -> bool:
        """An earlier attempt may have arrived, and its nonce has aged: whether that settles the matter.

        Found where it was to go, it was sent. Where history may not be read, nobody can know, and it is not sent again.
        Where Discord is out of order, it is looked for again later.
        """
        async with self._database.read() as store:
            said = await self._due.composers[reminder.kind](store, reminder, True)
        if said is None or reminder.tried_at is None:
            return False
        try:
            custom_ids = {one.custom_id for one in buttons_of(self._due, reminder)}
            found = await look_for(self._client, reminder, said, reminder.tried_at, custom_ids)
        except discord.NotFound:
            return False  # the channel is gone, and sending will say so
        except (CannotLook, discord.Forbidden):
            async with self._database.transaction() as store:
                note = "a send had an unknown outcome, and the channel's history may not be read"
                await settle(store, reminder, Status.DOUBTFUL, note=note)
            return True
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
            await self._again(reminder, f"cannot be looked for: {error!r}", refused=False)
            return True
        if found is None:
            return False
        async with self._database.transaction() as store:
            await settle(store, reminder, Status.SENT, message_id=found)
        return True
