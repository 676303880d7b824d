"""Whereto a webhook's events are posted, and what is taken for an answer."""

import asyncio
import socket
from threading import Event
from typing import Any

import pytest

from bot.outside.posting import is_elsewhere, is_own
from bot.outside.webhooks import Webhooks
from cogs.edge.resolving import Resolver, TooMany, addresses_of
from db.store import Database
from domain.outside.addresses import is_outside
from tests.bot.receiving import (
    Named,
    Receiver,
    Told,
    endless,
    everywhere,
    happens,
    listens,
    sender,
)
from tests.bot.serving import HERE
from tests.conftest import Clock
from tests.services.acting import GUILD


@pytest.mark.parametrize("host", ["rebound.example.org", HERE, "localhost", "[::1]", "0x7f.1"])
async def test_no_connection_is_made_into_the_hosts_own_network_whatever_the_name_meant_before(
    database: Database, clock: Clock, receiver: Receiver, host: str
) -> None:
    await listens(database, f"http://{host}:{receiver.port}/")
    await happens(database, 1)

    await sender(database, clock, permits=is_outside, resolver=Named("10.0.0.1", HERE)).send_due()

    assert receiver.got == []
    async with database.read() as store:
        assert (await store.outbox.backlog(GUILD)).problem == "inside"


async def test_by_itself_it_permits_only_the_internet(database: Database, clock: Clock, receiver: Receiver) -> None:
    await listens(database, receiver)
    await happens(database, 1)

    await Webhooks(database, clock, Told(), everywhere).send_due()

    assert receiver.got == []


async def test_no_proxy_of_the_environment_is_used(
    database: Database, clock: Clock, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://{HERE}:{receiver.port}")
    await listens(database, "http://rebound.example.org/")
    await happens(database, 1)

    await sender(database, clock, permits=lambda host: host == HERE, resolver=Named("10.0.0.1")).send_due()

    assert receiver.got == []
    async with database.read() as store:
        assert (await store.outbox.backlog(GUILD)).problem == "inside"


@pytest.mark.parametrize(
    "host", [HERE, "::1", *(one[4][0] for one in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET))]
)
def test_the_hosts_own_addresses_are_its_own(host: str) -> None:
    if host != "::1" or socket.has_ipv6:
        assert is_own(host)
    assert not is_elsewhere(host)


def test_another_address_of_the_internet_is_elsewhere() -> None:
    assert is_elsewhere("93.184.215.14")
    assert is_elsewhere("2606:4700::1111")


@pytest.mark.parametrize(
    "answer",
    [b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 3\r\n\r\nabc", b"HTTP/1.1 200\r\n\r\n"],
    ids=["a body that cannot be read", "no reason"],
)
async def test_whatever_the_body_a_status_counts(database: Database, clock: Clock, answer: bytes) -> None:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"}")
        writer.write(answer)
        writer.close()

    server = await asyncio.start_server(handle, HERE, 0)
    await listens(database, f"http://{HERE}:{server.sockets[0].getsockname()[1]}/")
    await happens(database, 1)

    await sender(database, clock).send_due()

    server.close()
    async with database.read() as store:
        assert (await store.outbox.backlog(GUILD)).waiting == 0


async def test_names_of_slow_servers_keep_nothing_else_waiting(database: Database, clock: Clock) -> None:
    answers = Event()

    def slow(*question: Any) -> list[tuple[Any, ...]]:
        answers.wait(30)
        raise socket.gaierror

    resolver = Resolver(3, slow)
    webhooks = sender(database, clock, resolver=resolver, patience=0.1)
    for guild_id in range(GUILD, GUILD + 5):
        await listens(database, "https://slow.example.org/", guild_id)
        await happens(database, 1, guild_id=guild_id)

    await webhooks.send_due()
    await asyncio.wait_for(asyncio.to_thread(int), 5)
    with pytest.raises(TooMany):  # three are open
        await asyncio.wait_for(resolver.resolve("slow.example.org"), 3)
    assert await addresses_of("slow.example.org", 443, resolver) == []

    answers.set()
    resolver = Resolver(1, lambda *_: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 443))])
    for _ in range(3):  # what was answered makes room
        assert await addresses_of("example.org", 443, resolver) == ["93.184.215.14"]
    async with database.read() as store:
        assert (await store.outbox.backlog(GUILD + 4)).problem == "unreached"


async def test_over_https_a_receiver_that_speaks_none_gets_nothing(
    database: Database, clock: Clock, receiver: Receiver
) -> None:
    await listens(database, f"https://{HERE}:{receiver.port}/")
    await happens(database, 1)

    await sender(database, clock).send_due()

    assert receiver.got == []
    async with database.read() as store:
        assert (await store.outbox.backlog(GUILD)).problem == "unreached"


async def test_a_long_answer_is_not_read(database: Database, clock: Clock, receiver: Receiver) -> None:
    await listens(database, receiver)
    await happens(database, 1)
    receiver.answer = endless

    await asyncio.wait_for(sender(database, clock, patience=10).send_due(), 5)

    async with database.read() as store:
        assert (await store.outbox.backlog(GUILD)).waiting == 0
