"""Delivering what is due: worded by its feature, sent once, and its outcome noted."""

import logging
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import aiohttp
import discord

from cogs.edge.due import Due, Notice
from cogs.edge.telling import tell_organiser
from cogs.reminders.buttons import posted, reminder_view
from db.store import Database
from domain.reminders import ATTEMPTS_AT_A_DEAD_TARGET, Reminder, Status
from services.reminders import skip_reason

MESSAGE_LIMIT = 2000
RETRY_AFTER = timedelta(seconds=10)
log = logging.getLogger(__name__)


def with_mentions(notice: Notice) -> str:
    """The message with its mentions before it: as many as one message of 2,000 characters holds, about 75."""
    mentions, room = "", MESSAGE_LIMIT - len(notice.content) - len(" and 100 more\n")
    for n, user_id in enumerate(notice.pings):
        if len(mentions) + len(one := f"<@{user_id}> ") > room:
            mentions += f"and {len(notice.pings) - n} more"
            break
        mentions += one
    return f"{mentions.strip()}\n{notice.content}" if mentions else notice.content


class Delivery:
    """Claims what is due, a lease at a time, and sees it through. One of these runs in each process."""

    def __init__(self, client: discord.Client, database: Database, due: Due, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._database = database
        self._due = due
        self._clock = clock
        self._owner = uuid.uuid4().hex

    async def deliver_due(self) -> None:
        """Delivers all that is due now. A failure of one does not keep the others."""
        while True:
            async with self._database.transaction() as store:
                claimed = await store.reminders.claim(self._owner, store.now)
            if not claimed:
                return
            for reminder in claimed:
                try:
                    await self._deliver(reminder)
                except Exception:  # its lease runs out, and it is tried again
                    log.exception("reminder %s could not be delivered", reminder.id)

    async def _deliver(self, reminder: Reminder) -> None:
        if act := self._due.acts.get(reminder.kind):
            async with self._database.transaction() as store:
                await act(store, reminder)
                await store.reminders.settle(reminder.id, Status.SENT, store.now)
            return
        if reminder.nonce_has_aged(self._clock()) and await self._found_or_doubtful(reminder):
            return
        notice = await self._prepare(reminder)
        if notice is not None:
            await self._send(reminder, notice)

    async def _prepare(self, reminder: Reminder) -> Notice | None:
        """What to send; None where there is nothing to send after all, which is noted."""
        async with self._database.transaction() as store:
            if not await store.reminders.trying(reminder, self._owner, store.now):
                return None  # withdrawn, or another process has it
            reason = await skip_reason(store, reminder)
            notice = None
            if reason is None:
                late = reminder.is_late(store.now)
                notice = await self._due.composers[reminder.kind](store, reminder, late)
                reason = "nobody is to be told any more"
            if notice is None:
                await store.reminders.settle(reminder.id, Status.SKIPPED, store.now, note=reason)
                log.info("reminder %s was skipped: %s", reminder.id, reason)
            return notice

    async def _send(self, reminder: Reminder, notice: Notice) -> None:
        channel = self._client.get_partial_messageable(notice.channel_id, guild_id=reminder.guild_id)
        try:
            message = await channel.send(
                with_mentions(notice),
                view=reminder_view(reminder, notice.url),
                nonce=reminder.nonce,
                allowed_mentions=discord.AllowedMentions(
                    everyone=False, roles=False, users=[discord.Object(user_id) for user_id in notice.pings]
                ),
            )
        except (discord.Forbidden, discord.NotFound) as error:
            await self._dead(reminder, notice, error)
        except discord.HTTPException as error:
            # A 4xx was refused and sent nothing; of a 5xx nobody knows, and only the nonce keeps it from twice.
            await self._again(reminder, str(error), reached_nothing=error.status < 500)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            await self._again(reminder, repr(error), reached_nothing=False)
        else:
            async with self._database.transaction() as store:
                await store.reminders.settle(reminder.id, Status.SENT, store.now, message_id=message.id)

    async def _again(self, reminder: Reminder, note: str, *, reached_nothing: bool) -> None:
        log.warning("reminder %s is tried again: %s", reminder.id, note)
        async with self._database.transaction() as store:
            again = store.now + RETRY_AFTER
            await store.reminders.again(reminder.id, again, note=note, reached_nothing=reached_nothing)

    async def _dead(self, reminder: Reminder, notice: Notice, error: discord.HTTPException) -> None:
        if reminder.attempts + 1 < ATTEMPTS_AT_A_DEAD_TARGET:
            await self._again(reminder, str(error), reached_nothing=True)
            return
        log.warning("reminder %s has no living target: %s", reminder.id, error)
        async with self._database.transaction() as store:
            await store.reminders.settle(reminder.id, Status.DEAD, store.now, note=str(error))
            guild = await store.settings.of_guild(reminder.guild_id)
        said = (
            f"I could not post this in <#{notice.channel_id}> ({error.text or 'Discord refused'}), so nobody was "
            f"pinged:\n{notice.content}\n"
            "Please let me view and write there, or set another channel with `/settings edit`."
        )
        await tell_organiser(self._client, reminder.guild_id, notice.organiser_id, guild.channel_id, said)

    async def _found_or_doubtful(self, reminder: Reminder) -> bool:
        """An earlier attempt may have arrived, and its nonce has aged: whether that settles the matter.

        Found in the channel, it was sent. Where history cannot be read, nobody can know, and it is not sent again.
        """
        async with self._database.read() as store:
            notice = await self._due.composers[reminder.kind](store, reminder, True)
        if notice is None or reminder.tried_at is None:
            return False
        try:
            found = await posted(self._client, notice.channel_id, reminder)
        except discord.HTTPException as error:
            log.warning("whether reminder %s was sent cannot be looked up: %s", reminder.id, error)
            found = None
        async with self._database.transaction() as store:
            if found is None:
                note = "a send had an unknown outcome, and the channel's history cannot be read"
                await store.reminders.settle(reminder.id, Status.DOUBTFUL, store.now, note=note)
            elif found:
                await store.reminders.settle(reminder.id, Status.SENT, store.now, message_id=found)
        return found is None or bool(found)
