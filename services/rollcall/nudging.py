"""Nudging those who have answered nothing: once before the deadline, and again only on request."""

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Kind as CampaignKind
from domain.errors import NotValid
from domain.reminders import Kind, Reminder, Status
from domain.rollcall import turnout
from domain.rollcall.errors import NobodySilent, NudgedLately, RollCallAct
from domain.rollcall.poll import RollCall
from domain.rollcall.poll import Status as Taking
from services import reminders
from services.rollcall.owners import require_owner

MOST_NUDGED = 100
TOOK_PLACE = (Status.PENDING, Status.CLAIMED, Status.SENT, Status.DOUBTFUL)


async def plan_nudge(store: Store, roll_call: RollCall) -> None:
    """Has the silent nudged once before the deadline, in place of a nudge still to come; never a second time."""
    await store.reminders.withdraw((Kind.NUDGE,), roll_call.id, store.now)
    due_at = turnout.nudge_at(store.now, roll_call.deadline)
    if due_at is None or await _nudges(store, roll_call) or await _why_not(store, roll_call) is not None:
        return
    await store.reminders.add(Reminder(0, roll_call.guild_id, Kind.NUDGE, roll_call.id, due_at))


async def nudge(store: Store, actor: Actor, roll_call_id: int) -> tuple[int, ...]:
    """Has the silent pinged now; gives who they are. The nudge before the deadline is then not needed any more.

    Raises NotAllowed, RollCallClosed, NotValid, NobodySilent, NudgedLately.
    """
    roll_call = await store.roll_calls.get(roll_call_id, actor.guild_id, lock=True)
    await require_owner(store, actor, roll_call)
    roll_call.require_open(RollCallAct.NUDGE)
    if reason := await _why_not(store, roll_call):
        raise NotValid(reason)
    who = await silent(store, roll_call)
    if not who:
        raise NobodySilent
    for earlier in await _nudges(store, roll_call):
        again_at = earlier.due_at + turnout.NUDGE_AGAIN_AFTER
        if earlier.due_at <= store.now < again_at:
            raise NudgedLately(again_at)
    await store.reminders.withdraw((Kind.NUDGE,), roll_call.id, store.now)
    await reminders.announce(store, Kind.NUDGE, roll_call.guild_id, roll_call.id)
    return who


async def silent(store: Store, roll_call: RollCall) -> tuple[int, ...]:
    """The players with an account who have answered nothing, 100 at most; nobody once it takes no answers."""
    if roll_call.status is not Taking.OPEN:
        return ()
    players = (await store.players.roster(roll_call.campaign_id)).players
    return turnout.silent(roll_call, (one.user_id for one in players))[:MOST_NUDGED]


async def _nudges(store: Store, roll_call: RollCall) -> list[Reminder]:
    found = await store.reminders.of_subject(Kind.NUDGE, roll_call.id)
    return [one for one in found if one.status in TOOK_PLACE]


async def _why_not(store: Store, roll_call: RollCall) -> str | None:
    """Why nobody is chased here; None where the silent may be."""
    campaign = await store.campaigns.get(roll_call.campaign_id, roll_call.guild_id)
    if campaign.kind is CampaignKind.GAME_NIGHT and not roll_call.players_only:
        return "A game night is open to everybody, so nobody is missing: past guests are not chased."
    if roll_call.anonymous:
        return "This roll call is anonymous: a nudge would show who has not answered."
    return None
