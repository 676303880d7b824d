"""What every change of somebody's presence comes down to: it is kept, it shows, and it is looked at when it lapses."""

from datetime import datetime

from db.store import Store
from domain.cards import CardKind
from domain.errors import NothingMatches
from domain.reminders import TO_COME, Kind, Reminder
from domain.scheduling.session import Session
from domain.sessions.presence import Move, Participant


async def live_session(store: Store, guild_id: int, session_id: int, *, lock: bool = True) -> Session | None:
    """The session, unless it is not live or not of that guild."""
    try:
        session = await store.sessions.get(session_id, guild_id, lock=lock)
    except NothingMatches:
        return None
    return session if session.is_live else None


async def keep(store: Store, session: Session, before: Participant | None, move: Move, *, slowly: bool = True) -> None:
    """Keeps what changed, has the board show it, and has it looked at when it lapses."""
    if move.person == before:
        return
    await store.presences.save(session.id, move)
    seen = before and (before.presence, before.activity)
    if move.changes or seen != (move.person.presence, move.person.activity):
        await store.cards.want(CardKind.BOARD, session.id, slowly=slowly)
    if move.person.changes_at is not None:
        await _look_at(store, session, move.person.changes_at)


async def _look_at(store: Store, session: Session, at: datetime) -> None:
    """One row of the timetable is enough for a session: at the earliest lapse it finds the next."""
    for row in await store.reminders.of_subject(Kind.PRESENCE, session.id):
        if row.status in TO_COME:
            if row.due_at > at:
                await store.reminders.put_off(row.id, at)
            return
    await store.reminders.add(Reminder(0, session.guild_id, Kind.PRESENCE, session.id, at))
