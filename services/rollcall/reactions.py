"""Answering a roll call by reactions: one at a time as they come, and all at once after an absence."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass

from db.store import Store
from domain.actor import Actor
from domain.campaigns import NeedsRole
from domain.cards import CardKind
from domain.errors import UserError
from domain.reminders import Kind, Reminder
from domain.rollcall.options import Answer
from domain.rollcall.poll import RollCall, Status
from services import reminders
from services.rollcall.answers import require_asked, require_may_answer, save

Reaction = tuple[str, int]
"""A letter under the card, and whose it is."""

LACKS_ROLE = "role"  # kept with what is due to be told


async def react(store: Store, actor: Actor, roll_call_id: int, emoji: str, message_id: int, *, added: bool) -> bool:
    """A reaction on the card: adding is yes, removing takes that answer back. False where it answers nothing.

    One that was seen before, or that was never there, is no news. Raises RollCallClosed, NeedsRole, PlayersOnly.
    """
    before = await store.roll_calls.get(roll_call_id, actor.guild_id, lock=True)
    option = before.option_of(emoji) if before.by_reaction else None
    if option is None:
        return False
    key = (option.id, actor.user_id)
    if added == (key in await store.reactions.seen(before.id)):
        return True
    if added:
        await require_may_answer(store, actor, before)
        await store.reactions.add([key])
        after = _said_yes(before, key, message_id)
    else:
        await store.reactions.drop([key])
        after = _taken_back(before, key)
    await save(store, before, after)
    return True


async def clear(store: Store, guild_id: int, roll_call_id: int, emoji: str | None) -> None:
    """All reactions of one emoji, or of every one, were taken off the card: with them goes each yes that they were.

    Raises RollCallClosed.
    """
    before = await store.roll_calls.get(roll_call_id, guild_id, lock=True)
    option = before.option_of(emoji) if emoji is not None else None
    if emoji is not None and option is None:
        return
    gone = {key for key in await store.reactions.seen(before.id) if option is None or key[0] == option.id}
    await store.reactions.drop(gone)
    after = before
    for key in gone:
        after = _taken_back(after, key)
    await save(store, before, after)


@dataclass(frozen=True, slots=True)
class Refused:
    """A reaction that cannot count."""

    reaction: Reaction
    error: UserError


async def whose_roles_decide(store: Store, roll_call: RollCall, there: Set[Reaction]) -> set[int]:
    """Of whom `reconcile` needs the roles, for it to count what is `there`; of nobody where none is needed."""
    campaign = await store.campaigns.get(roll_call.campaign_id, roll_call.guild_id)
    if campaign.role_id is None or roll_call.status is not Status.OPEN:
        return set()
    seen = await store.reactions.seen(roll_call.id)
    letters = {option.letter: option.id for option in roll_call.options}
    return {user_id for letter, user_id in there if letter in letters and (letters[letter], user_id) not in seen}


async def reconcile(
    store: Store,
    looked: RollCall,
    message_id: int,
    there: Set[Reaction],
    heard: Callable[[Reaction], bool],
    people: Mapping[int, Actor],
) -> list[Refused]:
    """Counts what differs between the reactions that are `there`, on that message, and those last seen.

    `looked` is the roll call as it was before the absence ended: an answer that has changed since is newer than any
    reaction of that time. What was `heard` live meanwhile is counted already, and newer than the look.
    `people` are those whose roles decide. One made before the deadline cannot be told from a later one, so both count
    until the roll call closes; then new ones do not. Gives those that cannot count; all others do.
    """
    before = await store.roll_calls.get(looked.id, looked.guild_id, lock=True)
    card = await store.cards.get(CardKind.ROLLCALL, looked.id)
    if card is None or card.message_id != message_id:
        return []
    options = {one.letter: one for one in before.options if one in looked.options}
    letters = {one.id: letter for letter, one in options.items()}
    seen = {key for key in await store.reactions.seen(before.id) if key[0] in letters}
    now = {(options[letter].id, user_id) for letter, user_id in there if letter in options}
    if before.status is not Status.OPEN:
        return _too_late(before, {(letters[option_id], user_id) for option_id, user_id in now - seen}, heard)
    refused, after = [], before
    for key in sorted(seen ^ now):
        reaction = (letters[key[0]], key[1])
        if heard(reaction):
            continue
        newer = before.answers.get(key) != looked.answers.get(key)
        if key in seen:
            await store.reactions.drop([key])
            after = after if newer else _taken_back(after, key)
            continue
        try:
            await require_asked(store, people.get(key[1], Actor(key[1], before.guild_id)), before)
        except UserError as error:
            refused.append(Refused(reaction, error))
        else:
            await store.reactions.add([key])
            after = after if newer else _said_yes(after, key, message_id)
    await save(store, before, after)
    return refused


def _too_late(ended: RollCall, new: Set[Reaction], heard: Callable[[Reaction], bool]) -> list[Refused]:
    try:
        ended.require_open()
    except UserError as error:
        return [Refused(one, error) for one in sorted(new) if not heard(one)]
    return []


async def tell_refused(store: Store, guild_id: int, roll_call_id: int, user_id: int, error: UserError) -> None:
    """Has the person told that `error` is why their reaction does not count; once for each roll call, however often
    they react.
    """
    await store.roll_calls.get(roll_call_id, guild_id, lock=True)
    told = await store.reminders.of_subject(Kind.REFUSED, roll_call_id)
    if user_id not in {one.user_id for one in told}:
        text = LACKS_ROLE if isinstance(error, NeedsRole) else None
        await reminders.announce(store, Kind.REFUSED, guild_id, roll_call_id, user_id=user_id, text=text)


async def why_refused(store: Store, roll_call: RollCall, due: Reminder) -> UserError | None:
    """Why the reactions of the person who is to be told do not count; None where they do by now.

    Whether they hold the campaign's role is as it was when they reacted.
    """
    campaign = await store.campaigns.get(roll_call.campaign_id, roll_call.guild_id)
    held = {campaign.role_id} if campaign.role_id is not None and due.text != LACKS_ROLE else set[int]()
    try:
        await require_may_answer(store, Actor(due.user_id or 0, roll_call.guild_id, frozenset(held)), roll_call)
    except UserError as error:
        return error
    return None


def _said_yes(before: RollCall, key: tuple[int, int], message_id: int) -> RollCall:
    """A reaction has no time of its own, and clocks differ: what is seen now is newer than what is kept, and than the
    card's message, but older than any tap to come.
    """
    if before.answer_of(key[1], key[0]) is Answer.YES:
        return before
    last = max([message_id, *(given.cause for given in before.answers.values())])  # it is the last to say yes
    return before.with_answers(key[1], {key[0]: Answer.YES}, last + 1)


def _taken_back(before: RollCall, key: tuple[int, int]) -> RollCall:
    """Only a yes was a reaction's: another answer is a later tap's."""
    standing = before.answers.get(key)
    if standing is None or standing.answer is not Answer.YES:
        return before
    return before.with_answers(key[1], {key[0]: None}, standing.cause + 1)
