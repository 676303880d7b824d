"""What is decided when a message is due: whether it is sent, when it may be, and what comes of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from db.store import Store
from domain.quiet import read_quiet_hours
from domain.reminders import OF_SESSIONS, UNASKED, Kind, Reminder, Status, reason_to_skip
from services.reminders import digest

QUIET = "quiet hours"


async def begin(store: Store, reminder: Reminder, owner: str) -> bool:
    """Notes that a send is about to be attempted; False where it was withdrawn, or another process has it."""
    if reminder.kind is Kind.DIGEST:
        await store.settings.lock(reminder.guild_id)  # before its row, as who changes the settings does
    return await store.reminders.trying(reminder, owner, store.now)


async def settle(
    store: Store, reminder: Reminder, status: Status, *, message_id: int | None = None, note: str | None = None
) -> None:
    """Notes what became of a message; a digest's next one is made with it."""
    if reminder.kind is Kind.DIGEST:
        await store.settings.lock(reminder.guild_id)
    await store.reminders.settle(reminder.id, status, store.now, message_id=message_id, note=note)
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

    A send that was attempted goes on: it may have arrived.
    """
    if reminder.kind not in UNASKED or reminder.user_id is None or reminder.tried_at is not None:
        return None
    guild = await store.settings.of_guild(reminder.guild_id)
    if guild.quiet_hours is None:
        return None
    zone = await store.settings.timezone_of(reminder.user_id) or guild.timezone
    over_at = read_quiet_hours(guild.quiet_hours).over_at(store.now, ZoneInfo(zone))
    return None if over_at and await _is_news_of_tonight(store, reminder, over_at) else over_at


async def _is_news_of_tonight(store: Store, reminder: Reminder, over_at: datetime) -> bool:
    """Whether it tells of a session that starts before the quiet hours end: who waits for it needs to know now."""
    told = await about(store, reminder)
    if told.kind is Kind.SESSION or told.kind not in OF_SESSIONS:
        return False
    return (await store.sessions.get(told.subject_id, told.guild_id)).starts_at < over_at


async def is_pointless(store: Store, reminder: Reminder, at: datetime) -> bool:
    """Whether a private copy of a session's reminder would come too late at that instant: the session has begun."""
    told = await about(store, reminder)
    if told.kind is not Kind.SESSION:
        return False
    return (await store.sessions.get(told.subject_id, told.guild_id)).starts_at <= at


async def about(store: Store, reminder: Reminder) -> Reminder:
    """The reminder that a private copy is a copy of; any other reminder itself."""
    if reminder.kind is not Kind.PRIVATE:
        return reminder
    copied = await store.reminders.get(reminder.subject_id, reminder.guild_id)
    assert copied is not None  # noqa: S101 - rows of the timetable are never deleted
    return copied
