"""Saying whether one comes."""

import asyncio
from itertools import zip_longest

import pytest

from db.store import Database
from domain.actor import Actor
from domain.campaigns import Campaign, NeedsRole
from domain.campaigns import Kind as CampaignKind
from domain.cards import CardKind
from domain.errors import NothingMatches
from domain.reminders import Kind
from domain.scheduling.seats import Plan, Seating
from domain.scheduling.session import NotInThisState, Session
from domain.snowflake import snowflake_at
from services.scheduling import planning, rsvps
from services.scheduling.details import Details
from services.sessions import running
from tests.conftest import Clock, both_databases
from tests.services.acting import (
    ANA,
    BEN,
    CHANNEL,
    CLEO,
    DAY,
    GUILD,
    HOST,
    HOUR,
    NOON,
    STRANGER,
    act,
    answers,
    cause,
    guests,
    live_session,
    reminders_of,
    scheduled,
)


async def seating(database: Database, session: Session) -> Seating:
    async with database.read() as store:
        return await store.rsvps.seating(session)


async def told_of_a_seat(database: Database, session: Session) -> list[int | None]:
    return [one.user_id for one in await reminders_of(database, Kind.SEAT, session.id)]


async def test_who_goes_has_a_seat_and_is_a_player_from_then_on(database: Database) -> None:
    session = await scheduled(database)

    assert await answers(database, session, ANA, Plan.GOING)
    async with database.read() as store:
        assert await store.campaigns.is_player(session.campaign_id, ANA.user_id)


@pytest.mark.parametrize("plan", [Plan.MAYBE, Plan.NOT_GOING])
async def test_who_does_not_go_is_no_player_and_has_no_seat(database: Database, plan: Plan) -> None:
    session = await scheduled(database)

    assert not await answers(database, session, ANA, plan)
    async with database.read() as store:
        assert not await store.campaigns.is_player(session.campaign_id, ANA.user_id)


@both_databases
async def test_thirty_people_at_once_for_five_seats_seat_five_and_let_25_wait(database: Database) -> None:
    session = await scheduled(database, capacity=5)

    await asyncio.gather(*(answers(database, session, who, Plan.GOING) for who in guests(30)))

    seats = await seating(database, session)
    assert (seats.taken, len(seats.waitlist)) == (5, 25)
    asked = [one.asked for one in seats.waitlist]
    assert asked == sorted(asked)


@both_databases
async def test_a_hundred_people_come_and_go_at_once_and_ten_seats_are_never_oversold(database: Database) -> None:
    session = await scheduled(database, capacity=10)
    everybody = guests(100)
    came, comes = everybody[:40], everybody[40:]
    for who in came:
        await answers(database, session, who, Plan.GOING)
    taken: list[int] = []

    async def answer(who: Actor, plan: Plan) -> None:
        await answers(database, session, who, plan)
        taken.append((await seating(database, session)).taken)

    leaving = [answer(who, Plan.NOT_GOING if n % 2 else Plan.MAYBE) for n, who in enumerate(came[:35])]
    coming = [answer(who, Plan.LATE if n % 3 else Plan.GOING) for n, who in enumerate(comes)]
    await asyncio.gather(*(one for pair in zip_longest(leaving, coming) for one in pair if one is not None))

    seats = await seating(database, session)
    assert set(taken) == {10}
    lists = [[one.user_id for one in who] for who in (*map(seats.named, Plan), seats.waitlist)]
    assert sorted(one for who in lists for one in who) == [who.user_id for who in everybody]
    assert {who.user_id for who in came[35:]} <= {
        one.user_id for one in seats.rsvps if one.seated
    }  # they waited longest
    asked = [one.asked for one in seats.waitlist]
    assert len(asked) == 5 + 60 - 10
    assert asked == sorted(asked)


@both_databases
async def test_seats_given_up_all_at_once_are_taken_by_those_who_wait(database: Database) -> None:
    session = await scheduled(database, capacity=5)
    everybody = guests(15)
    for who in everybody:
        await answers(database, session, who, Plan.GOING)

    await asyncio.gather(*(answers(database, session, who, Plan.NOT_GOING) for who in everybody[:5]))

    seats = await seating(database, session)
    assert [one.user_id for one in seats.named(Plan.GOING)] == [who.user_id for who in everybody[5:10]]
    assert sorted(await told_of_a_seat(database, session), key=str) == [who.user_id for who in everybody[5:10]]


@both_databases
async def test_a_freed_seat_goes_to_the_first_who_waits_and_is_announced_once(database: Database) -> None:
    session = await scheduled(database, capacity=1)
    for who in (ANA, BEN, CLEO):
        await answers(database, session, who, Plan.GOING)
    tap = cause()
    for _ in range(2):
        await act(database, rsvps.answer, ANA, session.id, Plan.NOT_GOING, tap)

    assert [one.user_id for one in (await seating(database, session)).waitlist] == [CLEO.user_id]
    assert await told_of_a_seat(database, session) == [BEN.user_id]


async def test_a_tap_delivered_again_changes_nothing(database: Database) -> None:
    session, tap = await scheduled(database, capacity=1), cause()
    await act(database, rsvps.answer, ANA, session.id, Plan.GOING, tap)
    await answers(database, session, ANA, Plan.MAYBE)
    before = await seating(database, session)

    _, rsvp = await act(database, rsvps.answer, ANA, session.id, Plan.GOING, tap)

    assert rsvp.plan is Plan.MAYBE
    assert await seating(database, session) == before


async def test_a_lowered_capacity_evicts_nobody(database: Database) -> None:
    session = await scheduled(database, capacity=3)
    for who in (ANA, BEN, CLEO):
        await answers(database, session, who, Plan.GOING)

    edited = await act(database, planning.edit, HOST, session.id, None, Details(capacity=1))

    assert (await seating(database, edited.session)).taken == 3


async def test_a_raised_capacity_seats_and_tells_who_waits(database: Database) -> None:
    session = await scheduled(database, capacity=1)
    for who in (ANA, BEN, CLEO):
        await answers(database, session, who, Plan.GOING)

    edited = await act(database, planning.edit, HOST, session.id, None, Details(capacity=2))

    assert edited.seated == (BEN.user_id,)
    assert await told_of_a_seat(database, session) == [BEN.user_id]


async def test_people_answer_while_a_session_is_live(database: Database) -> None:
    session = await scheduled(database)
    await act(database, running.start, HOST, session.id, CHANNEL)

    assert await answers(database, session, ANA, Plan.GOING)


@pytest.mark.parametrize("how", ["cancelled", "ended"])
async def test_nobody_answers_a_session_that_is_over(database: Database, how: str) -> None:
    session = await scheduled(database)
    if how == "cancelled":
        await act(database, planning.cancel, HOST, session.id, None)
    else:
        await act(database, running.start, HOST, session.id, CHANNEL)
        await act(database, running.end, HOST, session.id)

    with pytest.raises(NotInThisState):
        await answers(database, session, ANA, Plan.GOING)


async def test_a_session_of_another_guild_takes_no_answer(database: Database) -> None:
    session = await scheduled(database)

    with pytest.raises(NothingMatches):
        await act(database, rsvps.answer, STRANGER, session.id, Plan.GOING, cause())


async def test_an_answer_redraws_the_card_and_a_repeated_one_does_not(database: Database) -> None:
    session, tap = await scheduled(database), cause()
    wanted = []
    for _ in range(2):
        await act(database, rsvps.answer, ANA, session.id, Plan.GOING, tap)
        async with database.read() as store:
            card = await store.cards.get(CardKind.SESSION, session.id)
        assert card is not None
        wanted.append(card.wanted)

    assert wanted == [2, 2]


async def test_who_leaves_the_guild_frees_their_seat_and_the_first_who_waits_is_told(database: Database) -> None:
    session = await scheduled(database, capacity=1)
    for who in (ANA, BEN, CLEO):
        await answers(database, session, who, Plan.GOING)

    await act(database, rsvps.leave, ANA.guild_id, ANA.user_id)

    seats = await seating(database, session)
    assert [one.user_id for one in seats.named(Plan.GOING)] == [BEN.user_id]
    assert [one.user_id for one in seats.waitlist] == [CLEO.user_id]
    assert [one.user_id for one in seats.named(Plan.NOT_GOING)] == [ANA.user_id]
    assert [one.user_id for one in await reminders_of(database, Kind.SEAT, session.id)] == [BEN.user_id]


async def test_who_comes_back_to_the_guild_may_answer_again(database: Database) -> None:
    session = await scheduled(database)
    await answers(database, session, ANA, Plan.GOING)
    await act(database, rsvps.leave, ANA.guild_id, ANA.user_id)

    _, rsvp = await act(database, rsvps.answer, ANA, session.id, Plan.GOING, snowflake_at(NOON + HOUR))

    assert rsvp.seated


async def test_leaving_changes_live_sessions_and_none_that_is_over_or_of_another_guild(database: Database) -> None:
    live, past, coming = await live_session(database), await scheduled(database), await scheduled(database)
    for session in (live, past, coming):
        await answers(database, session, ANA, Plan.MAYBE)
    await act(database, planning.cancel, HOST, past.id, None)

    await act(database, rsvps.leave, ANA.guild_id + 1, ANA.user_id)
    assert await plans(database, live, past, coming) == [Plan.MAYBE, Plan.MAYBE, Plan.MAYBE]

    await act(database, rsvps.leave, ANA.guild_id, ANA.user_id)
    assert await plans(database, live, past, coming) == [Plan.NOT_GOING, Plan.MAYBE, Plan.NOT_GOING]


async def test_those_who_may_come_are_known(database: Database, clock: Clock) -> None:
    first, second = await scheduled(database), await scheduled(database, NOON + 2 * DAY)
    await answers(database, first, ANA, Plan.GOING)
    await answers(database, second, BEN, Plan.MAYBE)
    await answers(database, second, CLEO, Plan.NOT_GOING)
    clock.advance(days=1, hours=4)

    async with database.read() as store:
        assert await store.rsvps.planning_in(ANA.guild_id, store.now) == [BEN.user_id]


async def plans(database: Database, *sessions_: Session) -> list[Plan]:
    """What Ana plans for each."""
    found = [(await seating(database, one)).of(ANA.user_id) for one in sessions_]
    return [one.plan for one in found if one]


async def test_a_note_goes_with_the_answer_and_a_tap_on_the_same_keeps_it(database: Database) -> None:
    session = await scheduled(database)
    said = []
    for plan, note in (
        (Plan.LATE, "Bus at 8"),
        (Plan.LATE, None),
        (Plan.GOING, None),
        (Plan.GOING, "With dice"),
        (Plan.GOING, ""),
    ):
        _, rsvp = await act(database, rsvps.answer, ANA, session.id, plan, cause(), note)
        said.append(rsvp.note)

    assert said == ["Bus at 8", "Bus at 8", None, "With dice", None]


async def test_only_holders_of_the_campaigns_role_may_come(database: Database) -> None:
    async with database.transaction() as store:
        campaign = await store.campaigns.add(Campaign(0, GUILD, "Guild night", CampaignKind.CAMPAIGN, role_id=66))
    session = await act(database, planning.schedule, HOST, campaign, NOON + DAY, Details(), CHANNEL)

    with pytest.raises(NeedsRole):
        await answers(database, session, ANA, Plan.MAYBE)
    assert not await answers(database, session, ANA, Plan.NOT_GOING)
    assert await answers(database, session, Actor(BEN.user_id, GUILD, role_ids=frozenset({66})), Plan.GOING)
