"""Who may answer a roll call: players only, and players without an account by their organiser."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from db.store import Database, Store
from domain.actor import Actor
from domain.campaigns import Campaign, Kind, NeedsRole
from domain.errors import NotAllowed, NothingMatches, NotValid
from domain.rollcall.errors import PlayersOnly, RollCallClosed
from domain.rollcall.options import Answer
from domain.rollcall.poll import Mode, RollCall, Status
from domain.scheduling.seats import Plan
from services.campaigns import players, running
from services.campaigns.running import Given
from services.rollcall import answers, closing, opening, promotion, reactions
from services.rollcall.opening import Poll
from tests.conftest import both_databases
from tests.services.acting import (
    ANA,
    BEN,
    CHANNEL,
    CLEO,
    DAY,
    GUILD,
    HOST,
    NOON,
    act,
    cause,
    open_roll_call,
    scheduled,
)
from tests.services.acting import (
    answers as rsvp,
)

DAYS = [NOON + DAY, NOON + 2 * DAY]
CARD = 500
Entrance = Callable[[Store, Actor, RollCall], Awaitable[object]]


async def _tap(store: Store, who: Actor, roll_call: RollCall) -> object:
    return await answers.toggle(store, who, roll_call.options[0].id, cause())


async def _none(store: Store, who: Actor, roll_call: RollCall) -> object:
    return await answers.none_of_these(store, who, roll_call.id, cause())


async def _form(store: Store, who: Actor, roll_call: RollCall) -> object:
    return await answers.answer(store, who, roll_call.id, {roll_call.options[0].id: Answer.YES}, cause())


async def _reaction(store: Store, who: Actor, roll_call: RollCall) -> object:
    return await reactions.react(store, who, roll_call.id, roll_call.options[0].letter, CARD, added=True)


entrances = pytest.mark.parametrize("entrance", [_tap, _none, _form, _reaction])


@pytest.fixture
async def strahd(database: Database) -> Campaign:
    """A campaign that the host runs, and Ben plays in."""
    made = await act(database, running.create, HOST, Given("Strahd"))
    await act(database, players.join, BEN, made.id, None)
    return made


async def opened(database: Database, campaign: Campaign, **poll: Any) -> RollCall:
    return await act(database, opening.open_, HOST, campaign, Poll(list(DAYS), mode=Mode.BOTH, **poll), CHANNEL)


async def fresh(database: Database, roll_call: RollCall) -> RollCall:
    async with database.read() as store:
        return await store.roll_calls.get(roll_call.id, GUILD)


@entrances
async def test_where_only_players_may_answer_nobody_else_gets_in_by_any_entrance(
    database: Database, strahd: Campaign, entrance: Entrance
) -> None:
    roll_call = await opened(database, strahd, players_only=True)

    with pytest.raises(PlayersOnly):
        await act(database, entrance, ANA, roll_call)
    await act(database, entrance, BEN, roll_call)
    await act(database, entrance, HOST, roll_call)

    assert (await fresh(database, roll_call)).respondents() == {BEN.user_id, HOST.user_id}


@entrances
async def test_otherwise_anybody_may_answer(database: Database, strahd: Campaign, entrance: Entrance) -> None:
    roll_call = await opened(database, strahd)

    await act(database, entrance, ANA, roll_call)

    assert (await fresh(database, roll_call)).respondents() == {ANA.user_id}


async def test_on_a_game_night_players_are_those_who_took_part_and_who_asks(database: Database) -> None:
    await rsvp(database, await scheduled(database), BEN, Plan.GOING)
    roll_call = await act(database, open_roll_call, ANA, Poll(list(DAYS), players_only=True), CHANNEL)

    await act(database, _tap, BEN, roll_call)
    await act(database, _tap, ANA, roll_call)
    with pytest.raises(PlayersOnly):
        await act(database, _tap, CLEO, roll_call)


async def test_who_plays_no_more_can_still_take_a_reaction_back(database: Database, strahd: Campaign) -> None:
    roll_call = await opened(database, strahd, players_only=True)
    await act(database, _reaction, BEN, roll_call)
    await act(database, players.leave, BEN, strahd.id, cause())

    letter = roll_call.options[0].letter
    assert await act(database, reactions.react, BEN, roll_call.id, letter, CARD, added=False)

    assert (await fresh(database, roll_call)).respondents() == set()


async def test_that_it_is_closed_is_said_before_who_may_answer(database: Database, strahd: Campaign) -> None:
    roll_call = await opened(database, strahd, players_only=True)
    await act(database, closing.close, HOST, roll_call.id)

    with pytest.raises(RollCallClosed):
        await act(database, _tap, ANA, roll_call)


async def test_saying_no_to_all_a_second_time_is_no_news(database: Database, strahd: Campaign) -> None:
    roll_call = await opened(database, strahd)

    assert await act(database, _none, BEN, roll_call) is True
    before = await fresh(database, roll_call)
    assert await act(database, _none, BEN, roll_call) is False
    assert await fresh(database, roll_call) == before


@pytest.mark.parametrize("mode", [Mode.REACTIONS, Mode.BOTH])
async def test_an_anonymous_roll_call_takes_no_reactions(database: Database, strahd: Campaign, mode: Mode) -> None:
    with pytest.raises(NotValid, match="buttons"):
        await act(database, opening.open_, HOST, strahd, Poll(list(DAYS), mode=mode, anonymous=True), CHANNEL)


@pytest.mark.parametrize("status", list(Status))
async def test_an_anonymous_roll_call_hides_names_until_it_closes(
    database: Database, strahd: Campaign, status: Status
) -> None:
    roll_call = await act(database, opening.open_, HOST, strahd, Poll(list(DAYS), anonymous=True), CHANNEL)

    assert replace(roll_call, status=status).names_hidden == (status is not Status.CLOSED)
    assert not replace(roll_call, status=status, anonymous=False).names_hidden


async def offline(database: Database, campaign: Campaign, name: str) -> int:
    """A player without an account; gives their id."""
    await act(database, players.add_offline, HOST, campaign.id, name, None)
    async with database.read() as store:
        known = (await store.players.roster(campaign.id)).offline_called(name)
    assert known is not None
    return known.id


@both_databases
async def test_an_organiser_answers_for_an_offline_player_who_then_has_a_plan(
    database: Database, strahd: Campaign
) -> None:
    roll_call = await opened(database, strahd)
    old_tom = await offline(database, strahd, "Old Tom")
    first, second = (option.id for option in roll_call.options)

    said = {first: Answer.YES, second: Answer.NO}
    await act(database, answers.answer_for, HOST, roll_call.id, old_tom, said, cause())
    session = await act(database, promotion.promote, HOST, roll_call.id, first, CHANNEL)

    assert {option: (await fresh(database, roll_call)).answer_of(-old_tom, option) for option in said} == said
    async with database.read() as store:
        seating = await store.rsvps.seating(session)
        roster = await store.players.roster(strahd.id)
    assert [(one.user_id, one.plan) for one in seating.rsvps] == [(-old_tom, Plan.GOING)]
    assert [one.user_id for one in roster.players] == [BEN.user_id]


async def test_nobody_but_an_organiser_answers_for_an_offline_player_and_only_for_one_who_plays_there(
    database: Database, strahd: Campaign
) -> None:
    roll_call = await opened(database, strahd)
    old_tom = await offline(database, strahd, "Old Tom")
    elsewhere = await act(database, running.create, HOST, Given("Wildemount"))
    mia = await offline(database, elsewhere, "Mia")
    said = {roll_call.options[0].id: Answer.YES}

    with pytest.raises(NotAllowed):
        await act(database, answers.answer_for, BEN, roll_call.id, old_tom, said, cause())
    with pytest.raises(NothingMatches):
        await act(database, answers.answer_for, HOST, roll_call.id, mia, said, cause())
    assert (await fresh(database, roll_call)).respondents() == set()


@both_databases
async def test_two_organisers_who_answer_for_one_player_at_once_leave_the_answers_of_one(
    database: Database, strahd: Campaign
) -> None:
    roll_call = await opened(database, strahd)
    old_tom = await offline(database, strahd, "Old Tom")
    ids = [option.id for option in roll_call.options]

    await asyncio.gather(
        *(
            act(database, answers.answer_for, HOST, roll_call.id, old_tom, dict.fromkeys(ids, said), cause())
            for said in (Answer.YES, Answer.NO)
        )
    )

    now = await fresh(database, roll_call)
    assert len({now.answer_of(-old_tom, option) for option in ids}) == 1


async def test_a_campaign_for_holders_of_a_role_is_so_for_its_roll_calls_too(database: Database) -> None:
    async with database.transaction() as store:
        campaign = await store.campaigns.add(Campaign(0, GUILD, "Strahd", Kind.CAMPAIGN, role_id=7))
        holder = replace(ANA, role_ids=frozenset({7}))
        roll_call = await opening.open_(store, HOST, campaign, Poll([NOON + DAY]), CHANNEL)
    option_id = roll_call.options[0].id

    with pytest.raises(NeedsRole):
        await act(database, answers.toggle, BEN, option_id, cause())
    await act(database, answers.toggle, holder, option_id, cause())
