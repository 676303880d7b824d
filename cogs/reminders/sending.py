"""Sending one message that is due: once, whatever Discord answers, and its outcome noted."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import aiohttp
import discord

from cogs.edge.due import Due, Notice
from cogs.edge.finding import CannotLook, find_message
from cogs.edge.telling import tell_organiser
from cogs.reminders.buttons import custom_id_of, reminder_view
from db.store import Database
from domain.reminders import ATTEMPTS_AT_A_DEAD_TARGET, Reminder, Status
from services.reminders import skip_reason

MESSAGE_LIMIT = 2000
RETRY_AFTER = timedelta(seconds=10)
SEND_TIMEOUT = 45.0  # seconds; within the lease, so that nobody else takes what is still being sent
TOO_MANY_REQUESTS = 429
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

    async def send(self, reminder: Reminder) -> None:
        """Sends it, unless an earlier attempt did or nobody is to be told any more."""
        if reminder.nonce_has_aged(self._clock()) and await self._settled_by_looking(reminder):
            return
        notice = await self._prepare(reminder)
        if notice is not None:
            await self._post(reminder, notice)

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

    async def _post(self, reminder: Reminder, notice: Notice) -> None:
        channel = self._client.get_partial_messageable(notice.channel_id, guild_id=reminder.guild_id)
        pinged = [discord.Object(user_id) for user_id in notice.pings]
        try:
            async with asyncio.timeout(SEND_TIMEOUT):
                message = await channel.send(
                    with_mentions(notice),
                    view=reminder_view(reminder, notice.url),
                    nonce=reminder.nonce,
                    allowed_mentions=discord.AllowedMentions(everyone=False, roles=False, users=pinged),
                )
        except discord.HTTPException as error:
            if error.status < 500 and error.status != TOO_MANY_REQUESTS:
                await self._refused(reminder, notice, error)
            else:
                await self._again(reminder, str(error), refused=False)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            await self._again(reminder, repr(error), refused=False)
        else:
            async with self._database.transaction() as store:
                await store.reminders.settle(reminder.id, Status.SENT, store.now, message_id=message.id)

    async def _again(self, reminder: Reminder, note: str, *, refused: bool) -> None:
        log.warning("reminder %s is tried again: %s", reminder.id, note)
        async with self._database.transaction() as store:
            await store.reminders.again(reminder.id, store.now + RETRY_AFTER, note=note, refused=refused)

    async def _refused(self, reminder: Reminder, notice: Notice, error: discord.HTTPException) -> None:
        if reminder.attempts + 1 < ATTEMPTS_AT_A_DEAD_TARGET:
            await self._again(reminder, str(error), refused=True)
            return
        log.warning("reminder %s has no living target: %s", reminder.id, error)
        async with self._database.transaction() as store:
            await store.reminders.settle(reminder.id, Status.DEAD, store.now, note=str(error))
            await store.cards.give_up_in(notice.channel_id, store.now)
            guild = await store.settings.of_guild(reminder.guild_id)
        said = (
            f"I could not post this in <#{notice.channel_id}> ({error.text or 'Discord refused'}), so nobody was "
            f"pinged:\n{notice.content}\n"
            "Please let me view and write there, or set another channel with `/settings edit`: the card moves with it."
        )
        await tell_organiser(self._client, reminder.guild_id, notice.organiser_id, guild.channel_id, said)

    async def _settled_by_looking(self, reminder: Reminder) -> bool:
        """An earlier attempt may have arrived, and its nonce has aged: whether that settles the matter.

        Found in the channel, it was sent. Where history may not be read, nobody can know, and it is not sent again.
        Where Discord is out of order, it is looked for again later.
        """
        async with self._database.read() as store:
            notice = await self._due.composers[reminder.kind](store, reminder, True)
        if notice is None or reminder.tried_at is None:
            return False
        try:
            found = await find_message(
                self._client, reminder.guild_id, notice.channel_id, reminder.tried_at, {custom_id_of(reminder)}
            )
        except discord.NotFound:
            return False  # the channel is gone, and sending will say so
        except (CannotLook, discord.Forbidden):
            async with self._database.transaction() as store:
                note = "a send had an unknown outcome, and the channel's history may not be read"
                await store.reminders.settle(reminder.id, Status.DOUBTFUL, store.now, note=note)
            return True
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
            await self._again(reminder, f"cannot be looked for: {error!r}", refused=False)
            return True
        if found is None:
            return False
        async with self._database.transaction() as store:
            await store.reminders.settle(reminder.id, Status.SENT, store.now, message_id=found)
        return True
