"""Planning, moving and cancelling sessions."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from db.store import Database
from domain.actor import Actor
from domain.cards import CardKind
from domain.errors import NotAllowed, NothingMatches, NotValid
from domain.reminders import Kind
from domain.scheduling.seats import Plan
from domain.scheduling.session import NotInThisState, State
from services import settings
from services.reminders import audience, skip_reason
from services.scheduling import planning
from services.scheduling.details import Details
from services.scheduling.news import MOVE_SETTLES
from services.sessions import running
from tests.conftest import Clock, both_databases
from tests.services.acting import (
    ADMIN,
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
    fresh,
    reminders_of,
    schedule,
    scheduled,
)


@both_databases
async def test_a_session_is_planned_with_what_is_usual(database: Database) -> None:
    session = await scheduled(database)

    assert (session.number, session.title, session.state) == (1, "Game night", State.PLANNED)
    assert (session.duration, session.capacity, session.created_by) == (3 * HOUR, None, HOST.user_id)
    assert await fresh(database, session) == session


async def test_a_session_is_planned_with_what_was_said(database: Database) -> None:
    session = await scheduled(
        database, title="Finale", duration=HOUR, description="Bring snacks", location="Attic", capacity=5, reminders=()
    )

    assert (session.title, session.duration, session.description) == ("Finale", HOUR, "Bring snacks")
    assert (session.location, session.capacity, session.reminders) == ("Attic", 5, ())


async def test_a_session_lasts_as_long_as_the_last_one(database: Database) -> None:
    await scheduled(database, duration=5 * HOUR)

    assert (await scheduled(database)).duration == 5 * HOUR


@both_databases
async def test_sessions_planned_at_once_get_different_numbers(database: Database) -> None:
    planned = await asyncio.gather(*(scheduled(database) for _ in range(8)))

    assert sorted(one.number for one in planned) == list(range(1, 9))


@both_databases
async def test_a_number_is_never_used_again(database: Database) -> None:
    first = await scheduled(database)
    await act(database, planning.cancel, HOST, first.id, None)

    assert (await scheduled(database)).number == 2


async def test_a_session_that_was_refused_uses_up_no_number(database: Database) -> None:
    with pytest.raises(NotValid):
        await scheduled(database, capacity=-1)

    assert (await scheduled(database)).number == 1


@pytest.mark.parametrize(
    "details",
    [
        {"duration": timedelta(seconds=59)},
        {"duration": timedelta(days=3, seconds=1)},
        {"capacity": -1},
        {"capacity": 1001},
    ],
)
async def test_what_cannot_be_is_refused(database: Database, details: dict[str, Any]) -> None:
    with pytest.raises(NotValid):
        await scheduled(database, **details)


async def test_a_card_goes_where_the_command_was_used(database: Database) -> None:
    session = await scheduled(database)

    async with database.read() as store:
        card = await store.cards.get(CardKind.SESSION, session.id)
    assert card is not None
    assert card.channel_id == CHANNEL


async def test_a_card_goes_to_the_guilds_channel_where_there_is_one(database: Database) -> None:
    await act(database, settings.edit, ADMIN, channel_id=99)
    session = await scheduled(database)

    async with database.read() as store:
        card = await store.cards.get(CardKind.SESSION, session.id)
    assert card is not None
    assert card.channel_id == 99


async def test_reminders_are_made_a_day_and_an_hour_before_and_at_the_start(database: Database) -> None:
    session = await scheduled(database, NOON + 3 * DAY)

    due = await reminders_of(database, Kind.SESSION, session.id)
    assert [one.due_at for one in due] == [NOON + 2 * DAY, NOON + 3 * DAY - HOUR, NOON + 3 * DAY]
    assert [one.offset for one in due] == [DAY, HOUR, timedelta(0)]


async def test_reminders_that_would_be_past_are_not_made(database: Database) -> None:
    session = await scheduled(database, NOON + HOUR)

    assert [one.offset for one in await reminders_of(database, Kind.SESSION, session.id)] == [timedelta(0)]


async def test_reminders_follow_the_guild_unless_the_session_has_its_own(database: Database) -> None:
    await act(database, settings.edit, ADMIN, reminders=(2 * HOUR,))
    usual, own, none = (
        await scheduled(database),
        await scheduled(database, reminders=(HOUR,)),
        await scheduled(database, reminders=()),
    )

    due = [await reminders_of(database, Kind.SESSION, one.id) for one in (usual, own, none)]
    assert [[one.offset for one in of_one] for of_one in due] == [[2 * HOUR], [HOUR], []]


async def test_a_moved_session_moves_its_reminders_and_is_announced_once(database: Database) -> None:
    session = await scheduled(database, NOON + 3 * DAY)
    for days in (5, 4):
        edited = await act(database, planning.edit, HOST, session.id, NOON + days * DAY, Details())
        assert edited.moved

    due = await reminders_of(database, Kind.SESSION, session.id)
    assert [one.due_at for one in due] == [NOON + 3 * DAY, NOON + 4 * DAY - HOUR, NOON + 4 * DAY]
    assert [one.due_at for one in await reminders_of(database, Kind.MOVED, session.id)] == [NOON + MOVE_SETTLES]


async def test_a_reminder_that_is_just_being_sent_is_not_sent_for_the_old_time(
    database: Database, clock: Clock
) -> None:
    session = await scheduled(database, NOON + DAY + HOUR)
    clock.advance(hours=1)
    async with database.transaction() as store:
        [claimed] = await store.deliveries.claim("me", store.now)
    await act(database, planning.edit, HOST, session.id, NOON + 9 * DAY, Details())

    async with database.transaction() as store:
        assert not await store.deliveries.trying(claimed, "me", store.now)


async def test_a_session_that_did_not_move_announces_nothing(database: Database) -> None:
    session = await scheduled(database)
    edited = await act(database, planning.edit, HOST, session.id, session.starts_at, Details(title="Finale"))

    assert not edited.moved
    assert await reminders_of(database, Kind.MOVED, session.id) == []
    assert len(await reminders_of(database, Kind.SESSION, session.id)) == 2


async def test_an_edit_changes_what_is_given_and_leaves_the_rest(database: Database) -> None:
    session = await scheduled(database, title="Finale", location="Attic", capacity=5)
    await act(database, planning.edit, HOST, session.id, None, Details(location="Cellar"))

    now = await fresh(database, session)
    assert (now.title, now.location, now.capacity, now.starts_at) == ("Finale", "Cellar", 5, session.starts_at)


async def test_new_offsets_make_new_reminders(database: Database) -> None:
    session = await scheduled(database)
    await act(database, planning.edit, HOST, session.id, None, Details(reminders=(2 * HOUR,)))

    assert [one.offset for one in await reminders_of(database, Kind.SESSION, session.id)] == [2 * HOUR]


async def test_an_edit_that_changes_nothing_is_refused(database: Database) -> None:
    session = await scheduled(database)

    with pytest.raises(NotValid):
        await act(database, planning.edit, HOST, session.id, session.starts_at, Details())


async def test_a_missed_session_can_be_moved(database: Database, clock: Clock) -> None:
    session = await scheduled(database)
    clock.advance(days=3)

    await act(database, planning.edit, HOST, session.id, NOON + 9 * DAY, Details())

    assert len(await reminders_of(database, Kind.SESSION, session.id)) == 3


async def test_a_cancelled_session_withdraws_its_reminders_and_says_so(database: Database) -> None:
    session = await scheduled(database)
    cancelled = await act(database, planning.cancel, HOST, session.id, "Snow")

    assert (cancelled.state, cancelled.cancel_reason) == (State.CANCELLED, "Snow")
    assert await fresh(database, session) == cancelled
    assert await reminders_of(database, Kind.SESSION, session.id) == []
    assert len(await reminders_of(database, Kind.CANCELLED, session.id)) == 1


async def test_a_cancelled_session_takes_back_the_news_of_its_move(database: Database) -> None:
    session = await scheduled(database)
    await act(database, planning.edit, HOST, session.id, NOON + 9 * DAY, Details())
    await act(database, planning.cancel, HOST, session.id, None)

    assert await reminders_of(database, Kind.MOVED, session.id) == []


@both_databases
async def test_a_session_cancelled_twice_at_once_is_cancelled_once(database: Database) -> None:
    session = await scheduled(database)

    outcomes = await asyncio.gather(
        *(act(database, planning.cancel, HOST, session.id, None) for _ in range(2)), return_exceptions=True
    )

    assert sum(isinstance(one, NotInThisState) for one in outcomes) == 1
    assert len(await reminders_of(database, Kind.CANCELLED, session.id)) == 1


async def test_a_started_session_withdraws_its_reminders(database: Database) -> None:
    session = await scheduled(database)
    await act(database, running.start, HOST, session.id, CHANNEL)

    assert await reminders_of(database, Kind.SESSION, session.id) == []


async def test_a_session_that_began_is_neither_edited_nor_cancelled(database: Database) -> None:
    session = await scheduled(database)
    await act(database, running.start, HOST, session.id, CHANNEL)

    with pytest.raises(NotInThisState):
        await act(database, planning.edit, HOST, session.id, None, Details(title="x"))
    with pytest.raises(NotInThisState):
        await act(database, planning.cancel, HOST, session.id, None)


async def test_only_organisers_plan_edit_and_cancel(database: Database) -> None:
    session = await scheduled(database)

    with pytest.raises(NotAllowed):
        await act(database, schedule, ANA, NOON + DAY, Details(), CHANNEL)
    with pytest.raises(NotAllowed):
        await act(database, planning.edit, ANA, session.id, None, Details(title="x"))
    with pytest.raises(NotAllowed):
        await act(database, planning.cancel, ANA, session.id, None)
    assert await fresh(database, session) == session


async def test_the_organiser_role_may_plan(database: Database) -> None:
    await act(database, settings.edit, ADMIN, organiser_role_id=77)
    holder = Actor(50, GUILD, role_ids=frozenset({77}))

    assert (await act(database, schedule, holder, NOON + DAY, Details(), CHANNEL)).created_by == 50


async def test_a_session_of_another_guild_is_neither_edited_nor_cancelled(database: Database) -> None:
    session = await scheduled(database)

    with pytest.raises(NothingMatches):
        await act(database, planning.edit, STRANGER, session.id, None, Details(title="x"))
    with pytest.raises(NothingMatches):
        await act(database, planning.cancel, STRANGER, session.id, None)
    assert await fresh(database, session) == session


async def test_a_session_pings_those_going_late_and_maybe(database: Database) -> None:
    session = await scheduled(database)
    for who, plan in ((ANA, Plan.GOING), (BEN, Plan.NOT_GOING), (CLEO, Plan.MAYBE), (HOST, Plan.LATE)):
        await answers(database, session, who, plan)

    async with database.read() as store:
        assert await audience(store, session, waiting=True) == (ANA.user_id, CLEO.user_id, HOST.user_id)


async def test_of_several_reminders_due_only_the_latest_is_sent_and_none_after_the_end(
    database: Database, clock: Clock
) -> None:
    session = await scheduled(database, NOON + 2 * DAY, duration=HOUR)
    first, second, third = await reminders_of(database, Kind.SESSION, session.id)

    clock.now = second.due_at + 30 * timedelta(minutes=1)
    async with database.read() as store:
        assert await skip_reason(store, first)
        assert await skip_reason(store, second) is None
    clock.now = session.ends_at
    async with database.read() as store:
        assert await skip_reason(store, third)
