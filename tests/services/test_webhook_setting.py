"""Webhooks: setting, trying and removing them."""

import asyncio

import pytest

from db.store import Database
from domain.errors import NotAllowed
from domain.outside.addresses import AddressRefused
from domain.outside.outbox import Event, NoWebhook, Trouble
from services.data import own
from services.outside import telling, webhooks
from tests.conftest import Clock, until_somebody_waits
from tests.services.acting import ADMIN, GUILD, HOST, STRANGER, act
from tests.services.outside import OUTSIDE, listening, told, tried


async def test_removing_it_removes_what_waits_also_while_that_is_sent(database: Database) -> None:
    await listening(database)
    await act(database, webhooks.test, ADMIN)
    async with database.transaction() as store:
        (parcel,) = await store.turns.claim(store.now, 1)
    await act(database, webhooks.remove, ADMIN)
    async with database.transaction() as store:
        await webhooks.settle(store, parcel, 500)

    await listening(database)

    assert await told(database) == []
    async with database.read() as store:
        assert await webhooks.show(store, STRANGER) is None


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
@pytest.mark.parametrize("act_of", ["remove", "forget"])
async def test_who_takes_away_what_is_settled_at_this_moment_waits(
    database: Database, database_url: str, act_of: str
) -> None:
    await listening(database)
    async with database.transaction() as store:
        await telling.tell(store, GUILD, Event.TEST, {"voter_id": str(ADMIN.user_id)})
    async with database.transaction() as store:
        (parcel,) = await store.turns.claim(store.now, 1)
    take_away = (
        act(database, webhooks.remove, ADMIN) if act_of == "remove" else act(database, own.forget, ADMIN, "admin")
    )

    async with database.transaction() as store:
        assert await store.turns.end(parcel)
        taking_away = asyncio.create_task(take_away)
        await until_somebody_waits(database_url)
        await store.outbox.delivered(GUILD, parcel.id, store.now)
    await taking_away

    assert await told(database) == []


async def test_a_new_address_or_secret_signs_what_waits_and_the_new_address_is_told_at_once(
    database: Database, clock: Clock
) -> None:
    first = await listening(database)
    await act(database, webhooks.test, ADMIN)
    await tried(database, Trouble.UNREACHED)
    moved = await act(database, webhooks.set_address, ADMIN, "https://example.com/", OUTSIDE)
    renewed = await act(database, webhooks.renew, ADMIN)

    async with database.transaction() as store:
        (parcel,) = await store.turns.claim(store.now, 1)

    assert len({first.secret, moved.secret, renewed.secret}) == 3
    assert (parcel.url, parcel.secret) == ("https://example.com/", renewed.secret)
    for value in (parcel, renewed):
        assert renewed.secret not in repr(value)
        assert "example.com" not in repr(value)


async def test_only_who_manages_the_server_sets_sees_tries_or_removes_it(database: Database) -> None:
    for service in (webhooks.show, webhooks.test, webhooks.renew, webhooks.remove):
        with pytest.raises(NotAllowed):
            await act(database, service, HOST)
    with pytest.raises(NotAllowed):
        await act(database, webhooks.set_address, HOST, "https://example.org", OUTSIDE)


async def test_what_is_not_there_cannot_be_tried_renewed_or_removed(database: Database) -> None:
    for service in (webhooks.test, webhooks.renew, webhooks.remove):
        with pytest.raises(NoWebhook):
            await act(database, service, ADMIN)


@pytest.mark.parametrize("addresses", [(), ("127.0.0.1",), ("93.184.215.14", "10.0.0.1")])
async def test_a_host_that_is_not_found_or_inside_is_refused(database: Database, addresses: tuple[str, ...]) -> None:
    with pytest.raises(AddressRefused):
        await act(database, webhooks.set_address, ADMIN, "https://example.org", addresses)


async def test_a_servers_data_hold_neither_address_nor_secret_nor_what_waits(database: Database) -> None:
    secret = await listening(database)
    await act(database, webhooks.test, ADMIN)

    async with database.read() as store:
        rows = [(table, row) async for table, row in store.archives.of_guild(GUILD)]

    assert [table for table, _ in rows if table.startswith("webhook")] == ["webhooks"]
    assert secret.secret not in str(rows)
    assert "example.org" not in str(rows)
