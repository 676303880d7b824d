"""Events that are delivered several times are carried out once."""

import asyncio
from datetime import timedelta

import pytest

from db.causes import KEPT, AlreadyDone
from db.store import Database
from domain.snowflake import snowflake_at
from tests.conftest import both_databases
from tests.db.rows import NOON


async def once(database: Database, cause: int) -> bool:
    try:
        async with database.transaction() as store:
            await store.causes.once(cause)
    except AlreadyDone:
        return False
    return True


@both_databases
async def test_an_event_is_carried_out_once(database: Database) -> None:
    assert [await once(database, 1), await once(database, 1), await once(database, 2)] == [True, False, True]


@both_databases
async def test_an_event_delivered_twice_at_once_is_carried_out_once(database: Database) -> None:
    assert sorted(await asyncio.gather(*(once(database, 1) for _ in range(5)))) == [False] * 4 + [True]


@both_databases
async def test_an_event_whose_act_failed_can_be_carried_out_again(database: Database) -> None:
    async def fail() -> None:
        async with database.transaction() as store:
            await store.causes.once(1)
            raise RuntimeError("the act failed")

    with pytest.raises(RuntimeError):
        await fail()

    assert await once(database, 1)


async def test_events_are_forgotten_once_they_cannot_come_again(database: Database) -> None:
    old, young = snowflake_at(NOON - KEPT - timedelta(seconds=1)), snowflake_at(NOON - KEPT + timedelta(seconds=1))
    for cause in (old, young):
        await once(database, cause)

    async with database.transaction() as store:
        await store.causes.forget_old(NOON)

    assert [await once(database, old), await once(database, young)] == [True, False]
