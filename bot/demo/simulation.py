"""This very bot in a simulated Discord, with a clock that can be moved. The demo and the tests of `cogs/` run in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import simcord

from bot.client import Rollcall
from bot.settings import Settings, load
from cogs.edge.painter import PACE
from db.migrate import migrate


class Simulation:
    """A simulated Discord and the bot in it. `env` is SimCord's: guilds, channels and people are made there."""

    def __init__(self, settings: Settings, pace: float) -> None:
        self._settings = settings
        self._pace = pace
        self._env: simcord.Env | None = None
        self.bot = self._new_bot()

    @property
    def env(self) -> simcord.Env:
        """The simulated Discord."""
        assert self._env is not None  # noqa: S101 - entered by `simulated`
        return self._env

    def clock(self) -> datetime:
        """The simulated instant, aware UTC."""
        return self.env.now().astimezone(UTC) if self._env else datetime(2026, 1, 1, tzinfo=UTC)

    def _new_bot(self) -> Rollcall:
        # Nothing leaves a simulation: whoever a webhook told would take its clock for the world's.
        return Rollcall(self._settings, self.clock, pace=self._pace, outgoing=False)

    async def start(self) -> None:
        """Connects the bot."""
        self._env = simcord.Env(self.bot)
        await self._env.start()

    async def stop(self) -> None:
        """Disconnects the bot and closes its store."""
        await self.bot.timetable.stop()
        await self.bot.painter.stop()
        await self.env.shutdown()
        await self.bot.database.close()

    async def restart(self) -> None:
        """Another process of the same bot, on the same store; the world has gone on meanwhile."""
        await self.bot.timetable.stop()
        await self.bot.painter.stop()
        await self.bot.database.close()
        self.bot = self._new_bot()
        await self.env.restart_bot(self.bot)

    async def advance(self, by: timedelta) -> None:
        """Moves the clock, stopping wherever something is due, so that each thing happens at its own instant."""
        until = self.clock() + by
        while (due := await self.bot.timetable.next_due()) is not None and due <= until:
            await self._move(due)
        await self._move(until)

    async def _move(self, to: datetime) -> None:
        await self.env.advance_time(max((to - self.clock()).total_seconds(), 0.0))
        await self.bot.timetable.ring()
        await self.bot.painter.settled()  # what is drawn because we rang is not the bot's own work to SimCord
        await self.env.settle()


@asynccontextmanager
async def simulated(folder: Path, *, pace: float = PACE) -> AsyncIterator[Simulation]:
    """A simulation whose store is a file in that folder."""
    url = f"sqlite+aiosqlite:///{folder / 'rollcall.db'}"
    await migrate(url, datetime.now(UTC))
    # Environment and .env are somebody's real bot; nothing of theirs is used.
    settings = load(
        _env_file=None,
        database_url=url,
        shard_count=1,
        token=None,
        dev_guild=None,
        room_api=None,
        message_content=True,
        members=True,
    )
    simulation = Simulation(settings, pace)
    await simulation.start()
    try:
        with simulation.env.time_context():
            yield simulation
    finally:
        await simulation.stop()
