"""What people are told of a planned session that changes: that it moved, and that they have a seat now."""

from datetime import timedelta

from db.store import Store
from domain.reminders import TO_COME, Kind
from domain.scheduling.session import Session
from services import reminders

NEWS = (Kind.MOVED, Kind.SEAT, Kind.PROMOTED)
MOVE_SETTLES = timedelta(minutes=1)  # a session is often moved again, or back, at once


async def tell_of_move(store: Store, before: Session, after: Session) -> bool:
    """Has those who may come told in a minute, with the start that they know; of a move away and back, nothing."""
    known = await start_known(store, before)
    await store.reminders.withdraw((Kind.MOVED,), after.id, store.now)
    if known == after.starts_at.isoformat():
        return False
    await reminders.announce(store, Kind.MOVED, after.guild_id, after.id, within=MOVE_SETTLES, text=known)
    return True


async def start_known(store: Store, session: Session) -> str:
    """The start that people know of, as ISO 8601: that before a move which nobody has been told yet.

    News that a send was attempted of may have arrived.
    """
    moves = await store.reminders.of_subject(Kind.MOVED, session.id)
    untold = next((one.text for one in moves if one.status in TO_COME and one.tried_at is None), None)
    return untold or session.starts_at.isoformat()


async def tell_seated(store: Store, session: Session, user_ids: tuple[int, ...]) -> None:
    """Has those told who came from the waitlist to a seat."""
    for user_id in (one for one in user_ids if one > 0):  # offline players have no account
        await reminders.announce(store, Kind.SEAT, session.guild_id, session.id, user_id=user_id)
