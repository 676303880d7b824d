"""The unit of work: committed whole or not at all, and no update lost."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError

from db.engine import open_engine
from db.store import Committed, Database
from domain.cards import CardKind
from domain.errors import NothingMatches
from domain.scheduling.seats import Plan, Seating
from tests.conftest import Clock, both_databases
from tests.db.rows import GUILD, NOON, a_reminder, a_session


@both_databases
async def test_what_was_committed_is_there(database: Database) -> None:
    async with database.transaction() as store:
        kept = await a_session(store)

    async with database.read() as store:
        assert await store.sessions.get(kept.id, GUILD) == kept


@both_databases
async def test_an_error_leaves_nothing_behind(database: Database) -> None:
    async def fail() -> None:
        async with database.transaction() as store:
            await a_session(store)
            raise RuntimeError("the lights went out")

    with pytest.raises(RuntimeError):
        await fail()

    async with database.read() as store:
        assert await store.campaigns.existing(GUILD) is None
        assert await store.sessions.names(GUILD) == []


@both_databases
async def test_what_is_written_in_a_read_is_lost(database: Database) -> None:
    async with database.read() as store:
        await store.settings.set_timezone(1, "Europe/Berlin")

    async with database.read() as store:
        assert await store.settings.timezone_of(1) is None


@both_databases
async def test_who_locks_what_they_decide_about_decides_alone(database: Database) -> None:
    async with database.transaction() as store:
        campaign = await store.campaigns.game_night(GUILD)

    async def add_ten() -> None:
        for _ in range(10):
            async with database.transaction() as store:
                await store.campaigns.lock(campaign.id)
                so_far = len(await store.sessions.names(GUILD))
                await a_session(store, title=str(so_far))

    await asyncio.gather(*(add_ten() for _ in range(10)))

    async with database.read() as store:
        assert sorted(int(one.title) for one in await store.sessions.names(GUILD)) == list(range(100))


async def test_ten_tasks_of_thirty_read_modify_writes_lose_none(database_url: str) -> None:
    engine = open_engine(database_url)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE counter (value INTEGER)"))
        await connection.execute(text("INSERT INTO counter VALUES (0)"))

    async def add() -> None:
        for _ in range(30):
            async with engine.begin() as connection:
                value = await connection.scalar(text("SELECT value FROM counter"))
                await asyncio.sleep(0)
                await connection.execute(text("UPDATE counter SET value = :value"), {"value": value + 1})

    await asyncio.gather(*(add() for _ in range(10)))

    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT value FROM counter")) == 300
    await engine.dispose()


@both_databases
async def test_a_read_waits_for_no_write(database: Database) -> None:
    async with database.transaction() as store:
        await a_session(store)
        async with asyncio.timeout(5):
            async with database.read() as reader:
                assert await reader.sessions.names(GUILD) == []


@both_databases
async def test_a_write_waits_for_no_read(database: Database) -> None:
    async with database.read() as reader:
        assert await reader.campaigns.existing(GUILD) is None
        async with asyncio.timeout(5):
            async with database.transaction() as store:
                await a_session(store)


@both_databases
async def test_a_read_sees_one_instant_of_the_store(database: Database) -> None:
    async with database.read() as reader:
        before = await reader.sessions.names(GUILD)
        async with database.transaction() as store:
            await a_session(store)

        assert await reader.sessions.names(GUILD) == before == []


async def test_a_transaction_that_waited_for_its_turn_has_the_time_of_its_turn(
    database: Database, clock: Clock
) -> None:
    async def late() -> datetime:
        async with database.transaction() as store:
            return store.now

    async with database.transaction() as store:
        await store.campaigns.game_night(GUILD)
        waiting = asyncio.create_task(late())
        await asyncio.sleep(0)
        clock.advance(seconds=10)

    assert await waiting == NOON + timedelta(seconds=10)


async def test_the_store_reads_the_clock_once(database: Database, clock: Clock) -> None:
    async with database.transaction() as store:
        clock.advance(hours=1)

        assert store.now == NOON


@both_databases
async def test_a_naive_time_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="naive"):
        async with database.transaction() as store:
            await a_reminder(store, datetime(2026, 9, 1, 12))  # noqa: DTZ001 - that is the point


@both_databases
async def test_a_time_of_another_zone_comes_back_in_utc(database: Database) -> None:
    there = datetime(2026, 9, 1, 20, 30, 15, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    async with database.transaction() as store:
        kept = await a_session(store, starts_at=there)

    async with database.read() as store:
        back = (await store.sessions.get(kept.id, GUILD)).starts_at

    assert back == there
    assert back.tzinfo is UTC


@both_databases
@pytest.mark.parametrize("reminders", [None, (), (timedelta(0),), (timedelta(days=30), timedelta(seconds=10))])
async def test_reminder_offsets_come_back_as_they_were(
    database: Database, reminders: tuple[timedelta, ...] | None
) -> None:
    async with database.transaction() as store:
        kept = await a_session(store, reminders=reminders)

    async with database.read() as store:
        assert (await store.sessions.get(kept.id, GUILD)).reminders == reminders


@both_databases
async def test_no_row_can_belong_to_nothing(database: Database) -> None:
    nobody = Seating(())

    with pytest.raises(IntegrityError):
        async with database.transaction() as store:
            await store.rsvps.save(999, nobody, nobody.answered(1, Plan.GOING, 1))


@both_databases
async def test_listeners_hear_of_a_commit_after_it(database: Database) -> None:
    heard: list[Committed] = []
    database.on_commit(heard.append)

    async with database.transaction() as store:
        await store.cards.post(CardKind.SESSION, 1, GUILD, 5)
        assert heard == []

    assert heard == [Committed(frozenset({(CardKind.SESSION, 1)}), timetable=False)]


@both_databases
async def test_listeners_hear_nothing_of_what_was_rolled_back(database: Database) -> None:
    heard: list[Committed] = []
    database.on_commit(heard.append)

    async def fail() -> None:
        async with database.transaction() as store:
            await store.cards.post(CardKind.SESSION, 1, GUILD, 5)
            await store.sessions.get(999, GUILD)

    with pytest.raises(NothingMatches):
        await fail()

    assert heard == []


async def test_listeners_hear_nothing_of_reads(database: Database) -> None:
    heard: list[Committed] = []
    database.on_commit(heard.append)

    async with database.read() as store:
        await store.campaigns.existing(GUILD)

    assert heard == []
