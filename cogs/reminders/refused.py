"""What Discord refused to take: the organiser is told of a channel, and a person at their next use of the bot."""

import logging
from dataclasses import replace

import discord

from cogs.edge.due import Notice, Said
from cogs.edge.telling import OF_PRIVATE, OF_PUBLIC, tell_organiser
from cogs.edge.text import cut
from cogs.reminders.targets import words_of
from db.store import Database
from domain.reminders import ATTEMPTS_AT_A_DEAD_TARGET, Letter, Reminder, Status
from services.reminders.sending import settle

QUOTED = 1200  # characters of what could not be posted, in the message that says so
log = logging.getLogger(__name__)


class Refused:
    """Sees that nothing that was refused is lost in silence."""

    def __init__(self, client: discord.Client, database: Database) -> None:
        self._client = client
        self._database = database

    async def settled(self, reminder: Reminder, said: Said, error: discord.HTTPException) -> bool:
        """Settles what was refused for good; False where it is to be tried once more.

        Private messages are closed on purpose, so they are not tried again.
        """
        if isinstance(said, Letter):
            await self._keep(reminder, said, error)
            return True
        if reminder.attempts + 1 < ATTEMPTS_AT_A_DEAD_TARGET:
            return False
        await self._tell(reminder, said, error)
        return True

    async def _keep(self, reminder: Reminder, letter: Letter, error: discord.HTTPException) -> None:
        log.info("reminder %s could not be said privately, and is kept: %s", reminder.id, error)
        content = words_of(self._client, reminder, letter)
        async with self._database.transaction() as store:
            await settle(store, reminder, Status.DEAD, note=str(error))
            await store.undelivered.keep(replace(letter, content=f"{content}\n{letter.url}" if letter.url else content))

    async def _tell(self, reminder: Reminder, notice: Notice, error: discord.HTTPException) -> None:
        log.warning("reminder %s has no living target: %s", reminder.id, error)
        async with self._database.transaction() as store:
            await settle(store, reminder, Status.DEAD, note=str(error))
            await store.given_up_cards.add_all_in(notice.channel_id, store.now)
            private = await store.threads.is_private(notice.channel_id)
        said = (
            f"I could not post this in <#{notice.channel_id}> ({error.text or 'Discord refused'})"
            f"{', so nobody was pinged' if notice.pings else ''}:\n{cut(notice.content, QUOTED)}\n"
            f"{OF_PRIVATE if private else OF_PUBLIC}"
        )
        user_id = notice.organiser_id or self._owner(reminder)
        await tell_organiser(self._client, self._database, reminder.guild_id, user_id, said, about=notice.channel_id)

    def _owner(self, reminder: Reminder) -> int:
        guild = self._client.get_guild(reminder.guild_id)
        return guild.owner_id or 0 if guild else 0
