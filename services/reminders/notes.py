"""Notes to oneself: what a person asked to be reminded of."""

from datetime import datetime, timedelta

from db.store import Store
from domain.errors import NotValid
from domain.lookup import Named, find
from domain.reminders import MOST_NOTES, AlreadyAsked, Kind, NoteUnderWay, Reminder, TooManyNotes


async def ask(store: Store, user_id: int, guild_id: int, channel_id: int, due_at: datetime, text: str) -> Reminder:
    """Has this person told the text at that instant, by a private message. Raises NotValid, TooManyNotes."""
    said = text.strip()
    if not said:
        raise NotValid("Say what I shall remind you of, with `text`.")
    await store.settings.lock_person(user_id)
    coming = await store.reminders.notes(user_id)
    if len(coming) >= MOST_NOTES:
        raise TooManyNotes(MOST_NOTES)
    for one in coming:
        if (one.text, one.due_at, one.guild_id) == (said, due_at, guild_id):
            raise AlreadyAsked(due_at)
    asked = Reminder(0, guild_id, Kind.NOTE, channel_id, due_at, user_id=user_id, offset=due_at - store.now, text=said)
    return await store.reminders.add(asked)


async def again(store: Store, user_id: int, note_id: int, within: timedelta) -> Reminder:
    """Has this person told the same once more, so long from now. Raises NotValid, TooManyNotes, AlreadyAsked."""
    note = await store.reminders.of_person(note_id, user_id)
    if note is None or note.kind is not Kind.NOTE or note.text is None:
        raise NotValid("That is no reminder of yours.")
    await store.settings.lock_person(user_id)
    for one in await store.reminders.notes(user_id):
        if (one.text, one.guild_id) == (note.text, note.guild_id) and one.due_at <= store.now + within:
            raise AlreadyAsked(one.due_at)
    return await ask(store, user_id, note.guild_id, note.subject_id, store.now + within, note.text)


def named(notes: list[Reminder]) -> list[Named]:
    """How a person's notes are named: numbered in the order they are due."""
    return [Named(one.id, " ".join((one.text or "").split()), number) for number, one in enumerate(notes, 1)]


async def forget(store: Store, user_id: int, text: str) -> Reminder:
    """Takes back the note of this person that `text` names. Raises NothingMatches, SeveralMatch, NoteUnderWay."""
    coming = await store.reminders.notes(user_id)
    note_id = find(text, named(coming), kind="reminder of yours")
    note = next(one for one in coming if one.id == note_id)
    if not await store.reminders.forget(note, store.now):
        raise NoteUnderWay
    return note
