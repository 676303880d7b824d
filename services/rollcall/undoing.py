"""Undoing a promotion: the session is deleted, and the roll call stays closed."""

from dataclasses import replace

from db.store import Store
from domain.actor import Actor
from domain.cards import CardKind
from domain.reminders import Kind, Status
from domain.rollcall.errors import UndoneTooLate
from domain.rollcall.poll import RollCall
from domain.rollcall.undone import Undone
from domain.scheduling.session import Session
from services import reminders
from services.rollcall.owners import require_owner
from services.scheduling.planning import discard

PINGED = (Status.SENT, Status.DOUBTFUL)


def undoable(store: Store, roll_call: RollCall) -> bool:
    """Whether the roll call became a session just now."""
    return roll_call.session_id is not None and roll_call.undo_until is not None and store.now < roll_call.undo_until


async def undo(store: Store, actor: Actor, roll_call_id: int) -> Session:
    """Deletes the session that the roll call became; it can be promoted again. Those who know of it are told.

    Raises NotAllowed, UndoneTooLate, and NotInThisState once the session has started.
    """
    roll_call = await store.roll_calls.get(roll_call_id, actor.guild_id, lock=True)
    await require_owner(store, actor, roll_call)
    if roll_call.session_id is None or not undoable(store, roll_call):
        raise UndoneTooLate(roll_call.undo_until)
    session = await store.sessions.get(roll_call.session_id, actor.guild_id, lock=True)
    news = await store.reminders.of_subject(Kind.PROMOTED, session.id)
    came = await reminders.audience(store, session, waiting=True)
    await discard(store, session)
    await store.roll_calls.save_status(replace(roll_call, undo_until=None))
    await store.reminders.withdraw((Kind.DEADLINE,), roll_call.id, store.now)
    option = roll_call.option(session.option_id or 0)
    count = roll_call.count(option)
    asked = tuple(one for one in (*count.yes, *count.if_needed) if one > 0)
    pinged = any(one.status in PINGED or one.tried_at is not None for one in news)
    if pinged or not set(came) <= set(asked):  # whoever answered on the session's card has seen it
        text = Undone(option.id, tuple(dict.fromkeys((*asked, *came)))).written()
        await reminders.announce(store, Kind.UNDONE, roll_call.guild_id, roll_call.id, text=text)
    await store.cards.want(CardKind.ROLLCALL, roll_call.id)
    return session
