"""A session's reminders and news: made, moved and taken back with it."""

from datetime import timedelta

from db.store import Store
from domain.reminders import TO_COME, Kind, Reminder, due_instants
from domain.scheduling.session import Session

OF_A_PLAN = (Kind.SESSION, Kind.OVER)


async def plan(store: Store, session: Session) -> None:
    """Makes the session's reminders, in place of those still to come; those already past are not made.

    What is due at the same instant as before stays as it is: it may be on its way already.
    """
    offsets = await offsets_of(store, session)
    before = await store.reminders.of_subject(Kind.SESSION, session.id)
    same = {
        one.offset: one.id
        for one in before
        if one.status in TO_COME and one.offset in offsets and one.due_at == session.starts_at - one.offset
    }
    await store.reminders.withdraw(OF_A_PLAN, session.id, store.now, but=same.values())
    for offset, due_at in due_instants(session.starts_at, offsets, store.now):
        if offset not in same:
            await store.reminders.add(Reminder(0, session.guild_id, Kind.SESSION, session.id, due_at, offset=offset))
    await store.reminders.add(Reminder(0, session.guild_id, Kind.OVER, session.id, session.ends_at))


async def offsets_of(store: Store, session: Session) -> tuple[timedelta, ...]:
    """How long before its start a session reminds: its own offsets, else its campaign's, else the guild's."""
    if session.reminders is not None:
        return session.reminders
    campaign = await store.campaigns.get(session.campaign_id, session.guild_id)
    if campaign.reminders is not None:
        return campaign.reminders
    return (await store.settings.of_guild(session.guild_id)).reminders


async def withdraw(store: Store, session_id: int) -> None:
    """Takes back the session's reminders that are still to come."""
    await store.reminders.withdraw(OF_A_PLAN, session_id, store.now)


async def announce(
    store: Store,
    kind: Kind,
    guild_id: int,
    subject_id: int,
    *,
    user_id: int | None = None,
    within: timedelta | None = None,
    text: str | None = None,
) -> None:
    """Has something said once: now, or after a while."""
    due_at = store.now + (within or timedelta(0))
    await store.reminders.add(Reminder(0, guild_id, kind, subject_id, due_at, user_id=user_id, text=text))
