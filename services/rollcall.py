"""Roll calls: opening, answering, closing and promoting them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Campaign, Kind, is_organiser
from domain.cards import CardKind
from domain.errors import NotAllowed, NotValid
from domain.reminders import Kind as ReminderKind
from domain.rollcall import (
    DEADLINE_BEFORE_FIRST,
    Answer,
    Count,
    DeadlineOutOfReach,
    Mode,
    NothingToPromote,
    OptionInThePast,
    RollCall,
    Status,
    checked_options,
)
from domain.scheduling.seats import Plan, Seating
from domain.scheduling.session import DEFAULT_DURATION, Session
from services import reminders
from services.campaigns import card_channel, require_organiser
from services.scheduling.details import Details
from services.scheduling.planning import make
from services.scheduling.shown import show
from services.settings import zone_of

PLANS = {Answer.YES: Plan.GOING, Answer.IF_NEEDED: Plan.MAYBE, Answer.NO: Plan.NOT_GOING}


@dataclass(frozen=True, slots=True)
class Poll:
    """What a roll call asks. `deadline` None: an hour before the first option; `duration` None: as last time."""

    starts: list[datetime]
    title: str | None = None
    mode: Mode = Mode.BUTTONS
    deadline: datetime | None = None
    duration: timedelta | None = None


async def open_(store: Store, actor: Actor, campaign: Campaign, poll: Poll, channel_id: int) -> RollCall:
    """Asks when people can play. In "Game night" everyone may; elsewhere organisers.

    Raises NotAllowed, NotValid, OptionInThePast, DeadlineOutOfReach.
    """
    if campaign.kind is not Kind.GAME_NIGHT:
        await require_organiser(store, actor, campaign)
    Details(duration=poll.duration).check()
    starts = checked_options(poll.starts)
    if starts[0] <= store.now:
        raise OptionInThePast(starts[0])
    deadline = poll.deadline or max(starts[0] - DEADLINE_BEFORE_FIRST, store.now + (starts[0] - store.now) / 2)
    if not store.now < deadline <= starts[-1]:
        raise DeadlineOutOfReach(starts[-1])
    last = await store.sessions.newest(campaign.id)
    duration = poll.duration or (last.duration if last else DEFAULT_DURATION)
    roll_call = await store.roll_calls.add(
        RollCall(
            id=0,
            guild_id=actor.guild_id,
            campaign_id=campaign.id,
            title=(poll.title or "").strip(),
            mode=poll.mode,
            status=Status.OPEN,
            created_by=actor.user_id,
            deadline=deadline,
            duration=duration,
            options=(),
        ),
        starts,
    )
    where = await card_channel(store, campaign, channel_id)
    await store.cards.post(CardKind.ROLLCALL, roll_call.id, roll_call.guild_id, where)
    within = deadline - store.now
    await reminders.announce(store, ReminderKind.DEADLINE, roll_call.guild_id, roll_call.id, within=within)
    return roll_call


async def toggle(store: Store, actor: Actor, option_id: int, cause: int) -> RollCall:
    """A tap on an option: yes, or no answer where it was yes. Raises RollCallClosed."""
    before = await store.roll_calls.with_option(option_id, actor.guild_id)
    return await _save(store, before, before.toggled(option_id, actor.user_id, cause))


async def none_of_these(store: Store, actor: Actor, roll_call_id: int, cause: int) -> RollCall:
    """No to everything. Raises RollCallClosed."""
    before = await store.roll_calls.get(roll_call_id, actor.guild_id, lock=True)
    return await _save(store, before, before.none_of_these(actor.user_id, cause))


async def answer(
    store: Store, actor: Actor, roll_call_id: int, answers: Mapping[int, Answer | None], cause: int
) -> RollCall:
    """Sets several answers at once, by option id; None takes one back. Raises RollCallClosed, NotValid."""
    before = await store.roll_calls.get(roll_call_id, actor.guild_id, lock=True)
    if not set(answers) <= {option.id for option in before.options}:
        raise NotValid("That roll call has changed: open *My answers* again.")
    return await _save(store, before, before.with_answers(actor.user_id, answers, cause))


async def react(store: Store, actor: Actor, roll_call_id: int, emoji: str, message_id: int, *, added: bool) -> bool:
    """A reaction on the card: adding is yes, removing takes that answer back. False where it answers nothing.

    A reaction has no time of its own, and clocks differ: what is seen now is newer than what is kept, and than the
    card's message, but older than any tap to come. Raises RollCallClosed.
    """
    before = await store.roll_calls.get(roll_call_id, actor.guild_id, lock=True)
    option = before.option_of(emoji) if before.by_reaction else None
    if option is None:
        return False
    standing = before.answers.get((option.id, actor.user_id))
    if added and (standing is None or standing.answer is not Answer.YES):
        last = max([message_id, *(given.cause for given in before.answers.values())])  # it is the last to say yes
        await _save(store, before, before.with_answers(actor.user_id, {option.id: Answer.YES}, last + 1))
    elif not added and standing is not None and standing.answer is Answer.YES:  # only the yes that it was
        after = before.with_answers(actor.user_id, {option.id: None}, standing.cause + 1)
        await _save(store, before, after)
    return True


async def clear_reactions(store: Store, guild_id: int, roll_call_id: int, emoji: str | None) -> None:
    """All reactions of one emoji, or of every one, were taken off the card: with them goes each yes that they were.

    Where people tap as well, it is not known which yes was a reaction: those stay. Raises RollCallClosed.
    """
    before = await store.roll_calls.get(roll_call_id, guild_id, lock=True)
    if before.mode is not Mode.REACTIONS:
        return
    option = before.option_of(emoji) if emoji is not None else None
    if emoji is None or option is not None:
        await _save(store, before, before.without_yes(option))


async def _save(store: Store, before: RollCall, after: RollCall) -> RollCall:
    if after is not before:
        await store.roll_calls.save_answers(before, after)
        await store.cards.want(CardKind.ROLLCALL, after.id)
    return after


async def close(store: Store, actor: Actor, roll_call_id: int) -> RollCall:
    """Takes no more answers. Who opened it may, and organisers. Raises NotAllowed, RollCallClosed."""
    before = await store.roll_calls.get(roll_call_id, actor.guild_id, lock=True)
    await _require_owner(store, actor, before)
    return await _close(store, before)


async def close_at_deadline(store: Store, roll_call_id: int, guild_id: int) -> None:
    """The deadline has come; a roll call closed already stays as it is."""
    before = await store.roll_calls.get(roll_call_id, guild_id, lock=True)
    if before.status is Status.OPEN:
        await _close(store, before)


async def _close(store: Store, before: RollCall) -> RollCall:
    closed = before.closed(store.now)
    await store.roll_calls.save_status(closed)
    await store.reminders.withdraw((ReminderKind.DEADLINE,), closed.id, store.now)
    await store.cards.want(CardKind.ROLLCALL, closed.id)
    return closed


async def promote(store: Store, actor: Actor, roll_call_id: int, option_id: int | None, channel_id: int) -> Session:
    """Makes the option, or the best one, a planned session, and closes the roll call.

    Yes is going, in order of answering; if needed is maybe; no is not going. Promoting again gives the same session.
    Raises NotAllowed, NothingToPromote, OptionInThePast.
    """
    roll_call = await store.roll_calls.get(roll_call_id, actor.guild_id, lock=True)
    await _require_owner(store, actor, roll_call)
    if roll_call.session_id is not None:
        return await store.sessions.get(roll_call.session_id, actor.guild_id)
    option = roll_call.option(option_id) if option_id is not None else None
    if option is None:
        option = (await promotable(store, actor, roll_call)).option
    if option.starts_at <= store.now:
        raise OptionInThePast(option.starts_at)
    if roll_call.status is Status.OPEN:
        await _close(store, roll_call)
    campaign = await store.campaigns.get(roll_call.campaign_id, actor.guild_id)
    details = Details(title=roll_call.title or None, duration=roll_call.duration)
    session = await make(store, campaign, actor.user_id, option.starts_at, details, option_id=option.id)
    await _carry_answers(store, roll_call, session, campaign)
    await reminders.plan(store, session)
    await reminders.announce(store, ReminderKind.PROMOTED, session.guild_id, session.id)
    await show(store, session, await card_channel(store, campaign, channel_id))
    await store.cards.want(CardKind.ROLLCALL, roll_call.id)
    return session


async def promotable(store: Store, actor: Actor, roll_call: RollCall) -> Count:
    """The option that `promote` would take. Raises NotAllowed, NothingToPromote."""
    await _require_owner(store, actor, roll_call)
    best = roll_call.best(store.now)
    if best is None:
        raise NothingToPromote
    return best


async def reading_zone(store: Store, roll_call: RollCall, user_id: int) -> ZoneInfo:
    """The zone in which this person reads the roll call's times where Discord cannot show their own."""
    campaign = await store.campaigns.get(roll_call.campaign_id, roll_call.guild_id)
    return await zone_of(store, user_id, roll_call.guild_id, campaign)


async def _carry_answers(store: Store, roll_call: RollCall, session: Session, campaign: Campaign) -> None:
    empty = seating = Seating((), session.capacity)
    said = [
        (given.cause, user_id, PLANS[given.answer])
        for (option_id, user_id), given in roll_call.answers.items()
        if option_id == session.option_id and given.answer is not None
    ]
    for cause, user_id, plan in sorted(said):
        seating = seating.answered(user_id, plan, cause)
        if plan is Plan.GOING and campaign.kind is Kind.GAME_NIGHT:
            await store.campaigns.add_player(campaign.id, user_id, store.now)
    await store.rsvps.save(session.id, empty, seating)


async def _require_owner(store: Store, actor: Actor, roll_call: RollCall) -> None:
    campaign = await store.campaigns.get(roll_call.campaign_id, actor.guild_id)
    guild = await store.settings.of_guild(actor.guild_id)
    if actor.user_id != roll_call.created_by and not is_organiser(actor, campaign, guild):
        raise NotAllowed("whoever opened the roll call and organisers")
