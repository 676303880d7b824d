"""A game night over `kill -9`, on the real process: the room monitor looks on, and a poll's countdown ends."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from aiohttp import web

from tests.e2e.process import PATIENCE, BotProcess
from tests.e2e.standin.server import Discord
from tests.e2e.standin.waiting import Pulse

HERE = "127.0.0.1"
NEARER = timedelta(minutes=3)  # longer than a room's lease, and than a countdown


@dataclass
class Source:
    """What people would run for the room monitor: silent until `answer` is set."""

    pulse: Pulse
    port: int = 0
    answer: str | None = None
    asked: list[str] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        self.pulse.beat()
        if self.answer is None:
            await asyncio.Event().wait()
        return web.Response(text=self.answer, content_type="application/json")

    async def was_asked(self, times: int) -> None:
        """Waits until it was asked so often."""
        await self.pulse.until(lambda: len(self.asked) >= times, timeout=PATIENCE, what=f"{times} looks at a room")


@pytest.fixture
async def source(discord: Discord) -> AsyncIterator[Source]:
    made = Source(discord.world.pulse)
    app = web.Application()
    app.router.add_get("/{path:.*}", made.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, HERE, 0).start()
    made.port = runner.addresses[0][1]
    yield made
    await runner.cleanup()


async def playing(discord: Discord) -> None:
    """Catan is being played, and two more games are in the library."""
    olga, channel = discord.organiser, discord.general
    await olga.slash(channel, "session start")
    for title in ("Catan", "Root", "Azul"):
        await olga.slash(channel, "game add", title=title)
    await olga.slash(channel, "queue add", game="catan")
    await olga.slash(channel, "play next")
    await discord.chat.wait_message(channel, "Catan: +0 -0")


def let_time_pass(bot: BotProcess, **columns: str) -> None:
    """While the bot is down: what these columns hold, each of a table, is that much nearer, or longer ago."""
    with closing(sqlite3.connect(bot.database)) as database, database:
        for table, names in columns.items():
            for name in names.split():
                for key, at in database.execute(f"SELECT id, {name} FROM {table} WHERE {name} IS NOT NULL").fetchall():
                    moved = (datetime.fromisoformat(at) - NEARER).isoformat(sep=" ", timespec="microseconds")
                    database.execute(f"UPDATE {table} SET {name} = ? WHERE id = ?", (moved, key))


async def test_a_room_that_was_being_looked_at_is_looked_at_again(
    idle_bot: BotProcess, discord: Discord, source: Source
) -> None:
    idle_bot.settings["ROLLCALL_ROOM_API"] = f"http://{HERE}:{source.port}/api"
    await idle_bot.connect()
    await playing(discord)
    await discord.organiser.slash(discord.general, "play room", room_code="ABCD12")
    await source.was_asked(1)

    await idle_bot.kill()
    source.answer = '{"state": "lobby", "players": 3}'
    let_time_pass(idle_bot, plays="room_next_at")
    await idle_bot.connect()

    await source.was_asked(2)
    discord.person("Bob").send(discord.general, "thisgame++")  # else the board takes its time for what nobody clicked
    await discord.chat.wait_message(discord.general, "its lobby waits", timeout=PATIENCE)
    assert source.asked == ["/api/ABCD12"] * 2
    assert "ABCD12" not in idle_bot.log


async def test_a_polls_countdown_goes_on_while_the_bot_is_down_and_its_winner_is_started_once(
    bot: BotProcess, discord: Discord
) -> None:
    await playing(discord)
    picked = await discord.organiser.slash(discord.general, "game pick")
    assert picked.message is not None
    await discord.organiser.click(picked.message, "Ask everyone")
    poll = await discord.chat.wait_message(discord.general, "What shall we play?")
    await discord.person("Bob").click(poll, "This one")

    await bot.kill()
    let_time_pass(bot, pick_polls="ends_at", reminders="due_at lease_until", plays="started_at", sessions="started_at")
    await bot.connect()

    await discord.chat.wait_message(discord.general, "won, and was started", timeout=PATIENCE)
    with closing(sqlite3.connect(bot.database)) as database:
        started = database.execute("SELECT status, count(*) FROM plays GROUP BY status ORDER BY status").fetchall()
        assert started == [("played", 1), ("playing", 1)]
