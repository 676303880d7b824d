"""A server with people in it, and the bot: every test of the edge acts in it as people do."""

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import discord
import pytest
import simcord
from simcord import ChannelHandle, GuildHandle, MemberActor

from bot.demo.simulation import Simulation, simulated


@pytest.fixture
def pace() -> float:
    """Seconds between two edits of a card; a test about the pace sets its own."""
    return 0.0


@pytest.fixture
async def simulation(tmp_path: Path, sqlite_template: Path, pace: float) -> AsyncIterator[Simulation]:
    """The simulated Discord. It fails a test in which the bot raised what nobody caught.

    One task enters and leaves it, because SimCord gives every other task a context of its own.
    """
    shutil.copyfile(sqlite_template, tmp_path / "rollcall.db")
    begun: asyncio.Future[Simulation] = asyncio.get_running_loop().create_future()
    over = asyncio.Event()

    async def live() -> None:
        async with simulated(tmp_path, pace=pace) as made:
            begun.set_result(made)
            await over.wait()

    living = asyncio.create_task(live())
    await asyncio.wait((living, begun), return_when=asyncio.FIRST_COMPLETED)
    if living.done():
        living.result()
    yield begun.result()
    over.set()
    await living
    begun.result().env.raise_errors()


@pytest.fixture(autouse=True)
def env(simulation: Simulation) -> simcord.Env:
    """SimCord's side. By it the plugin sets the clock of a test, and shows what happened in one that fails."""
    return simulation.env


@pytest.fixture
def mishaps() -> list[str]:
    """What the bot is expected to log as an error in this test. Without this fixture, an error in the log fails it."""
    return []


@pytest.fixture(autouse=True)
def _nothing_went_wrong(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    if "mishaps" not in request.fixturenames:
        errors = [record for record in caplog.get_records("call") if record.levelno >= logging.ERROR]
        assert not errors, [record.getMessage() for record in errors]


@pytest.fixture
async def guild(env: simcord.Env) -> GuildHandle:
    return env.create_guild("The Tavern")


@pytest.fixture
async def table(guild: GuildHandle) -> ChannelHandle:
    """The channel in which people play."""
    return guild.create_text_channel("table")


@pytest.fixture
async def lounge(guild: GuildHandle) -> ChannelHandle:
    """Another channel of the same server."""
    return guild.create_text_channel("lounge")


@pytest.fixture
async def alice(env: simcord.Env, guild: GuildHandle) -> MemberActor:
    """The organiser: she has Manage Events, and nothing else."""
    role = guild.create_role("Hosts", permissions=discord.Permissions(manage_events=True))
    return guild.add_member(env.create_user("alice"), roles=[role])


@pytest.fixture
async def admin(env: simcord.Env, guild: GuildHandle) -> MemberActor:
    """Has Manage Server, and nothing else."""
    role = guild.create_role("Staff", permissions=discord.Permissions(manage_guild=True))
    return guild.add_member(env.create_user("admin"), roles=[role])


@pytest.fixture
async def bob(env: simcord.Env, guild: GuildHandle) -> MemberActor:
    return guild.add_member(env.create_user("bob"))


@pytest.fixture
async def carla(env: simcord.Env, guild: GuildHandle) -> MemberActor:
    return guild.add_member(env.create_user("carla"))


@pytest.fixture
async def away(env: simcord.Env) -> ChannelHandle:
    """A channel of a server that has nothing to do with ours."""
    return env.create_guild("Elsewhere").create_text_channel("away")


@pytest.fixture
async def stranger(env: simcord.Env, away: ChannelHandle) -> MemberActor:
    """May do everything, in the other server."""
    assert away.guild is not None
    role = away.guild.create_role("All", permissions=discord.Permissions.all())
    return away.guild.add_member(env.create_user("stranger"), roles=[role])
