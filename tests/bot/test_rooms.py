"""The room monitor against a source over a real socket, its failures included."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from bot.outside.rooms import MOST_BYTES, RoomMonitor
from db.store import Database
from domain.gamenight.plays import Play, Room
from services.campaigns.running import Given, create
from services.gamenight import library, plays
from services.sessions import running
from tests.bot.serving import HERE
from tests.conftest import Clock
from tests.services.acting import ANA, CHANNEL, HOST, act, live_session

CODE = "blue-fox é 42"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Source:
    """What people would run: it answers as it is told to, and notes what it was asked."""

    answer: Handler
    port: int = 0
    asked: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://{HERE}:{self.port}/api"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.raw_path)
        return await self.answer(request)


def saying(body: str, status: int = 200, **headers: str) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(text=body, status=status, headers=named)

    return handle


async def silent(request: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    raise AssertionError("never")


async def endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(100 * MOST_BYTES // 1024):
        await response.write(b" " * 1024)
    return response


async def cut_off(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.close()
    return web.Response()


@pytest.fixture
async def source() -> AsyncIterator[Source]:
    made = Source(saying('{"state": "lobby", "players": 3}'))
    app = web.Application()
    app.router.add_get("/{path:.*}", made.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, HERE, 0).start()
    made.port = runner.addresses[0][1]
    yield made
    await runner.cleanup()


@pytest.fixture
async def session_id(database: Database) -> int:
    """A session in which a game with a room is played."""
    session = await live_session(database)
    game = await act(database, library.add_game, HOST, "Catan")
    await act(database, plays.start, ANA, session, game.id, room_code=CODE)
    return session.id


async def play_of(database: Database, session_id: int) -> Play:
    async with database.read() as store:
        (play,) = await store.plays.of_session(session_id)
    return play


async def test_the_source_is_asked_about_the_code_and_what_it_says_is_kept(
    database: Database, source: Source, session_id: int
) -> None:
    await RoomMonitor(database, source.address).look()

    assert source.asked == ["/api/blue-fox%20%C3%A9%2042"]
    play = await play_of(database, session_id)
    assert (play.room, play.player_count) == (Room.LOBBY, 3)


async def test_a_room_that_is_not_found_is_gone(database: Database, source: Source, session_id: int) -> None:
    source.answer = saying("no such room", 404)

    await RoomMonitor(database, source.address).look()

    assert (await play_of(database, session_id)).room is Room.GONE


@pytest.mark.parametrize(
    "answer",
    [
        saying("oh no", 500),
        saying('{"state": "lobby"}', 201),
        saying("lobby"),
        saying('{"state": "open"}'),
        saying("[" * 10_000),
        saying('{"state": "lobby", "players": ' + "9" * 10_000 + "}"),
        saying("", 302, Location="/elsewhere"),
        saying("x", Content_Encoding="gzip"),
        endless,
        silent,
        cut_off,
    ],
    ids=["500", "201", "no JSON", "state", "nested", "number", "redirect", "gzip", "endless", "slow", "cut off"],
)
async def test_a_source_that_fails_is_logged_without_the_code_and_asked_again_later(
    database: Database,
    clock: Clock,
    source: Source,
    session_id: int,
    answer: Handler,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    good, source.answer = source.answer, answer
    monitor = RoomMonitor(database, source.address, patience=0.3)

    await monitor.look()

    (record,) = [one for one in caplog.records if one.name == "bot.outside.rooms"]
    assert record.levelno == logging.WARNING
    assert "a%2F" not in record.getMessage()
    assert CODE not in record.getMessage()
    assert (await play_of(database, session_id)).room is None
    source.answer = good
    asked = len(source.asked)  # of a connection that was cut off, the client tries another
    clock.advance(seconds=29)
    await monitor.look()
    assert len(source.asked) == asked
    clock.advance(seconds=1)
    await monitor.look()
    assert (await play_of(database, session_id)).room is Room.LOBBY


async def test_nobody_listening_is_a_failure_like_any_other(
    database: Database, source: Source, session_id: int
) -> None:
    await RoomMonitor(database, f"http://{HERE}:1").look()

    assert (await play_of(database, session_id)).room is None


async def test_a_room_that_is_slow_keeps_no_other_waiting(database: Database, source: Source, session_id: int) -> None:
    other = await live_session_elsewhere(database)
    quick = saying('{"state": "started"}')

    async def answer(request: web.Request) -> web.StreamResponse:
        return await (quick if request.path.endswith("/quick") else silent)(request)

    source.answer = answer
    await RoomMonitor(database, source.address, patience=0.3).look()

    assert (await play_of(database, other)).room is Room.STARTED
    assert (await play_of(database, session_id)).room is None


async def live_session_elsewhere(database: Database) -> int:
    async with database.transaction() as store:
        campaign = await create(store, HOST, Given("Strahd"))
        session = await running.start_ad_hoc(store, HOST, campaign, CHANNEL + 1)
        game = await library.add_game(store, HOST, "Root")
        await plays.start(store, HOST, session, game.id, room_code="quick")
    return session.id


async def test_another_process_goes_on_where_one_stopped_and_asks_no_more_once_the_play_ends(
    database: Database, clock: Clock, source: Source, session_id: int
) -> None:
    await RoomMonitor(database, source.address).look()
    clock.advance(seconds=15)
    await RoomMonitor(database, source.address).look()
    assert len(source.asked) == 2

    async with database.transaction() as store:
        await plays.done(store, ANA, await store.sessions.get(session_id, ANA.guild_id))
    clock.advance(hours=1)
    await RoomMonitor(database, source.address).look()

    assert len(source.asked) == 2


async def test_it_looks_by_itself_once_started_and_stops_in_the_middle_of_an_answer(
    database: Database, source: Source, session_id: int
) -> None:
    asked = asyncio.Event()

    async def answer(request: web.Request) -> web.StreamResponse:
        asked.set()
        return await silent(request)

    source.answer = answer
    monitor = RoomMonitor(database, source.address)
    monitor.start()
    monitor.start()
    await asyncio.wait_for(asked.wait(), 10)

    await asyncio.wait_for(monitor.stop(), 5)

    assert len(source.asked) == 1


async def test_without_a_source_nothing_is_looked_at(database: Database, session_id: int) -> None:
    monitor = RoomMonitor(database, None)
    monitor.start()
    await monitor.look()
    await monitor.stop()

    assert (await play_of(database, session_id)).room is None
