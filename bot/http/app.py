"""What the HTTP server needs of the running bot, and what a room of it gives: its routes."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

from aiohttp import web

from db.store import Database


class App(Protocol):
    """The running bot, as far as its HTTP server knows it."""

    @property
    def database(self) -> Database:
        """The store."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """Gives the aware UTC instant that it is now."""

    @property
    def connected(self) -> bool:
        """Whether every shard of this process is connected to Discord's gateway."""

    @property
    def latency(self) -> float:
        """Seconds from a heartbeat to its answer; infinite or not a number before the first."""

    @property
    def guilds(self) -> Sequence[Any]:
        """The guilds that the bot is in."""

    @property
    def public_url(self) -> str | None:
        """The address people reach this server at, without a slash at its end."""

    async def is_member(self, guild_id: int, user_id: int) -> bool:
        """Whether the person is in the guild, as far as is known."""

    async def is_in(self, guild_id: int) -> bool:
        """Whether the bot is in the guild, as far as is known."""


Room = Callable[[App], list[web.RouteDef]]
"""Gives the routes of one part of the server. Each stands in its own file, and in `bot.http.server.ROOMS`."""
