import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.e2e.process import BotProcess
from tests.e2e.standin.server import Discord


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    """A stand-in for Discord, with an organiser in it."""
    async with Discord() as made:
        yield made


@pytest.fixture
async def idle_bot(discord: Discord, tmp_path: Path) -> AsyncIterator[BotProcess]:
    """The bot, not started yet."""
    process = BotProcess(discord, tmp_path)
    yield process
    await process.close()


@pytest.fixture
def port(idle_bot: BotProcess) -> int:
    """A port that was free, which the bot is told to serve."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        free: int = found.getsockname()[1]
    idle_bot.settings["ROLLCALL_HTTP_PORT"] = str(free)
    return free


@pytest.fixture
async def bot(idle_bot: BotProcess) -> BotProcess:
    """The bot, connected."""
    await idle_bot.connect()
    return idle_bot
