"""What ends when a roll call takes no more answers."""

from db.store import Store
from domain.cards import CardKind
from domain.reminders import Kind
from domain.rollcall.poll import RollCall

OF_AN_OPEN_ONE = (Kind.DEADLINE, Kind.COMPLETE, Kind.NUDGE, Kind.CHANGED)
"""What is to come of a roll call only while it takes answers."""


async def close_now(store: Store, before: RollCall) -> RollCall:
    """Takes no more answers from now on, and waits for none. Raises RollCallClosed."""
    return await end(store, before.closed(store.now))


async def end(store: Store, ended: RollCall) -> RollCall:
    """Keeps a roll call that takes no answers any more, takes back what waited for some, and has its card redrawn."""
    await store.roll_calls.save_status(ended)
    await store.reminders.withdraw(OF_AN_OPEN_ONE, ended.id, store.now)
    await store.cards.want(CardKind.ROLLCALL, ended.id)
    return ended
