"""Answering a roll call: by tap, form and reaction."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from db.store import Store
from domain.actor import Actor
from domain.cards import CardKind
from domain.errors import NotValid
from domain.rollcall.options import Answer
from domain.rollcall.poll import Mode, RollCall
from services.settings import zone_of


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


async def reading_zone(store: Store, roll_call: RollCall, user_id: int) -> ZoneInfo:
    """The zone in which this person reads the roll call's times where Discord cannot show their own."""
    campaign = await store.campaigns.get(roll_call.campaign_id, roll_call.guild_id)
    return await zone_of(store, user_id, roll_call.guild_id, campaign)
