"""What could not be said privately: kept, and taken once."""

import asyncio
from datetime import timedelta

from db.store import Database
from db.undelivered import MOST_KEPT
from domain.reminders import Letter
from tests.conftest import both_databases
from tests.db.rows import NOON

ANA, BEN = 11, 12


async def keep(database: Database, *letters: Letter) -> None:
    async with database.transaction() as store:
        for letter in letters:
            await store.undelivered.keep(letter)


async def take(database: Database, user_id: int = ANA) -> list[str]:
    async with database.transaction() as store:
        return [one.content for one in await store.undelivered.take(user_id)]


@both_databases
async def test_it_is_taken_once_in_the_order_it_was_due(database: Database) -> None:
    later = NOON + timedelta(hours=1)
    await keep(database, Letter(ANA, "second", later), Letter(ANA, "first", NOON), Letter(BEN, "other", NOON))

    assert await take(database) == ["first", "second"]
    assert await take(database) == []
    assert await take(database, BEN) == ["other"]


@both_databases
async def test_two_who_take_at_once_do_not_both_get_it(database: Database) -> None:
    await keep(database, *(Letter(ANA, f"{n}", NOON) for n in range(5)))

    taken = await asyncio.gather(*(take(database) for _ in range(4)))

    assert sorted(one for some in taken for one in some) == [f"{n}" for n in range(5)]


async def test_it_is_known_who_has_something_waiting(database: Database) -> None:
    await keep(database, Letter(ANA, "x", NOON))

    async with database.read() as store:
        assert await store.undelivered.waits_for(ANA)
        assert not await store.undelivered.waits_for(BEN)


async def test_of_more_than_is_kept_the_oldest_go(database: Database) -> None:
    await keep(database, *(Letter(ANA, f"{n}", NOON) for n in range(MOST_KEPT + 3)))

    assert await take(database) == [f"{n}" for n in range(3, MOST_KEPT + 3)]
