"""What is said about sessions when it is due: reminders, and news of a move, a cancellation or a seat."""

from dataclasses import replace
from datetime import datetime

from cogs.edge.due import Notice
from cogs.edge.text import ahead, at, plain
from cogs.edge.wording import name
from db.store import Store
from domain.cards import CardKind
from domain.reminders import Reminder
from domain.scheduling.later import day_changed
from domain.scheduling.session import Session, State
from services.reminders import audience
from services.scheduling import planning
from services.settings import zone_of_campaign


async def reminder(store: Store, due: Reminder, late: bool) -> Notice | None:
    """`Session 12 starts at 20:00, in an hour`, to those who may come; None once it is no longer planned."""
    session = await store.sessions.get(due.subject_id, due.guild_id)
    if session.state is not State.PLANNED:
        return None
    said = f"⏰ {name(session)} {_starts(session, store, late=late)}"
    where = f"\n📍 {plain(session.location)}" if session.location else ""
    apology = "\n-# This reminder is late: I was away when it was due." if late else ""
    return await _notice(
        store,
        session,
        f"{said}.{where}{apology}",
        await audience(store, session, waiting=False),
    )


def _starts(session: Session, store: Store, *, late: bool) -> str:
    """When it starts, in words that are still true when somebody reads the message later."""
    if store.now < session.starts_at:
        return f"starts at {at(session.starts_at)}, {ahead(session.starts_at - store.now)}"
    return f"was to start at {at(session.starts_at)}" if late else f"starts now, at {at(session.starts_at, 't')}"


async def moved(store: Store, due: Reminder, late: bool) -> Notice | None:
    """The session has another time; on another day, answers may have changed with it."""
    session = await store.sessions.get(due.subject_id, due.guild_id)
    campaign = await store.campaigns.get(session.campaign_id, session.guild_id)
    zone = await zone_of_campaign(store, campaign)
    known = datetime.fromisoformat(due.text) if due.text else session.starts_at
    other_day = day_changed(known, session.starts_at, zone)
    ask = "The day changed: is your answer still right?" if other_day else "Your answers stand."
    said = f"📅 {name(session)} has moved: it now starts {at(session.starts_at)}. {ask}"
    return await _to_audience(store, session, said)


async def cancelled(store: Store, due: Reminder, late: bool) -> Notice | None:
    """The session is off."""
    session = await store.sessions.get(due.subject_id, due.guild_id)
    reason = f": {plain(session.cancel_reason, 200)}" if session.cancel_reason else "."
    planned = datetime.fromisoformat(due.text) if due.text else session.starts_at
    said = f"🚫 {name(session)}, planned for {at(planned)}, is cancelled{reason}"
    notice = await _to_audience(store, session, said)
    return replace(notice, url=None) if notice else None


async def promoted(store: Store, due: Reminder, late: bool) -> Notice | None:
    """The roll call found a time."""
    session = await store.sessions.get(due.subject_id, due.guild_id)
    return await _to_audience(store, session, f"🎉 It is settled: {name(session)} starts {at(session.starts_at)}.")


async def seat(store: Store, due: Reminder, late: bool) -> Notice | None:
    """A seat became free for the first of the waitlist; None where they gave it up again."""
    session = await store.sessions.get(due.subject_id, due.guild_id)
    rsvp = (await store.rsvps.seating(session)).of(due.user_id or 0)
    if rsvp is None or not rsvp.seated:
        return None
    said = f"💺 A seat became free: you are in for {name(session)}, {at(session.starts_at)}."
    return await _notice(store, session, said, (rsvp.user_id,))


async def over(store: Store, due: Reminder) -> None:
    """The end of a planned session has come."""
    await planning.over(store, due.subject_id, due.guild_id)


async def _to_audience(store: Store, session: Session, said: str) -> Notice | None:
    pings = await audience(store, session, waiting=True)
    return await _notice(store, session, said, pings) if pings else None


async def _notice(store: Store, session: Session, said: str, pings: tuple[int, ...]) -> Notice | None:
    card = await store.cards.get(CardKind.SESSION, session.id)
    if card is None:
        return None
    return Notice(card.channel_id, said, pings, session.created_by, card.url)
