"""What the features need of the running bot."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Protocol, cast

import discord
from discord.ext import commands

from cogs.edge.due import Due
from cogs.edge.painter import Painter
from db.store import Database, Store
from domain.sessions.draft import Drafter


class App(Protocol):
    """The running bot, as far as the features know it. `clock` gives the aware UTC instant that it is now.

    `sweeps` are done every 30 seconds, in one transaction. `answering` holds the tasks that owe somebody an answer: a
    stop waits for them. Who reads a file holds `reading`. `run_id` names this run of the bot. `assistant` writes drafts
    of recaps, if one is set up. Where it is not `outgoing`, as in the demo, webhooks are told nothing.
    """

    database: Database
    painter: Painter
    due: Due
    clock: Callable[[], datetime]
    sweeps: list[Callable[[Store], Awaitable[None]]]
    answering: set[asyncio.Task[Any]]
    reading: asyncio.Lock
    run_id: str
    outgoing: bool
    assistant: Drafter | None

    @property
    def public_url(self) -> str | None:
        """The address people reach the bot's HTTP server at; None where it has none."""

    @property
    def tree(self) -> discord.app_commands.CommandTree[Any]:
        """The commands."""

    def add_dynamic_items(self, *items: type[discord.ui.DynamicItem[Any]]) -> None:
        """Has taps on these buttons answered, also on messages older than this process."""

    async def add_cog(self, cog: commands.Cog, /) -> None:
        """Has the cog's listeners called."""


def app_of(interaction: discord.Interaction[Any]) -> App:
    """The bot that received this interaction."""
    return cast(App, interaction.client)
