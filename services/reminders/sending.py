"""What is decided when a message is due: whether it is sent, when it may be, and what comes of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from db.store import Store
from domain.quiet import read_quiet_hours
from domain.reminders import OF_ROLL_CALLS, OF_SESSIONS, UNASKED, Kind, Reminder, Status, reason_to_skip
from domain.rollcall.poll import Status as Taking
from services.reminders import digest

START_KNOWN = (Kind.MOVED, Kind.CANCELLED)
"""News whose text is the start that people know of, in ISO 8601."""


async def begin(store: Store, reminder: Reminder, owner: str) -> bool:
    """Notes that a send is about to be attempted; False where it was withdrawn, or another process has it."""
    if reminder.kind is Kind.DIGEST:
        await store.settings.lock(reminder.guild_id)  # before its row, as who changes the settings does
    return await store.deliveries.trying(reminder, owner, store.now)


async def settle(
    store: Store, reminder: Reminder, status: Status, *, message_id: int | None = None, note: str | None = None
) -> None:
    """Notes what became of a message; a digest's next one is made with it."""
    if reminder.kind is Kind.DIGEST:
        await store.settings.lock(reminder.guild_id)
    await store.deliveries.settle(reminder.id, status, store.now, message_id=message_id, note=note)
    if reminder.kind is Kind.DIGEST:
        await digest.plan(store, reminder.guild_id)


async def skip_reason(store: Store, reminder: Reminder) -> str | None:
    """Why this due reminder is not sent after all; None where it is."""
    told = await about(store, reminder)
    over_at = None
    if told.kind is Kind.SESSION or (reminder.kind is Kind.PRIVATE and told.kind in OF_SESSIONS):
        over_at = (await store.sessions.get(told.subject_id, told.guild_id)).ends_at
    newer_due = told.kind is Kind.SESSION and await store.reminders.newer_due(told, store.now)
    return reason_to_skip(reminder, store.now, over_at=over_at, newer_due=newer_due)


async def quiet_until(store: Store, reminder: Reminder) -> datetime | None:
    """When what nobody asked for may be sent that is due in its person's quiet hours; None where it may be now.

    What would be of no use once they end does not wait. A send that was attempted goes on: it may have arrived.
    """
    if reminder.kind not in UNASKED or reminder.user_id is None or reminder.tried_at is not None:
        return None
    guild = await store.settings.of_guild(reminder.guild_id)
    if guild.quiet_hours is None:
        return None
    zone = await store.settings.timezone_of(reminder.user_id) or guild.timezone
    of_use_until = await _of_use_until(store, await about(store, reminder))
    return read_quiet_hours(guild.quiet_hours).wait_until(store.now, ZoneInfo(zone), of_use_until)


async def _of_use_until(store: Store, told: Reminder) -> datetime | None:
    """From when on the message helps nobody; None where that never comes.

    Of a session: its start, or that which people know of where it is earlier and not long past. Of a roll call: its
    deadline, and once it is closed its first option to come.
    """
    if told.kind in OF_SESSIONS:
        session = await store.sessions.get(told.subject_id, told.guild_id)
        starts = [session.starts_at]
        if told.kind in START_KNOWN and told.text is not None:
            starts.append(datetime.fromisoformat(told.text))
        return min((one for one in starts if one + session.duration > store.now), default=None)
    if told.kind in OF_ROLL_CALLS:
        roll_call = await store.roll_calls.get(told.subject_id, told.guild_id)
        if roll_call.status is Taking.OPEN:
            return roll_call.deadline
        return next((one.starts_at for one in roll_call.options if one.starts_at > store.now), None)
    return None


async def about(store: Store, reminder: Reminder) -> Reminder:
    """The reminder that a private copy is a copy of; any other reminder itself."""
    if reminder.kind is not Kind.PRIVATE:
        return reminder
    copied = await store.reminders.get(reminder.subject_id, reminder.guild_id)
    assert copied is not None  # noqa: S101 - rows of the timetable are never deleted
    return copied
