"""Closing a roll call: by hand, at its deadline, or once everybody has answered; a quorum may promote it then."""

from db.store import Store
from domain.actor import Actor
from domain.cards import CardKind
from domain.reminders import Kind, Reminder
from domain.reminders import Status as Became
from domain.rollcall.poll import RollCall, Status
from domain.rollcall.turnout import SETTLES, everybody_answered
from services import reminders
from services.rollcall.ending import close_now
from services.rollcall.owners import require_owner
from services.rollcall.promotion import promote_at_closing
from services.rollcall.quorums import standing


async def close(store: Store, actor: Actor, roll_call_id: int) -> RollCall:
    """Takes no more answers. Who opened it may, and organisers. Raises NotAllowed, RollCallClosed."""
    before = await store.roll_calls.get(roll_call_id, actor.guild_id, lock=True)
    await require_owner(store, actor, before)
    return await _conclude(store, before, by=actor.user_id)


async def close_at_deadline(store: Store, roll_call_id: int, guild_id: int) -> None:
    """The deadline has come, or the end of the time to undo: an open one closes, and the card shows what is true now.

    A deadline that was moved meanwhile is not this one.
    """
    before = await store.roll_calls.get(roll_call_id, guild_id, lock=True)
    if before.status is not Status.OPEN:
        await store.cards.want(CardKind.ROLLCALL, before.id)
    elif before.deadline <= store.now:
        await _conclude(store, before)


async def watch(store: Store, roll_call: RollCall) -> None:
    """Has the roll call closed in two minutes if everybody has answered by now; in any case not by an earlier change.

    Called by whatever changes answers or options, in the same transaction.
    """
    await store.reminders.withdraw((Kind.COMPLETE,), roll_call.id, store.now)
    if everybody_answered(roll_call, await _players(store, roll_call)):
        await reminders.announce(store, Kind.COMPLETE, roll_call.guild_id, roll_call.id, within=SETTLES)


async def close_if_complete(store: Store, due: Reminder) -> None:
    """Two minutes have passed since everybody had answered: it closes, unless something or somebody came since."""
    before = await store.roll_calls.get(due.subject_id, due.guild_id, lock=True)
    row = await store.reminders.get(due.id, due.guild_id)  # a change that came first has taken it back
    if before.status is not Status.OPEN or row is None or row.status is Became.WITHDRAWN:
        return
    if everybody_answered(before, await _players(store, before)):
        await _conclude(store, before)
    else:
        await store.cards.want(CardKind.ROLLCALL, before.id)


async def _players(store: Store, roll_call: RollCall) -> list[int]:
    """Those who count towards everybody: players with an account."""
    return [one.user_id for one in (await store.players.roster(roll_call.campaign_id)).players]


async def _conclude(store: Store, before: RollCall, *, by: int | None = None) -> RollCall:
    """Closes it. With a quorum, the best option that meets it becomes a session; with none, its opener is told why.

    `by` closed it and reads the answer, so is not told once more.
    """
    closed = await close_now(store, before)
    stands = await standing(store, closed)
    campaign = await store.campaigns.get(closed.campaign_id, closed.guild_id)
    if stands is None or campaign.archived_at is not None:
        return closed
    if stands.met is not None:
        return await promote_at_closing(store, closed, campaign, stands.met.option)
    if by != closed.created_by:
        await reminders.announce(store, Kind.MISSING, closed.guild_id, closed.id, user_id=closed.created_by)
    return closed
