"""Webhooks: who is told next, and what becomes of what waits too long."""

import asyncio
import json
from collections.abc import Iterable

from db.store import Database
from domain.outside.outbox import LEASE, MOST_WAITING, Event, Parcel
from services.gamenight import library
from services.outside import telling, webhooks
from tests.conftest import Clock, both_databases
from tests.services.acting import ADMIN, GUILD, HOST, act
from tests.services.outside import listening, told


@both_databases
async def test_a_guild_is_told_by_one_process_at_a_time_and_in_order(
    database: Database, database_url: str, clock: Clock
) -> None:
    await listening(database)
    for title in ("Catan", "Azul"):
        await act(database, library.add_game, HOST, title)
    other = Database(database_url, clock)

    async def claim(one: Database) -> list[str]:
        async with one.transaction() as store:
            return [parcel.body.decode() for parcel in await store.turns.claim(store.now, 10)]

    claimed = [
        body for bodies in await asyncio.gather(*(claim(one) for one in (database, other) * 4)) for body in bodies
    ]
    await other.close()

    assert len(claimed) == 1
    assert "Catan" in claimed[0]
    clock.now += LEASE  # that process died
    assert await claim(database) == claimed


@both_databases
async def test_who_waited_for_another_process_gets_nothing_of_its_guild(
    database: Database, database_url: str, clock: Clock
) -> None:
    await listening(database)
    await act(database, library.add_game, HOST, "Catan")
    await act(database, library.add_game, HOST, "Azul")
    other = Database(database_url, clock)

    async def claim() -> list[Parcel]:
        async with other.transaction() as store:
            return await store.turns.claim(store.now, 10)

    async with database.transaction() as store:
        (first,) = await store.turns.claim(store.now, 10)
        waiting = asyncio.create_task(claim())
        if database_url.startswith("postgresql"):  # SQLite has one writer at a time
            assert await asyncio.wait_for(asyncio.shield(waiting), 5) == []
    assert await waiting == []

    async with database.transaction() as store:
        await webhooks.settle(store, first, 200)
    assert [json.loads(one.body)["game"]["title"] for one in await claim()] == ["Azul"]
    await other.close()


@both_databases
async def test_guilds_that_others_are_at_keep_none_waiting_and_turns_go_round(database: Database, clock: Clock) -> None:
    for guild_id in (GUILD, GUILD + 1):
        async with database.transaction() as store:
            await store.webhooks.save(guild_id, "https://example.org", "whsec_", 1, store.now)
            for _ in range(2):
                await telling.tell(store, guild_id, Event.TEST, {})
        clock.advance(seconds=1)
    turns = []

    for _ in range(2):
        async with database.transaction() as store:
            (one,) = await store.turns.claim(store.now, 1)
            (other,) = await store.turns.claim(store.now, 1)
        clock.advance(seconds=1)
        for parcel in (one, other):
            turns.append(parcel.guild_id)
            async with database.transaction() as store:
                await webhooks.settle(store, parcel, 200)
            clock.advance(seconds=1)

    assert turns == [GUILD, GUILD + 1] * 2
    async with database.transaction() as store:
        for _ in range(2):
            await telling.tell(store, GUILD, Event.TEST, {})
        await telling.tell(store, GUILD + 1, Event.TEST, {})
    async with database.transaction() as store:
        (first,) = await store.turns.claim(store.now, 1)
        await webhooks.settle(store, first, 200)
        (second,) = await store.turns.claim(clock.advance(seconds=1), 1)
    assert (first.guild_id, second.guild_id) == (GUILD, GUILD + 1)


async def fill(database: Database, numbers: Iterable[int]) -> None:
    """So much waits."""
    async with database.transaction() as store:
        for number in numbers:
            await store.outbox.add(GUILD, Event.TEST, json.dumps({"id": str(number), "number": number}), store.now)


async def test_of_too_many_that_wait_the_oldest_make_room_and_that_is_told_first(
    database: Database, clock: Clock
) -> None:
    await listening(database)
    await fill(database, range(MOST_WAITING))
    async with database.transaction() as store:
        for number in range(MOST_WAITING, MOST_WAITING + 30):
            await telling.tell(store, GUILD, Event.TEST, {"number": number})

    async with database.read() as store:
        shown = await webhooks.show(store, ADMIN)
    assert shown is not None
    assert (shown.backlog.waiting, shown.backlog.dropped) == (MOST_WAITING - 1, 31)
    first, second = await told(database, most=2)
    assert (first["event"], first["dropped"]) == ("events.dropped", 31)
    assert second["number"] == 31


async def test_what_is_being_sent_is_not_dropped(database: Database) -> None:
    await listening(database)
    await fill(database, range(MOST_WAITING))
    async with database.transaction() as store:
        (parcel,) = await store.turns.claim(store.now, 1)
        await telling.tell(store, GUILD, Event.TEST, {})
    async with database.transaction() as store:
        await webhooks.settle(store, parcel, 200)

    async with database.read() as store:
        assert (await store.outbox.backlog(GUILD)).dropped == 2


@both_databases
async def test_two_that_drop_at_once_drop_each_event_once(database: Database, database_url: str, clock: Clock) -> None:
    await listening(database)
    await fill(database, range(MOST_WAITING))
    other = Database(database_url, clock)

    async with database.transaction() as store:
        await telling.tell(store, GUILD, Event.TEST, {})
        waiting = asyncio.create_task(act(other, telling.tell, GUILD, Event.TEST, {}))
        await asyncio.wait([waiting], timeout=0.5)  # on PostgreSQL it comes as far as the lock
    await waiting
    await other.close()

    async with database.read() as store:
        backlog = await store.outbox.backlog(GUILD)
    assert (backlog.dropped, backlog.waiting) == (3, MOST_WAITING - 1)
