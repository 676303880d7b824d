"""Whom a message is for: those it pings in its channel, and those who get a copy of their own."""

from db.store import Store
from domain.reminders import COPIED, Kind, Reminder
from domain.scheduling.seats import Plan
from domain.scheduling.session import Session

PINGED = (Plan.GOING, Plan.LATE, Plan.MAYBE)
MOST_PINGED = 100


async def audience(store: Store, session: Session, *, waiting: bool) -> tuple[int, ...]:
    """Whom a session's messages are for: those going, late and maybe, in order of answering, 100 at most.

    Those waiting for a seat hear of a move or a cancellation, and not that it starts without them.
    """
    seating = await store.rsvps.seating(session)
    theirs = (one for one in seating.rsvps if one.plan in PINGED and (waiting or not one.waiting))
    return tuple(one.user_id for one in theirs if one.user_id > 0)[:MOST_PINGED]  # offline players have no account


async def copy_privately(store: Store, reminder: Reminder, user_ids: tuple[int, ...]) -> tuple[int, ...]:
    """Makes a private copy for each of these people who want it so; gives the others, who are pinged.

    Whoever has a copy gets no second one, however often this message is tried.
    """
    if reminder.kind not in COPIED or not user_ids:
        return user_ids
    private = await store.settings.wanting_private(user_ids)
    already = {one.user_id for one in await store.reminders.of_subject(Kind.PRIVATE, reminder.id)}
    for user_id in user_ids:
        if user_id in private - already:
            await store.reminders.add(
                Reminder(0, reminder.guild_id, Kind.PRIVATE, reminder.id, reminder.due_at, user_id=user_id)
            )
    return tuple(one for one in user_ids if one not in private | already)
