"""Reactions that came and went while nobody listened: what differs from those last seen counts, as if just done."""

from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from datetime import timedelta

import pytest

from db.store import Database
from domain.actor import Actor
from domain.campaigns import NeedsRole
from domain.cards import Card, CardKind
from domain.reminders import Kind
from domain.rollcall.errors import PlayersOnly, RollCallAct, RollCallClosed
from domain.rollcall.options import LETTERS
from domain.rollcall.poll import Mode, RollCall
from services.rollcall import answers, closing, reactions
from services.rollcall.reactions import Reaction, Refused
from tests.conftest import Clock, both_databases
from tests.services.acting import ANA, BEN, CLEO, GUILD, HOST, act, cause, reminders_of
from tests.services.rollcalls import NO, YES, campaign, fresh, opened

CARD = 500  # the id of the card's message
LATE = RollCallClosed(1, "", None, RollCallAct.ANSWER)
A, B, C = LETTERS[:3]
ROLE = 7


@pytest.fixture
async def roll_call(database: Database) -> RollCall:
    """One in the mode `both`, whose card is posted."""
    made = await opened(database, await campaign(database), mode=Mode.BOTH)
    return await with_card(database, made)


async def with_card(database: Database, made: RollCall) -> RollCall:
    async with database.transaction() as store:
        card = await store.cards.get(CardKind.ROLLCALL, made.id)
        assert isinstance(card, Card)
        await store.cards.drawn(card, CARD)
    return made


async def react(database: Database, roll_call: RollCall, who: Actor, letter: str = A, *, added: bool = True) -> None:
    await act(database, reactions.react, who, roll_call.id, letter, CARD, added=added)


async def tap(database: Database, roll_call: RollCall, who: Actor, place: int = 0) -> None:
    await act(database, answers.toggle, who, roll_call.options[place].id, cause())


async def back(
    database: Database,
    looked: RollCall,
    *there: tuple[str, Actor],
    heard: Callable[[Reaction], bool] = lambda one: False,
    message_id: int = CARD,
    people: Sequence[Actor] = (),
) -> list[Refused]:
    """The bot is back, and these reactions are under the card."""
    found: Set[Reaction] = {(letter, who.user_id) for letter, who in there}
    looked = await fresh(database, looked) if looked.answers == {} else looked
    return await act(
        database, reactions.reconcile, looked, message_id, found, heard, {one.user_id: one for one in people}
    )


async def yes(database: Database, roll_call: RollCall) -> list[set[int]]:
    """Who says yes to each option."""
    now = await fresh(database, roll_call)
    return [set(now.count(option).yes) for option in now.options]


@both_databases
async def test_what_came_says_yes_and_what_went_takes_it_back(database: Database, roll_call: RollCall) -> None:
    await react(database, roll_call, ANA, A)
    await react(database, roll_call, BEN, A)

    assert await back(database, roll_call, (A, BEN), (B, ANA), (C, CLEO)) == []

    assert await yes(database, roll_call) == [{BEN.user_id}, {ANA.user_id}, {CLEO.user_id}]
    assert await back(database, roll_call, (A, BEN), (B, ANA), (C, CLEO)) == []
    assert await yes(database, roll_call) == [{BEN.user_id}, {ANA.user_id}, {CLEO.user_id}]


async def test_what_is_as_it_was_seen_changes_nothing(database: Database, roll_call: RollCall) -> None:
    await react(database, roll_call, ANA, A)
    await tap(database, roll_call, ANA)

    await back(database, roll_call, (A, ANA))

    assert await yes(database, roll_call) == [set(), set(), set()]


async def test_a_yes_that_was_tapped_needs_no_reaction(database: Database, roll_call: RollCall) -> None:
    await tap(database, roll_call, ANA)

    await back(database, roll_call)

    assert await yes(database, roll_call) == [{ANA.user_id}, set(), set()]


async def test_a_no_is_not_taken_back_with_a_reaction(database: Database, roll_call: RollCall) -> None:
    await react(database, roll_call, ANA, A)
    await act(database, answers.none_of_these, ANA, roll_call.id, cause())

    await back(database, roll_call)

    assert (await fresh(database, roll_call)).answer_of(ANA.user_id, roll_call.options[0].id) is NO


async def test_what_was_tapped_since_the_bot_is_back_is_newer(database: Database, roll_call: RollCall) -> None:
    await react(database, roll_call, ANA, A)
    looked = await fresh(database, roll_call)
    for _ in range(2):
        await tap(database, roll_call, ANA)
    await act(database, answers.none_of_these, BEN, roll_call.id, cause())

    await back(database, looked, (A, BEN))

    now = await fresh(database, roll_call)
    assert now.answer_of(ANA.user_id, now.options[0].id) is YES
    assert now.answer_of(BEN.user_id, now.options[0].id) is NO
    assert await back(database, now, (A, BEN)) == []
    assert (await fresh(database, roll_call)).answers == now.answers


@pytest.mark.parametrize("live_first", [False, True])
async def test_what_is_heard_live_during_the_look_is_newer_than_the_look(
    database: Database, roll_call: RollCall, live_first: bool
) -> None:
    await react(database, roll_call, ANA, A)
    looked, live = await fresh(database, roll_call), {(A, ANA.user_id), (B, BEN.user_id)}

    async def happens() -> None:
        await react(database, roll_call, ANA, A, added=False)
        await react(database, roll_call, BEN, B)

    if live_first:
        await happens()
    await back(database, looked, (A, ANA), heard=lambda one: one in live)
    if not live_first:
        await happens()

    assert await yes(database, roll_call) == [set(), {BEN.user_id}, set()]


async def test_an_event_that_was_counted_by_the_look_counts_no_second_time(
    database: Database, roll_call: RollCall
) -> None:
    await back(database, roll_call, (A, ANA))
    await tap(database, roll_call, ANA)

    await react(database, roll_call, ANA, A)

    assert await yes(database, roll_call) == [set(), set(), set()]


async def test_another_message_is_left(database: Database, roll_call: RollCall) -> None:
    await back(database, roll_call, (A, ANA), message_id=CARD + 1)

    assert await yes(database, roll_call) == [set(), set(), set()]


async def test_who_may_not_answer_is_refused_and_all_others_count(database: Database) -> None:
    made = await opened(database, await campaign(database, ANA), mode=Mode.REACTIONS, players_only=True)
    roll_call = await with_card(database, made)

    (refused,) = await back(database, roll_call, (A, BEN), (A, ANA))

    assert refused.reaction == (A, BEN.user_id)
    assert isinstance(refused.error, PlayersOnly)
    assert await yes(database, roll_call) == [{ANA.user_id}, set(), set()]


async def test_under_a_new_message_there_are_no_reactions_and_the_answers_stay(
    database: Database, roll_call: RollCall
) -> None:
    await react(database, roll_call, ANA, A)
    async with database.transaction() as store:
        await store.reactions.forget(roll_call.id)

    await back(database, roll_call)

    assert await yes(database, roll_call) == [{ANA.user_id}, set(), set()]


@both_databases
async def test_a_person_is_told_once_that_their_reactions_do_not_count(database: Database, roll_call: RollCall) -> None:
    for who in (ANA, ANA, BEN):
        await act(database, reactions.tell_refused, GUILD, roll_call.id, who.user_id, LATE)

    told = await reminders_of(database, Kind.REFUSED, roll_call.id)
    assert sorted(one.user_id or 0 for one in told) == sorted([ANA.user_id, BEN.user_id])


async def test_only_roll_calls_that_reactions_answer_are_looked_at_open_or_closed_lately(
    database: Database, roll_call: RollCall, clock: Clock
) -> None:
    made = await campaign(database, name="Ravenloft")
    await opened(database, made)
    closed = await opened(database, made, mode=Mode.REACTIONS)
    await act(database, closing.close, HOST, closed.id)
    lately = await opened(database, made, mode=Mode.REACTIONS)
    clock.now += timedelta(hours=1)
    await act(database, closing.close, HOST, lately.id)

    async with database.read() as store:
        assert await store.reactions.counting(clock.now) == [(roll_call.id, GUILD), (lately.id, GUILD)]


async def with_role(database: Database) -> RollCall:
    """One whose campaign only holders of a role play in."""
    made = await campaign(database, name="Ravenloft")
    async with database.transaction() as store:
        await store.campaigns.save(replace(made, role_id=ROLE))
    return await with_card(database, await opened(database, made, mode=Mode.BOTH))


async def test_holders_of_the_campaigns_role_answer_by_reactions_live_and_after_an_absence(database: Database) -> None:
    roll_call = await with_role(database)
    ana, ben = (replace(one, role_ids=frozenset({ROLE})) for one in (ANA, BEN))

    await react(database, roll_call, ana, A)
    refused = await back(database, roll_call, (A, ana), (B, ben), (B, CLEO), people=[ben, CLEO])

    assert await yes(database, roll_call) == [{ANA.user_id}, {BEN.user_id}, set()]
    assert [(one.reaction, type(one.error)) for one in refused] == [((B, CLEO.user_id), NeedsRole)]
    with pytest.raises(NeedsRole):
        await react(database, roll_call, CLEO, C)


async def test_roles_are_asked_for_only_where_they_decide(database: Database) -> None:
    roll_call = await opened(database, await campaign(database), mode=Mode.BOTH)
    there = {(A, ANA.user_id), (A, BEN.user_id), ("👍", CLEO.user_id)}
    role = await with_role(database)
    await react(database, role, replace(ANA, role_ids=frozenset({ROLE})), A)
    async with database.read() as store:
        assert await reactions.whose_roles_decide(store, roll_call, there) == set()
        assert await reactions.whose_roles_decide(store, role, there) == {BEN.user_id}


async def test_who_lacks_the_role_is_told_so_and_not_who_reacted_with_it(database: Database) -> None:
    roll_call = await with_role(database)
    for who, error in ((ANA, NeedsRole(ROLE)), (BEN, LATE)):
        await act(database, reactions.tell_refused, GUILD, roll_call.id, who.user_id, error)

    told = await reminders_of(database, Kind.REFUSED, roll_call.id)
    why = {one.user_id: await act(database, reactions.why_refused, roll_call, one) for one in told}
    assert (type(why[ANA.user_id]), why[BEN.user_id]) == (NeedsRole, None)


async def test_what_came_before_the_deadline_counts_as_long_as_it_was_not_acted_on(
    database: Database, roll_call: RollCall, clock: Clock
) -> None:
    clock.now = roll_call.deadline + timedelta(hours=1)

    assert await back(database, roll_call, (A, ANA)) == []

    assert await yes(database, roll_call) == [{ANA.user_id}, set(), set()]


async def test_what_came_to_a_closed_roll_call_is_refused_and_what_counted_stays(
    database: Database, roll_call: RollCall
) -> None:
    await react(database, roll_call, ANA, A)
    await act(database, closing.close, HOST, roll_call.id)

    refused = await back(database, roll_call, (A, ANA), (B, BEN), (C, CLEO), heard=lambda one: one[0] == C)

    assert [(one.reaction, type(one.error)) for one in refused] == [((B, BEN.user_id), RollCallClosed)]
    assert await yes(database, roll_call) == [{ANA.user_id}, set(), set()]
