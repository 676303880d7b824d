"""Closing a roll call."""

from db.store import Store
from domain.actor import Actor
from domain.cards import CardKind
from domain.reminders import Kind as ReminderKind
from domain.rollcall.poll import RollCall, Status
from services.rollcall.owners import require_owner


async def close(store: Store, actor: Actor, roll_call_id: int) -> RollCall:
    """Takes no more answers. Who opened it may, and organisers. Raises NotAllowed, RollCallClosed."""
    before = await store.roll_calls.get(roll_call_id, actor.guild_id, lock=True)
    await require_owner(store, actor, before)
    return await close_now(store, before)


async def close_at_deadline(store: Store, roll_call_id: int, guild_id: int) -> None:
    """The deadline has come; a roll call closed already stays as it is."""
    before = await store.roll_calls.get(roll_call_id, guild_id, lock=True)
    if before.status is Status.OPEN:
        await close_now(store, before)


async def close_now(store: Store, before: RollCall) -> RollCall:
    """Takes no more answers from now on, and waits for no deadline. Raises RollCallClosed."""
    closed = before.closed(store.now)
    await store.roll_calls.save_status(closed)
    await store.reminders.withdraw((ReminderKind.DEADLINE,), closed.id, store.now)
    await store.cards.want(CardKind.ROLLCALL, closed.id)
    return closed
