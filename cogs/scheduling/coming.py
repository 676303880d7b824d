"""The messages about a session that are still to come, for its organiser."""

from cogs.edge.text import at, people
from db.store import Store
from domain.reminders import TO_COME, Kind, Reminder
from domain.scheduling.durations import write_duration
from domain.scheduling.session import Session
from services.reminders import audience

WHAT = {
    Kind.MOVED: "that it has moved",
    Kind.CANCELLED: "that it is cancelled",
    Kind.PROMOTED: "that it is settled",
    Kind.SEAT: "that a seat became free",
}


async def to_come(store: Store, session: Session) -> list[str]:
    """Each message, when it is due and whom it pings, in the order in which they are due."""
    due = [one for kind in (Kind.SESSION, *WHAT) for one in await store.reminders.of_subject(kind, session.id)]
    due = sorted((one for one in due if one.status in TO_COME), key=lambda one: (one.due_at, one.id))
    lines = [f"⏰ {at(one.due_at)}, {_what(one)}: {await _whom(store, session, one)}" for one in due]
    return ["**Messages to come**", *lines] if lines else []


def _what(due: Reminder) -> str:
    if due.kind is not Kind.SESSION:
        return WHAT[due.kind]
    return f"{write_duration(due.offset)} before" if due.offset else "at the start"


async def _whom(store: Store, session: Session, due: Reminder) -> str:
    if due.user_id is not None:
        return people([due.user_id])
    return people(await audience(store, session, waiting=due.kind is not Kind.SESSION)) or "nobody yet"
