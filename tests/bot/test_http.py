"""The bot's HTTP server, asked over a real socket."""

import asyncio
import logging
import math
import socket
import threading
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web

from bot.http.answers import LARGEST_REQUEST
from bot.http.app import Room
from bot.http.server import Server
from bot.settings import BadSettings
from db.store import Database
from domain.reminders import Status
from tests.bot.serving import HERE, Bot, ask, serving
from tests.conftest import Clock, both_databases
from tests.db.rows import NOON, a_reminder


@pytest.fixture
def bot(database: Database, clock: Clock) -> Bot:
    return Bot(database, clock)


def room(handler: Callable[[web.Request], Any], path: str = "/secret/{secret}.txt", method: str = "GET") -> Room:
    return lambda app: [web.route(method, path, handler)]


async def test_health_is_ok_while_the_database_answers_and_the_gateway_is_connected(bot: Bot) -> None:
    async with serving(bot) as server:
        health = await ask(server, "/health")

    assert health.status == 200
    assert health.json == {"status": "ok", "database": "ok", "gateway": "ok", "latency_ms": 42.1}


@pytest.mark.parametrize("latency", [math.inf, math.nan])
async def test_a_latency_that_is_not_known_yet_is_null(bot: Bot, latency: float) -> None:
    bot.latency = latency

    async with serving(bot) as server:
        assert (await ask(server, "/health")).json["latency_ms"] is None


async def test_a_gateway_that_is_not_connected_is_named(bot: Bot) -> None:
    bot.connected = False

    async with serving(bot) as server:
        health = await ask(server, "/health")

    assert health.status == 503
    assert (health.json["status"], health.json["gateway"], health.json["database"]) == (
        "unavailable",
        "unavailable",
        "ok",
    )


async def test_a_database_that_does_not_answer_is_named_without_its_address(clock: Clock) -> None:
    database = Database("sqlite+aiosqlite:////nowhere/hunter2.db", clock)
    async with serving(Bot(database, clock)) as server:
        health = await ask(server, "/health")
        metrics = await ask(server, "/metrics")
    await database.close()
    for thread in threading.enumerate():  # one that could not connect still tells this loop so
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join, 5.0)

    assert health.status == 503
    assert health.json["database"] == "unavailable"
    assert "hunter2" not in health.text
    assert metrics.status == 200
    assert "rollcall_database_up 0.0" in metrics.text
    assert "rollcall_cards_stale NaN" in metrics.text


async def test_metrics_say_how_the_bot_fares(bot: Bot) -> None:
    async with bot.database.transaction() as store:
        await a_reminder(store, NOON)
    async with serving(bot) as server:
        metrics = await ask(server, "/metrics")

    assert metrics.headers["Content-Type"].startswith("text/plain; version=")
    lines = metrics.text.splitlines()
    for line in (
        "rollcall_gateway_connected 1.0",
        "rollcall_gateway_latency_seconds 0.0421",
        "rollcall_guilds 2.0",
        "rollcall_database_up 1.0",
        'rollcall_reminders{status="pending"} 1.0',
        'rollcall_reminders{status="doubtful"} 0.0',
        "rollcall_reminders_overdue 0.0",
        "rollcall_cards_stale 0.0",
    ):
        assert line in lines
    assert "python_info{" in metrics.text


@both_databases
async def test_reminders_are_counted_by_status_and_the_overdue_apart(database: Database, clock: Clock) -> None:
    async with database.transaction() as store:
        for _ in range(3):
            await a_reminder(store, NOON)
        await store.deliveries.claim("a", NOON, limit=1)
        await store.deliveries.settle(1, Status.SENT, NOON)
    clock.advance(seconds=60)
    async with database.read() as store:
        assert (await store.deliveries.counted(store.now)).overdue == 0
    clock.advance(seconds=1)

    async with database.read() as store:
        counted = await store.deliveries.counted(store.now)

    assert counted.by_status == {Status.SENT: 1, Status.PENDING: 2}
    assert counted.overdue == 2


async def test_several_servers_can_be_built_and_each_has_its_own_numbers(bot: Bot, database: Database) -> None:
    other = Bot(database, bot.clock, guilds=[])

    async with serving(bot) as one, serving(other) as two:
        assert "rollcall_guilds 2.0" in (await ask(one, "/metrics")).text
        assert "rollcall_guilds 0.0" in (await ask(two, "/metrics")).text


async def test_an_address_where_there_is_nothing_is_404_as_json(bot: Bot) -> None:
    async with serving(bot) as server:
        answered = await ask(server, "/nowhere?token=s3cret")

    assert (answered.status, answered.json["error"]) == (404, "Not Found")
    assert "s3cret" not in answered.text


async def test_another_method_is_405_as_json_and_says_which_are_taken(bot: Bot) -> None:
    async with serving(bot) as server:
        answered = await ask(server, "/health", "DELETE")

    assert (answered.status, answered.json["error"]) == (405, "Method Not Allowed")
    assert set(answered.headers["Allow"].split(",")) == {"GET", "HEAD"}


async def test_a_crash_is_500_with_a_reference_that_is_in_the_log(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    async def crash(request: web.Request) -> web.Response:
        raise ZeroDivisionError("of all things")

    async with serving(bot, room(crash)) as server:
        answered = await ask(server, "/secret/s3cret.txt")

    assert answered.status == 500
    assert "of all things" not in answered.text
    (crashed,) = (record for record in caplog.records if record.levelno == logging.ERROR)
    assert answered.json["reference"] in crashed.getMessage()
    assert crashed.exc_info is not None
    assert "s3cret" not in caplog.text


async def test_a_room_that_refuses_says_it_in_its_own_words(bot: Bot) -> None:
    async def refuse(request: web.Request) -> web.Response:
        raise web.HTTPUnauthorized(text="That token was revoked.", headers={"WWW-Authenticate": "Bearer"})

    async with serving(bot, room(refuse)) as server:
        answered = await ask(server, "/secret/any.txt")

    assert answered.status == 401
    assert answered.json == {"error": "Unauthorized", "message": "That token was revoked."}
    assert answered.headers["WWW-Authenticate"] == "Bearer"


async def test_a_body_that_is_too_large_is_refused_also_where_its_length_is_not_told(bot: Bot) -> None:
    async def read(request: web.Request) -> web.Response:
        return web.Response(text=str(len(await request.read())))

    async def in_chunks() -> AsyncIterator[bytes]:
        for _ in range(LARGEST_REQUEST // 1024 + 1):
            yield b"x" * 1024

    async with serving(bot, room(read, "/api", "POST")) as server:
        fits = await ask(server, "/api", "POST", data=b"x" * LARGEST_REQUEST)
        told = await ask(server, "/api", "POST", data=b"x" * (LARGEST_REQUEST + 1))
        untold = await ask(server, "/api", "POST", data=in_chunks())

    assert (fits.status, fits.text) == (200, str(LARGEST_REQUEST))
    for refused in (told, untold):
        assert (refused.status, refused.json["message"]) == (413, f"A request may hold {LARGEST_REQUEST} bytes.")


@pytest.mark.parametrize("path", ["/health", "/nowhere"])
async def test_nothing_is_guessed_framed_run_or_kept(bot: Bot, path: str) -> None:
    async with serving(bot) as server:
        headers = (await ask(server, path)).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Server"] == "Rollcall"


async def test_a_room_may_let_its_answer_be_kept(bot: Bot) -> None:
    async def feed(request: web.Request) -> web.Response:
        return web.Response(text="words", headers={"Cache-Control": "private, max-age=900"})

    async with serving(bot, room(feed)) as server:
        assert (await ask(server, "/secret/any.txt")).headers["Cache-Control"] == "private, max-age=900"


async def test_the_log_holds_the_route_and_neither_path_nor_query(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def feed(request: web.Request) -> web.Response:
        return web.Response(text="words")

    async with serving(bot, room(feed)) as server:
        await ask(server, "/secret/s3cret.txt?key=s3cret")
        await ask(server, "/secrets/s3cret.txt")

    said = [record.getMessage() for record in caplog.records if record.name == "bot.http.access"]
    assert said[0].startswith("GET /secret/{secret}.txt: 200, ")
    assert said[1].startswith("GET (no route): 404")
    assert "s3cret" not in "\n".join(record.getMessage() for record in caplog.records)


async def test_what_is_no_http_is_not_quoted_in_the_log(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async with serving(bot) as server:
        reader, writer = await asyncio.open_connection(HERE, server.port)
        writer.write(b"GET /secret/s3cret.txt TTP/1.1\r\n\r\n")
        assert (await reader.readline()).split()[1] == b"400"
        writer.close()
        await writer.wait_closed()

    assert "s3cret" not in caplog.text
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("said", [b"", b"GET /health HTTP/1.1\r\nHost: x\r\nX-"])
async def test_who_does_not_come_to_the_end_of_a_request_is_hung_up_on(bot: Bot, said: bytes) -> None:
    server = Server(bot, 0, host=HERE, idle=0.05)
    await server.start()
    reader, writer = await asyncio.open_connection(HERE, server.port)
    writer.write(said)

    async with asyncio.timeout(5):
        assert await reader.read() == b""

    writer.close()
    await writer.wait_closed()
    await server.stop()


async def test_a_stop_takes_no_more_and_finishes_what_was_begun(bot: Bot) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(request: web.Request) -> web.Response:
        begun.set()
        await go_on.wait()
        return web.Response(text="done")

    async with serving(bot, room(slow)) as server:
        port = server.port
        asked = asyncio.create_task(ask(server, "/secret/any.txt"))
        await begun.wait()
        stopping = asyncio.create_task(server.stop())
        await asyncio.sleep(0)  # its turn

        with pytest.raises(OSError):
            await asyncio.open_connection(HERE, port)
        go_on.set()
        await stopping

        assert (await asked).text == "done"


async def test_a_port_that_is_taken_is_named_with_its_setting_and_the_remedy(bot: Bot) -> None:
    with socket.create_server((HERE, 0)) as taken:
        port = taken.getsockname()[1]
        server = Server(bot, port, host=HERE)

        with pytest.raises(BadSettings, match=rf"^ROLLCALL_HTTP_PORT: port {port} .*in use.*Remedy: "):
            await server.start()

    await server.start()  # free now, so nothing was left half begun
    await server.stop()


async def test_without_a_port_nothing_is_served(bot: Bot) -> None:
    server = Server(bot, None)

    await server.start()
    await server.stop()
