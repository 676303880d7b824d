"""The bot's HTTP server over a real socket, and asking it."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import aiohttp

from bot.http.app import App, Room
from bot.http.server import ROOMS, Server
from db.store import Database

HERE = "127.0.0.1"


@dataclass
class Bot:
    """What the server knows of a bot."""

    database: Database
    clock: Callable[[], datetime]
    connected: bool = True
    latency: float = 0.0421
    guilds: list[Any] = field(default_factory=lambda: [object(), object()])
    public_url: str | None = None
    gone: set[int] = field(default_factory=set)

    async def is_member(self, guild_id: int, user_id: int) -> bool:
        return user_id not in self.gone

    async def is_in(self, guild_id: int) -> bool:
        return guild_id not in self.gone


@dataclass(frozen=True)
class Answered:
    status: int
    headers: Any
    text: str

    @property
    def json(self) -> Any:
        def refuse(number: str) -> None:
            raise AssertionError(f"{number} is no JSON")

        assert self.headers["Content-Type"] == "application/json; charset=utf-8"
        return json.loads(self.text, parse_constant=refuse)


@asynccontextmanager
async def serving(app: App, *rooms: Room) -> AsyncIterator[Server]:
    server = Server(app, 0, host=HERE, rooms=(*ROOMS, *rooms))
    await server.start()
    yield server
    await server.stop()


async def ask(server: Server, path: str, method: str = "GET", **given: Any) -> Answered:
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, f"http://{HERE}:{server.port}{path}", **given) as answer,
    ):
        return Answered(answer.status, answer.headers, await answer.text())
