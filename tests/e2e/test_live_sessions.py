"""A live session over `kill -9` and a lost gateway session, on the real process."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from tests.e2e.process import BotProcess
from tests.e2e.standin.guild import VOICE, Channel
from tests.e2e.standin.messages import Message
from tests.e2e.standin.server import Discord


@pytest.fixture
def hall(discord: Discord) -> Channel:
    """A voice channel with its own chat."""
    return discord.world.add_channel("hall", VOICE)


def rows(bot: BotProcess, query: str) -> list[Any]:
    with closing(sqlite3.connect(bot.database)) as database:
        return database.execute(query).fetchall()


async def board(discord: Discord, hall: Channel, *lines: str) -> Message:
    """Waits until the board holds each of these."""
    for line in lines:
        found = await discord.chat.wait_message(hall, line, timeout=25.0)
    return found


async def test_kill_9_in_the_middle_loses_nothing_and_the_gap_is_recorded(
    hall: Channel, bot: BotProcess, discord: Discord
) -> None:
    olga, bob, carla = discord.organiser, discord.person("Bob"), discord.person("Carla")
    discord.world.move_voice(bob.member, hall)
    await olga.slash(hall, "session start")
    await olga.slash(hall, "game add", title="Catan")
    await olga.slash(hall, "queue add", game="catan")
    await olga.slash(hall, "play next")
    carla.send(hall, "thisgame++")
    shown = await board(discord, hall, f"**Online** (2): <@{olga.id}>, <@{bob.id}>", "Catan: +1 -0")
    await carla.click(shown, "Hand up")
    await olga.slash(hall, "session pause")
    await board(discord, hall, f"<@{carla.id}> ✋ hand up", "**Paused**")
    before = rows(bot, "SELECT * FROM session_spans")

    await bot.kill()
    discord.world.move_voice(bob.member, None)
    discord.world.move_voice(carla.member, hall)
    bob.send(hall, "thisgame--")
    await bot.connect()

    await board(discord, hall, f"**Disconnected** (1): <@{bob.id}>", f"<@{carla.id}> ✋ hand up", "Catan: +1 -1")
    assert rows(bot, "SELECT * FROM session_spans") == before
    ((began_at, ended_at),) = rows(bot, "SELECT began_at, ended_at FROM session_gaps")
    assert began_at < ended_at
    assert rows(bot, f"SELECT in_voice FROM presences WHERE user_id = {carla.id}") == [(1,)]
    await olga.slash(hall, "session resume")
    await board(discord, hall, "**In progress**")
    assert len([one for one in discord.chat.messages(hall) if "⏱️" in one.text]) == 1


async def test_who_leaves_voice_while_the_gateway_session_is_lost_is_disconnected(
    hall: Channel, bot: BotProcess, discord: Discord
) -> None:
    bob = discord.person("Bob")
    discord.world.move_voice(bob.member, hall)
    await discord.organiser.slash(hall, "session start")
    await board(discord, hall, f"**Online** (2): <@{discord.organiser.id}>, <@{bob.id}>")

    discord.gateway.forget_sessions()
    await discord.gateway.drop()
    discord.world.move_voice(bob.member, None)

    await board(discord, hall, f"**Disconnected** (1): <@{bob.id}>")
    assert len(rows(bot, "SELECT * FROM session_gaps")) == 1


async def test_typing_and_voice_reach_the_board(hall: Channel, bot: BotProcess, discord: Discord) -> None:
    bob = discord.person("Bob")
    await discord.organiser.slash(hall, "session start")
    await board(discord, hall, "**Online** (1)")

    discord.world.move_voice(bob.member, hall)

    await board(discord, hall, f"<@{bob.id}>")
