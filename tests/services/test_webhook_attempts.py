"""Webhooks: what an attempt that failed changes, and when a guild is told that they fail."""

import asyncio

import pytest

from db.store import Database
from domain.outside.outbox import LEASE, RETRIES, Trouble
from services.gamenight import library
from services.outside import webhooks
from tests.conftest import Clock, both_databases
from tests.services.acting import ADMIN, GUILD, HOST, act
from tests.services.outside import OUTSIDE, listening, short, told, tried, unsaid


@pytest.mark.parametrize("days", [1, -1])
async def test_a_clock_that_was_wrong_keeps_nobody_waiting(database: Database, clock: Clock, days: int) -> None:
    await listening(database)
    await act(database, webhooks.test, ADMIN)
    clock.advance(days=max(days, 0))
    async with database.transaction() as store:
        (parcel,) = await store.turns.claim(store.now, 1)

    clock.advance(days=-1 if days > 0 else 1)
    async with database.transaction() as store:
        assert await store.turns.next_due(store.now) is not None
        assert [one.id for one in await store.turns.claim(store.now, 1)] == [parcel.id]


@both_databases
async def test_an_attempt_whose_lease_was_over_changes_nothing(database: Database, clock: Clock) -> None:
    await listening(database)
    for title in ("Catan", "Azul"):
        await act(database, library.add_game, HOST, title)
    async with database.transaction() as store:
        (late,) = await store.turns.claim(store.now, 1)
    clock.now += LEASE
    async with database.transaction() as store:
        (again,) = await store.turns.claim(store.now, 1)

    async with database.transaction() as store:
        await webhooks.settle(store, late, Trouble.UNREACHED)
    clock.advance(seconds=30)

    async with database.transaction() as store:
        assert await store.turns.claim(store.now, 1) == []
        await webhooks.settle(store, again, 200)
    assert short(await told(database)) == ["game.added Azul"]


@pytest.mark.parametrize("result", [200, 410, 500, Trouble.UNREACHED])
async def test_how_an_attempt_at_the_old_address_ended_says_nothing_of_the_new_one(
    database: Database, clock: Clock, result: int | Trouble
) -> None:
    await listening(database)
    await act(database, webhooks.test, ADMIN)
    async with database.transaction() as store:
        (parcel,) = await store.turns.claim(store.now, 1)
    await act(database, webhooks.set_address, ADMIN, "https://example.com/", OUTSIDE)
    async with database.transaction() as store:
        await webhooks.settle(store, parcel, result)

    async with database.read() as store:
        faring = await webhooks.show(store, ADMIN)
    assert faring is not None
    assert faring.webhook.failing_since is None
    assert [one["event"] for one in await told(database)] == ["webhook.test"]


async def test_what_failed_at_the_old_address_begins_anew_at_the_new_one(database: Database, clock: Clock) -> None:
    await listening(database)
    for _ in range(2):
        await act(database, webhooks.test, ADMIN)
        await tried(database, 410)
    for title in ("Catan", "Azul"):
        await act(database, library.add_game, HOST, title)
    for wait in RETRIES:
        await tried(database, Trouble.UNREACHED)
        clock.now += wait
    clock.now -= RETRIES[-1]

    await act(database, webhooks.set_address, ADMIN, "https://example.com/", OUTSIDE)

    async with database.transaction() as store:
        shown = await webhooks.show(store, ADMIN)
        (parcel,) = await store.turns.claim(store.now, 1)
        assert shown is not None
        assert (shown.backlog.problem, shown.backlog.gave_up, parcel.failures) == (None, False, 0)
        await webhooks.settle(store, parcel, 200)
    assert await unsaid(database) == []
    assert short(await told(database)) == ["game.added Azul"]


async def test_what_waited_for_the_old_address_is_told_before_what_is_new(database: Database, clock: Clock) -> None:
    await listening(database)
    for title in ("Catan", "Chess"):
        await act(database, library.add_game, HOST, title)
    await tried(database, Trouble.UNREACHED)

    await act(database, webhooks.set_address, ADMIN, "https://example.com/", OUTSIDE)
    await act(database, library.add_game, HOST, "Azul")
    await tried(database, 500)

    assert short(await told(database)) == ["game.added Chess", "game.added Azul"]


@both_databases
async def test_while_nobody_answers_all_wait_in_order_and_a_status_holds_up_only_its_own(
    database: Database, clock: Clock
) -> None:
    await listening(database)
    for title in ("Catan", "Chess"):
        await act(database, library.add_game, HOST, title)
    await tried(database, Trouble.UNREACHED)
    await act(database, library.add_game, HOST, "Azul")
    assert await told(database) == []
    clock.advance(seconds=10)
    await tried(database, 500)

    assert short(await told(database)) == ["game.added Chess", "game.added Azul"]
    clock.advance(minutes=1)
    assert short(await told(database)) == ["game.added Catan"]


@both_databases
async def test_a_test_tries_the_oldest_at_once_and_the_rest_when_that_is_taken(
    database: Database, clock: Clock
) -> None:
    await listening(database)
    for title in ("Catan", "Azul"):
        await act(database, library.add_game, HOST, title)
    await tried(database, Trouble.UNREACHED)

    await act(database, webhooks.test, ADMIN)
    await tried(database, Trouble.UNREACHED)
    assert await told(database) == []
    await act(database, webhooks.test, ADMIN)

    assert short(await told(database)) == ["game.added Catan", "game.added Azul", "webhook.test", "webhook.test"]


async def test_a_test_leaves_an_event_that_the_receiver_refuses_to_its_pauses(database: Database, clock: Clock) -> None:
    await listening(database)
    await act(database, library.add_game, HOST, "Catan")
    await tried(database, 500)

    await act(database, webhooks.test, ADMIN)

    assert short(await told(database)) == ["webhook.test"]


async def test_the_first_event_that_is_given_up_is_said_once_until_it_works_again(
    database: Database, clock: Clock
) -> None:
    await listening(database)

    async def fails() -> list[bool]:
        await act(database, webhooks.test, ADMIN)
        said = []
        for _ in range(6):
            await tried(database, 503)
            said.append(bool(await unsaid(database)))
            clock.advance(hours=6)
        return said

    assert await fails() == [False] * 5 + [True]
    async with database.read() as store:
        shown = await webhooks.show(store, ADMIN)
    assert shown is not None
    assert shown.webhook.failing_since is not None
    assert (shown.backlog.gave_up, shown.backlog.problem, shown.backlog.waiting) == (True, "503", 0)
    assert not any(await fails())
    await act(database, webhooks.test, ADMIN)
    assert len(await told(database)) == 1
    assert (await fails())[-1]


@both_databases
async def test_that_it_fails_is_said_by_one_process_and_by_another_if_that_one_died(
    database: Database, clock: Clock
) -> None:
    await listening(database)
    await act(database, webhooks.test, ADMIN)
    await tried(database, 410)

    async def claim() -> list[int]:
        async with database.transaction() as store:
            return await store.webhooks.claim_unsaid(store.now)

    assert sorted(await asyncio.gather(*(claim() for _ in range(3)))) == [[], [], [GUILD]]
    clock.now += LEASE
    assert await unsaid(database) == [GUILD]
    clock.now += LEASE
    assert await unsaid(database) == []


async def test_that_it_fails_is_not_said_once_it_works(database: Database) -> None:
    await listening(database)
    await act(database, webhooks.test, ADMIN)
    await tried(database, 410)
    await act(database, webhooks.test, ADMIN)
    await tried(database, 200)

    assert await unsaid(database) == []


async def test_a_receiver_that_says_it_is_gone_is_given_up_at_once(database: Database) -> None:
    await listening(database)
    await act(database, webhooks.test, ADMIN)

    await tried(database, 410)

    assert await unsaid(database) == [GUILD]
    assert await told(database) == []
