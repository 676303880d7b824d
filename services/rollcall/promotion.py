"""Promoting a roll call's option: it becomes a session."""

from dataclasses import replace
from datetime import timedelta

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Campaign, Kind
from domain.cards import CardKind
from domain.reminders import Kind as ReminderKind
from domain.rollcall.errors import NothingToPromote, OptionInThePast
from domain.rollcall.options import Answer, Count, Option
from domain.rollcall.poll import RollCall, Status
from domain.scheduling.seats import Plan, Seating
from domain.scheduling.session import Session
from services import reminders
from services.campaigns import card_channel, going_on
from services.rollcall.ending import close_now
from services.rollcall.owners import require_owner
from services.scheduling.details import Details
from services.scheduling.making import make
from services.scheduling.shown import show

UNDO_WITHIN = timedelta(minutes=10)
PLANS = {Answer.YES: Plan.GOING, Answer.IF_NEEDED: Plan.MAYBE, Answer.NO: Plan.NOT_GOING}


async def promote(store: Store, actor: Actor, roll_call_id: int, option_id: int | None, channel_id: int) -> Session:
    """Makes the option, or the best one, a planned session, and closes the roll call. It can be undone for ten minutes.

    Yes is going, in order of answering; if needed is maybe; no is not going. Promoting again gives the same session.
    Raises NotAllowed, NothingToPromote, OptionInThePast, CampaignArchived,
    RollCallCancelled.
    """
    roll_call = await store.roll_calls.get(roll_call_id, actor.guild_id, lock=True)
    await require_owner(store, actor, roll_call)
    if roll_call.session_id is not None:
        return await store.sessions.get(roll_call.session_id, actor.guild_id)
    roll_call.require_promotable()
    option = roll_call.option(option_id) if option_id is not None else None
    if option is None:
        option = (await promotable(store, actor, roll_call)).option
    if option.starts_at <= store.now:
        raise OptionInThePast(option.starts_at)
    campaign = going_on(await store.campaigns.get(roll_call.campaign_id, actor.guild_id))
    if roll_call.status is Status.OPEN:
        roll_call = await close_now(store, roll_call)
    session = await _become(store, roll_call, campaign, option, actor.user_id, channel_id)
    await _let_undo(store, roll_call)
    return session


async def promote_at_closing(store: Store, closed: RollCall, campaign: Campaign, option: Option) -> RollCall:
    """Makes the option a session because the quorum is met, in the name of whoever opened the roll call.

    It can be undone for ten minutes.
    """
    card = await store.cards.get(CardKind.ROLLCALL, closed.id)
    await _become(store, closed, campaign, option, closed.created_by, card.channel_id if card else 0)
    await _let_undo(store, closed)
    return await store.roll_calls.get(closed.id, closed.guild_id)


async def _let_undo(store: Store, roll_call: RollCall) -> None:
    """Has the session undone on a tap for ten minutes; then the card is drawn without that."""
    await store.roll_calls.save_status(replace(roll_call, undo_until=store.now + UNDO_WITHIN))
    await store.reminders.withdraw((ReminderKind.DEADLINE,), roll_call.id, store.now)
    await reminders.announce(store, ReminderKind.DEADLINE, roll_call.guild_id, roll_call.id, within=UNDO_WITHIN)


async def _become(
    store: Store, roll_call: RollCall, campaign: Campaign, option: Option, created_by: int, channel_id: int
) -> Session:
    details = Details(title=roll_call.title or None, duration=roll_call.duration)
    session = await make(store, campaign, created_by, option.starts_at, details, option_id=option.id, usual={})
    await _carry_answers(store, roll_call, session, campaign)
    await reminders.plan(store, session)
    await reminders.announce(store, ReminderKind.PROMOTED, session.guild_id, session.id)
    await show(store, session, await card_channel(store, campaign, channel_id))
    await store.cards.want(CardKind.ROLLCALL, roll_call.id)
    return session


async def promotable(store: Store, actor: Actor, roll_call: RollCall) -> Count:
    """The option that `promote` would take.

    Raises NotAllowed, NothingToPromote, RollCallCancelled.
    """
    await require_owner(store, actor, roll_call)
    roll_call.require_promotable()
    best = roll_call.best(store.now)
    if best is None:
        raise NothingToPromote
    return best


async def _carry_answers(store: Store, roll_call: RollCall, session: Session, campaign: Campaign) -> None:
    empty = seating = Seating((), session.capacity)
    said = [
        (given.cause, user_id, PLANS[given.answer])
        for (option_id, user_id), given in roll_call.answers.items()
        if option_id == session.option_id and given.answer is not None
    ]
    for cause, user_id, plan in sorted(said):
        seating = seating.answered(user_id, plan, cause)
        if plan is Plan.GOING and user_id > 0 and campaign.kind is Kind.GAME_NIGHT:  # offline players play already
            await store.campaigns.add_player(campaign.id, user_id, store.now)
    await store.rsvps.save(session.id, empty, seating)
