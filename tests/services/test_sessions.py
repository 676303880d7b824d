"""Starting, pausing, resuming and ending sessions."""

import asyncio
from datetime import timedelta

import pytest

from db.store import Database
from domain.actor import Actor
from domain.campaigns import Campaign
from domain.campaigns import Kind as Of
from domain.cards import CardKind
from domain.errors import NotAllowed, NothingMatches, NotValid, SeveralMatch
from domain.gamenight.plays import PlayStatus
from domain.reminders import Kind
from domain.scheduling.seats import Plan
from domain.scheduling.session import NotInThisState, Session, State
from domain.sessions.live import AlreadyLive, NothingLive
from services.gamenight import nominations, plays
from services.scheduling import planning
from services.scheduling.details import Details
from services.sessions import running
from tests.conftest import Clock, both_databases
from tests.services.acting import (
    ANA,
    BEN,
    CHANNEL,
    DAY,
    GUILD,
    HOST,
    HOUR,
    NOON,
    STRANGER,
    act,
    answers,
    fresh,
    live_session,
    queued,
    reminders_of,
    scheduled,
    start_ad_hoc,
    startable,
)


async def start(database: Database, session: Session, channel_id: int = CHANNEL, who: Actor = HOST) -> Session:
    return await act(database, running.start, who, session.id, channel_id)


@both_databases
async def test_a_planned_session_goes_live_on_its_own_row(database: Database, clock: Clock) -> None:
    planned = await scheduled(database, capacity=5)
    await answers(database, planned, ANA, Plan.GOING)
    clock.advance(hours=23)

    started = await start(database, planned)

    assert (started.id, started.number, started.starts_at) == (planned.id, planned.number, planned.starts_at)
    assert (started.state, started.started_at, started.live_channel_id) == (State.IN_PROGRESS, clock.now, CHANNEL)
    assert await fresh(database, planned) == started
    async with database.read() as store:
        assert (await store.rsvps.seating(started)).taken == 1


async def test_a_board_is_posted_where_the_session_was_started(database: Database) -> None:
    started = await start(database, await scheduled(database), channel_id=66)

    async with database.read() as store:
        board = await store.cards.get(CardKind.BOARD, started.id)
    assert board is not None
    assert board.channel_id == 66


async def test_an_ad_hoc_session_is_made_and_started_in_one_step(database: Database) -> None:
    await scheduled(database, duration=5 * HOUR)

    session = await act(database, start_ad_hoc, HOST, CHANNEL, title="Quick one", capacity=4)

    assert (session.number, session.title, session.capacity) == (2, "Quick one", 4)
    assert (session.state, session.starts_at, session.started_at) == (State.IN_PROGRESS, NOON, NOON)
    assert session.duration == 5 * HOUR
    assert await reminders_of(database, Kind.SESSION, session.id) == []


async def test_an_ad_hoc_session_without_seats_is_refused_and_leaves_nothing(database: Database) -> None:
    with pytest.raises(NotValid):
        await act(database, start_ad_hoc, HOST, CHANNEL, capacity=-1)

    async with database.read() as store:
        assert await store.sessions.names(GUILD) == []


@both_databases
async def test_of_two_starts_of_a_session_at_once_one_wins_and_the_other_is_told(database: Database) -> None:
    planned = await scheduled(database)

    outcomes = await asyncio.gather(*(start(database, planned, 5 + n) for n in range(2)), return_exceptions=True)

    assert sum(isinstance(one, Session) for one in outcomes) == 1
    assert sum(isinstance(one, NotInThisState | AlreadyLive) for one in outcomes) == 1


@both_databases
async def test_of_two_sessions_started_at_once_one_goes_live(database: Database) -> None:
    first, second = await scheduled(database), await scheduled(database)

    outcomes = await asyncio.gather(start(database, first, 5), start(database, second, 6), return_exceptions=True)

    assert sum(isinstance(one, Session) for one in outcomes) == 1
    assert sum(isinstance(one, AlreadyLive) for one in outcomes) == 1


@both_databases
async def test_of_two_ad_hoc_starts_at_once_in_a_channel_one_goes_live(database: Database) -> None:
    outcomes = await asyncio.gather(*(live_session(database) for _ in range(2)), return_exceptions=True)

    [live] = [one for one in outcomes if isinstance(one, Session)]
    [refused] = [one for one in outcomes if isinstance(one, AlreadyLive)]
    assert refused.session.id == live.id
    async with database.read() as store:
        assert len(await store.sessions.names(GUILD)) == 1


@both_databases
async def test_two_guilds_start_at_once_without_minding_each_other(database: Database) -> None:
    async def start_in(guild_id: int) -> Session:
        who = Actor(1, guild_id, may_manage_events=True)
        return await act(database, start_ad_hoc, who, guild_id)

    assert {one.number for one in await asyncio.gather(*(start_in(n) for n in range(100, 110)))} == {1}


async def test_a_second_start_says_which_session_is_live(database: Database) -> None:
    live, planned = await live_session(database), await scheduled(database)

    with pytest.raises(AlreadyLive) as refused:
        await start(database, planned, channel_id=66)

    assert refused.value.session.id == live.id
    assert (await fresh(database, planned)).state is State.PLANNED


@pytest.mark.parametrize("away", [-2 * HOUR, -HOUR, timedelta(0), 2 * HOUR])
async def test_a_session_planned_about_now_is_offered_for_starting(
    database: Database, clock: Clock, away: timedelta
) -> None:
    planned = await scheduled(database)
    await scheduled(database, NOON + 3 * DAY)
    clock.now = planned.starts_at + away

    assert await act(database, startable, GUILD) == planned


async def test_nothing_is_offered_for_starting_where_nothing_is_planned_about_now(
    database: Database, clock: Clock
) -> None:
    assert await act(database, startable, GUILD) is None
    planned = await scheduled(database)
    clock.now = planned.starts_at + 2 * HOUR + timedelta(seconds=1)

    assert await act(database, startable, GUILD) is None


@both_databases
async def test_pauses_are_not_played_time(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    clock.advance(minutes=40)
    paused = await act(database, running.pause, HOST, session.id)
    clock.advance(minutes=15)
    resumed = await act(database, running.resume, HOST, session.id)
    clock.advance(minutes=20)
    ended = await act(database, running.end, HOST, session.id)

    assert [one.state for one in (paused, resumed, ended)] == [State.PAUSED, State.IN_PROGRESS, State.COMPLETED]
    assert (await fresh(database, session)).played(clock.now) == timedelta(minutes=60)


async def test_ending_ends_a_pause_too(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    clock.advance(minutes=40)
    await act(database, running.pause, HOST, session.id)
    clock.advance(minutes=15)
    await act(database, running.end, HOST, session.id)

    assert (await fresh(database, session)).played(clock.advance(days=1)) == timedelta(minutes=40)


async def test_pausing_and_resuming_within_an_instant_loses_no_time(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    await act(database, running.pause, HOST, session.id)
    await act(database, running.resume, HOST, session.id)
    clock.advance(minutes=40)
    await act(database, running.end, HOST, session.id)

    assert (await fresh(database, session)).played(clock.now) == timedelta(minutes=40)


async def test_ending_ends_the_play_and_posts_the_recap(database: Database, clock: Clock) -> None:
    session = await live_session(database, channel_id=66)
    await queued(database, "Catan", "Azul")
    await act(database, plays.play_next, ANA, session)
    clock.advance(minutes=1)
    await act(database, plays.skip, ANA, session)
    await act(database, plays.play_next, ANA, session)
    await act(database, running.end, HOST, session.id)

    async with database.read() as store:
        kept = await store.plays.of_session(session.id)
        recap = await store.cards.get(CardKind.RECAP, session.id)
    assert [one.status for one in kept] == [PlayStatus.SKIPPED, PlayStatus.PLAYED]
    assert recap is not None
    assert recap.channel_id == 66


@both_databases
async def test_of_two_endings_at_once_one_wins_and_the_other_is_told(database: Database) -> None:
    session = await live_session(database)

    outcomes = await asyncio.gather(
        *(act(database, running.end, HOST, session.id) for _ in range(2)), return_exceptions=True
    )

    assert sum(isinstance(one, Session) for one in outcomes) == 1
    assert sum(isinstance(one, NotInThisState) for one in outcomes) == 1


@both_databases
async def test_answers_and_pauses_at_once_all_land(database: Database) -> None:
    session = await live_session(database)

    await asyncio.gather(
        *(answers(database, session, Actor(100 + n, GUILD), Plan.GOING) for n in range(10)),
        act(database, running.pause, HOST, session.id),
    )

    assert (await fresh(database, session)).state is State.PAUSED


async def test_a_session_that_ended_cannot_be_resumed(database: Database) -> None:
    session = await live_session(database)
    await act(database, running.end, HOST, session.id)

    for service in (running.pause, running.resume, running.end):
        with pytest.raises(NotInThisState) as refused:
            await act(database, service, HOST, session.id)
        assert refused.value.session.state is State.COMPLETED


async def test_only_organisers_start_pause_resume_and_end(database: Database) -> None:
    session = await scheduled(database)

    with pytest.raises(NotAllowed):
        await start(database, session, who=ANA)
    with pytest.raises(NotAllowed):
        await act(database, start_ad_hoc, ANA, CHANNEL)
    for service in (running.pause, running.resume, running.end):
        with pytest.raises(NotAllowed):
            await act(database, service, BEN, session.id)


async def test_a_session_of_another_guild_does_not_exist(database: Database) -> None:
    session = await scheduled(database)

    with pytest.raises(NothingMatches):
        await start(database, session, who=STRANGER)
    for service in (running.pause, running.resume, running.end):
        with pytest.raises(NothingMatches):
            await act(database, service, STRANGER, session.id)
    assert await fresh(database, session) == session


async def test_a_cancelled_session_cannot_be_started(database: Database) -> None:
    session = await scheduled(database)
    await act(database, planning.cancel, HOST, session.id, None)

    with pytest.raises(NotInThisState):
        await start(database, session)


async def test_a_missed_session_can_be_started(database: Database, clock: Clock) -> None:
    session = await scheduled(database)
    clock.advance(days=5)

    assert (await start(database, session)).is_live


async def test_the_live_session_is_meant_where_none_is_named(database: Database) -> None:
    live = await live_session(database, channel_id=66)

    assert (await act(database, running.live_one, GUILD, (66,), ())).id == live.id
    assert (await act(database, running.live_one, GUILD, (1, 2), ())).id == live.id


async def test_nothing_is_meant_where_nothing_is_live(database: Database) -> None:
    await scheduled(database)

    with pytest.raises(NothingLive):
        await act(database, running.live_one, GUILD, (CHANNEL,), ())
    with pytest.raises(NothingLive):
        await act(database, running.live_one, STRANGER.guild_id, (CHANNEL,), ())


async def test_the_live_session_of_another_guild_is_not_meant(database: Database) -> None:
    await live_session(database)

    with pytest.raises(NothingLive):
        await act(database, running.live_one, STRANGER.guild_id, (CHANNEL,), ())


async def test_a_private_session_goes_live_in_its_own_thread(database: Database) -> None:
    async with database.transaction() as store:
        campaign = await store.campaigns.game_night(GUILD)
        planned = await planning.schedule(store, HOST, campaign, NOON + DAY, Details(), CHANNEL, thread_id=77)

    session = await act(database, running.start, HOST, planned.id, CHANNEL)

    assert session.live_channel_id == 77


async def test_a_live_session_that_the_person_may_not_know_of_is_not_meant(database: Database) -> None:
    async with database.transaction() as store:
        campaign = await store.campaigns.add(Campaign(0, GUILD, "Strahd", Of.CAMPAIGN))
        secret = await planning.schedule(store, HOST, campaign, NOON + DAY, Details(), CHANNEL, thread_id=77)
    await start(database, secret)

    with pytest.raises(NothingLive):
        await act(database, running.live_one, GUILD, (CHANNEL,), {secret.id})
    public = await live_session(database, channel_id=66)

    assert (await act(database, running.live_one, GUILD, (CHANNEL,), {secret.id})).id == public.id
    with pytest.raises(SeveralMatch):
        await act(database, running.live_one, GUILD, (CHANNEL,), ())


async def test_in_a_thread_its_own_live_session_is_meant_before_that_of_its_parent(database: Database) -> None:
    parent = await live_session(database)
    async with database.transaction() as store:
        campaign = await store.campaigns.add(Campaign(0, GUILD, "Strahd", Of.CAMPAIGN))
        own = await running.start_ad_hoc(store, HOST, campaign, 77)

    assert (await act(database, running.live_one, GUILD, (77, CHANNEL), ())).id == own.id
    assert (await act(database, running.live_one, GUILD, (78, CHANNEL), ())).id == parent.id
    async with database.read() as store:
        queue = await nominations.queue_of(store, GUILD, (77, CHANNEL))
    assert queue == campaign


async def test_a_clock_that_goes_back_counts_no_time_twice(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    clock.advance(hours=1)
    await act(database, running.pause, HOST, session.id)
    clock.advance(minutes=-30)
    await act(database, running.resume, HOST, session.id)
    clock.advance(minutes=10)

    ended = await act(database, running.end, HOST, session.id)

    assert ended.played(clock.now) == HOUR
