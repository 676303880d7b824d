"""What is said to one person directly: copies of a session's messages, and notes to oneself."""

import discord

from cogs.edge.due import Composer, Due, Notice
from cogs.edge.text import at
from db.store import Store
from domain.reminders import Letter, Reminder
from services.reminders.sending import about


def copies(due: Due) -> Composer:
    """Words a private copy as the message it is a copy of; None for whom that is not meant any more."""

    async def copy(store: Store, reminder: Reminder, late: bool) -> Letter | None:
        told = await about(store, reminder)
        said = await due.composers[told.kind](store, told, late)
        if not isinstance(said, Notice) or reminder.user_id is None or reminder.user_id not in said.pings:
            return None
        return Letter(reminder.user_id, said.content, reminder.due_at, said.url)

    return copy


async def note(store: Store, reminder: Reminder, late: bool) -> Letter | None:
    """What a person asked to be told, in their own words."""
    if reminder.user_id is None or reminder.text is None:
        return None
    apology = f"\n-# This is late: I was away {at(reminder.due_at)}." if late else ""
    return Letter(
        reminder.user_id,
        f"⏰ You asked me {at(reminder.asked_at)} to remind you:\n{own_words(reminder.text)}{apology}",
        reminder.due_at,
        f"https://discord.com/channels/{reminder.guild_id}/{reminder.subject_id}",
    )


def own_words(text: str) -> str:
    """A person's text, said to themselves alone: as they wrote it, but it pings nobody."""
    return discord.utils.escape_mentions(text)
