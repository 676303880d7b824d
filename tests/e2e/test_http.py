"""The HTTP server of the real process."""

import asyncio
import socket
from typing import Any

import aiohttp
import pytest

from tests.e2e.process import BotProcess
from tests.e2e.standin.server import Discord


async def health(port: int) -> tuple[int, Any]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/health") as answer:
        return answer.status, await answer.json()


async def test_health_follows_the_gateway_and_the_port_is_given_back(
    idle_bot: BotProcess, discord: Discord, port: int
) -> None:
    discord.gateway.go_down("api")
    await idle_bot.start()
    await idle_bot.says("the gateway does not answer")
    status, said = await health(port)
    assert (status, said["gateway"], said["database"], said["latency_ms"]) == (503, "unavailable", "ok", None)

    discord.gateway.come_back()
    await idle_bot.says("connected as")
    status, said = await health(port)
    assert (status, said["status"]) == (200, "ok")

    assert await idle_bot.stop() == 0
    assert "Traceback" not in idle_bot.log
    with pytest.raises(OSError):
        await asyncio.open_connection("127.0.0.1", port)


async def test_a_port_that_is_taken_ends_the_start_with_2_and_is_named(idle_bot: BotProcess, port: int) -> None:
    with socket.create_server(("0.0.0.0", port)):  # noqa: S104  # every interface, as the bot
        await idle_bot.start()

        assert await idle_bot.exit_code() == 2

    assert f"ROLLCALL_HTTP_PORT: port {port}" in idle_bot.log
    assert "Remedy: " in idle_bot.log
    assert "Traceback" not in idle_bot.log
