"""A receiver of webhooks over a real socket, and what sends to it."""

import asyncio
import contextlib
import json
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.outside.posting import Poster
from bot.outside.webhooks import Webhooks
from db.store import Database
from domain.outside.outbox import Event as Happening
from services.outside import telling
from tests.bot.serving import HERE
from tests.conftest import Clock
from tests.services.acting import GUILD

SECRET = "whsec_of-the-test"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Got:
    path: str
    headers: Any
    body: bytes

    @property
    def event(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self.body)
        return said


@dataclass
class Receiver:
    """What people would run: it answers as it is told to, and notes what it got."""

    answer: Handler
    port: int = 0
    got: list[Got] = field(default_factory=list)

    @property
    def numbers(self) -> list[int]:
        return [one.event["number"] for one in self.got]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.got.append(Got(request.raw_path, request.headers, await request.read()))
        return await self.answer(request)


def saying(status: int, **headers: str) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, headers=headers)

    return handle


async def silent(request: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    raise AssertionError("never")


async def endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    with contextlib.suppress(ConnectionError):
        while True:
            await response.write(b" " * 65536)
    return response


async def no_http(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.write(b"220 mail.example.org ESMTP\r\n" * 5)
    request.transport.close()
    return web.Response()


async def cut_off(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.close()
    return web.Response()


class Named(AbstractResolver):
    """A name server that answers with these addresses, whatever it is asked."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=one, port=port, family=socket.AF_INET, proto=0, flags=0)
            for one in self.addresses
        ]

    async def close(self) -> None:
        pass


@dataclass
class Told:
    """Whom the bot told that their webhook fails."""

    guilds: list[int] = field(default_factory=list)

    async def __call__(self, guild_id: int) -> None:
        self.guilds.append(guild_id)


def sender(database: Database, clock: Clock, told: Told | None = None, **given: Any) -> Webhooks:
    """As in the bot, but for addresses: those of this machine are permitted."""
    poster = Poster(**{"permits": lambda _: True, "patience": 0.3, **given})
    return Webhooks(database, clock, told or Told(), everywhere, poster)


async def everywhere(guild_id: int) -> bool:
    """The bot is in that guild."""
    return True


async def listens(database: Database, receiver: Receiver | str, guild_id: int = GUILD) -> None:
    """The guild's webhook is there. Only https is taken from people; what is below does not care."""
    url = receiver if isinstance(receiver, str) else f"http://{HERE}:{receiver.port}/hook/key?token=abc"
    async with database.transaction() as store:
        await store.webhooks.save(guild_id, url, SECRET, 1, store.now)


async def happens(database: Database, *numbers: int, guild_id: int = GUILD) -> None:
    async with database.transaction() as store:
        for number in numbers:
            await telling.tell(store, guild_id, Happening.TEST, {"number": number, "title": "Café ☕"})
