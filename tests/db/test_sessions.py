"""Sessions of all guilds: found, numbered, and one live at a time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from db.store import Database
from domain.errors import NothingMatches
from domain.scheduling.session import Session, State
from domain.sessions import live
from domain.sessions.live import AlreadyLive
from tests.conftest import both_databases
from tests.db.rows import GUILD, NOON, a_session

HOUR = timedelta(hours=1)
on_postgres = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
"""For what cannot happen on SQLite, where a transaction that may write is alone with the store."""


async def kept(database: Database, **details: object) -> Session:
    async with database.transaction() as store:
        return await a_session(store, **details)


async def saved(database: Database, session: Session) -> Session:
    async with database.transaction() as store:
        return await store.sessions.save(session)


@both_databases
async def test_a_session_comes_back_as_it_was_kept(database: Database) -> None:
    session = await kept(database, capacity=5, description="D" * 4000, location="Attic", reminders=(HOUR,))
    session = await saved(
        database, live.resumed(live.paused(live.started(session, NOON, 5), NOON + HOUR), NOON + 2 * HOUR)
    )

    async with database.read() as store:
        assert await store.sessions.get(session.id, GUILD) == session


@both_databases
async def test_a_session_of_another_guild_does_not_exist(database: Database) -> None:
    session = await kept(database)

    async with database.read() as store:
        with pytest.raises(NothingMatches):
            await store.sessions.get(session.id, GUILD + 1)


@both_databases
async def test_a_second_live_session_of_a_campaign_is_refused_by_the_index(database: Database) -> None:
    first, second = await kept(database), await kept(database)
    await saved(database, live.started(first, NOON, 5))

    with pytest.raises(AlreadyLive) as refused:
        await saved(database, live.started(second, NOON, 6))

    assert refused.value.session.id == first.id


@both_databases
async def test_a_second_live_session_in_a_channel_is_refused_by_the_index(database: Database) -> None:
    async with database.transaction() as store:
        elsewhere = await store.campaigns.game_night(GUILD + 1)
    first, second = await kept(database), await kept(database, campaign_id=elsewhere.id, guild_id=GUILD + 1)
    await saved(database, live.started(first, NOON, 5))

    with pytest.raises(AlreadyLive) as refused:
        await saved(database, live.started(second, NOON, 5))

    assert refused.value.session.id == first.id


@both_databases
async def test_a_new_session_that_would_be_live_twice_is_refused_by_the_index(database: Database) -> None:
    await saved(database, live.started(await kept(database), NOON, 5))

    with pytest.raises(AlreadyLive):
        await kept(database, state=State.IN_PROGRESS, live_channel_id=6)


@both_databases
async def test_who_was_refused_can_go_on_in_the_same_transaction(database: Database) -> None:
    first, second = await kept(database), await kept(database)
    await saved(database, live.started(first, NOON, 5))

    async with database.transaction() as store:
        with pytest.raises(AlreadyLive):
            await store.sessions.save(live.started(second, NOON, 6))
        await store.settings.set_timezone(1, "Europe/Berlin")

    async with database.read() as store:
        assert await store.settings.timezone_of(1) == "Europe/Berlin"
        assert (await store.sessions.get(second.id, GUILD)).state is State.PLANNED


@both_databases
async def test_a_channel_is_free_again_once_its_session_has_ended(database: Database) -> None:
    first, second = await kept(database), await kept(database)
    first = await saved(database, live.started(first, NOON, 5))
    await saved(database, live.ended(first, NOON + HOUR))

    assert (await saved(database, live.started(second, NOON + HOUR, 5))).is_live


@on_postgres
async def test_a_locked_session_is_as_it_is_now_also_where_it_was_read_before(database: Database) -> None:
    session = await saved(database, live.started(await kept(database), NOON, 5))

    async with database.transaction() as store:
        before = await store.sessions.live_in(GUILD, [5])
        await saved(database, live.ended(session, NOON + HOUR))
        now = await store.sessions.get(session.id, GUILD, lock=True)

    assert before == session
    assert now.state is State.COMPLETED


async def test_next_up_is_the_earliest_planned_one_that_is_not_over(database: Database) -> None:
    await kept(database, starts_at=NOON - 5 * HOUR)
    running = await kept(database, starts_at=NOON - HOUR)
    await kept(database, starts_at=NOON + HOUR)
    await kept(database, starts_at=NOON - 2 * HOUR, state=State.CANCELLED)

    async with database.read() as store:
        assert await store.sessions.next_up(running.campaign_id, NOON) == running
        assert await store.sessions.active(running.campaign_id, NOON) == running


async def test_the_active_session_is_the_live_one_before_the_next_up(database: Database) -> None:
    await kept(database, starts_at=NOON + HOUR)
    later = await saved(database, live.started(await kept(database, starts_at=NOON + 9 * HOUR), NOON, 5))

    async with database.read() as store:
        assert await store.sessions.active(later.campaign_id, NOON) == later


async def test_a_campaign_without_plans_has_no_active_session(database: Database) -> None:
    over = await kept(database, starts_at=NOON - 5 * HOUR)

    async with database.read() as store:
        assert await store.sessions.active(over.campaign_id, NOON) is None


@pytest.mark.parametrize(("away", "offered"), [(-2, True), (2, True), (-2.01, False), (2.01, False)])
async def test_a_session_planned_within_two_hours_can_be_started(
    database: Database, away: float, offered: bool
) -> None:
    session = await kept(database, starts_at=NOON + away * HOUR)

    async with database.read() as store:
        found = await store.sessions.startable(session.campaign_id, NOON, live.START_WINDOW)

    assert (found == session) is offered


async def test_the_nearest_of_several_is_offered_for_starting(database: Database) -> None:
    await kept(database, starts_at=NOON - HOUR)
    nearest = await kept(database, starts_at=NOON + HOUR / 2)

    async with database.read() as store:
        assert await store.sessions.startable(nearest.campaign_id, NOON, live.START_WINDOW) == nearest


async def test_a_message_meets_the_sessions_begun_last_before_it_in_its_channel(database: Database) -> None:
    first = await saved(database, live.started(await kept(database), NOON, 5))
    await saved(database, live.ended(first, NOON + HOUR))
    second = await saved(database, live.started(await kept(database), NOON + 2 * HOUR, 5))

    async with database.read() as store:
        found = [await store.sessions.begun_in(GUILD, [4, 5], NOON + hours * HOUR) for hours in (-1, 0, 1.5, 2, 3)]
        assert await store.sessions.begun_in(GUILD + 1, [5], NOON + 3 * HOUR) == []
        assert await store.sessions.begun_in(GUILD, [6], NOON + 3 * HOUR) == []

    ids = [[one.id for one in met] for met in found]
    assert ids == [[], [first.id], [first.id], [second.id, first.id], [second.id, first.id]]


async def test_a_list_has_the_nearest_in_time_order(database: Database) -> None:
    sessions = [await kept(database, starts_at=NOON + n * HOUR) for n in (3, 1, -2)]
    await kept(database, starts_at=NOON, state=State.CANCELLED)

    async with database.read() as store:
        found = await store.listing.find(GUILD, [State.PLANNED], store.now, limit=2)

    assert [one.id for one in found] == [sessions[2].id, sessions[1].id]


async def test_the_newest_session_has_the_highest_number(database: Database) -> None:
    session = await kept(database, duration=2 * HOUR)
    await kept(database, duration=4 * HOUR, starts_at=NOON - HOUR)

    async with database.read() as store:
        newest = await store.sessions.newest(session.campaign_id)
    assert newest is not None
    assert newest.duration == 4 * HOUR


async def test_a_number_is_given_within_its_campaign_only(database: Database) -> None:
    async with database.transaction() as store:
        elsewhere = await store.campaigns.game_night(GUILD + 1)

        assert (await a_session(store)).number == 1
        assert (await a_session(store)).number == 2
        assert await store.campaigns.next_number(elsewhere.id) == 1


async def test_spans_that_were_closed_are_kept_closed(database: Database) -> None:
    session = await saved(database, live.started(await kept(database), NOON, 5))
    session = await saved(database, live.paused(session, NOON + HOUR))

    async with database.read() as store:
        again = await store.sessions.get(session.id, GUILD)
    assert again.played(NOON + 9 * HOUR) == HOUR
    assert again == replace(session, spans=again.spans)
