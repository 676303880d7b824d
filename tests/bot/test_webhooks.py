"""Webhooks against a receiver over a real socket, its failures included."""

import asyncio
import hashlib
import hmac
import logging
from datetime import datetime

import pytest
from aiohttp import web

from bot.clock import system_clock
from bot.outside.posting import Poster
from bot.outside.webhooks import Webhooks
from db.store import Database
from domain.outside.outbox import LEASE, RETRIES, Parcel, Trouble
from tests.bot.receiving import (
    SECRET,
    Handler,
    Receiver,
    Told,
    cut_off,
    everywhere,
    happens,
    listens,
    no_http,
    saying,
    sender,
    silent,
)
from tests.bot.serving import HERE
from tests.conftest import Clock
from tests.services.acting import GUILD


async def test_what_happened_is_sent_signed_in_order_and_once(
    database: Database, clock: Clock, receiver: Receiver
) -> None:
    await listens(database, receiver)
    await happens(database, 1, 2, 3)

    await sender(database, clock).send_due()
    await sender(database, clock).send_due()

    assert receiver.numbers == [1, 2, 3]
    got = receiver.got[0]
    said = dict(part.split("=", 1) for part in got.headers["X-Rollcall-Signature"].split(","))
    expected = hmac.new(SECRET.encode(), said["t"].encode() + b"." + got.body, hashlib.sha256).hexdigest()
    assert hmac.compare_digest(said["v1"], expected)
    assert int(said["t"]) == clock.now.timestamp()
    assert got.path == "/hook/key?token=abc"
    assert got.headers["Content-Type"] == "application/json"
    assert got.headers["User-Agent"].startswith("Rollcall")
    assert got.headers["X-Rollcall-Event"] == got.event["event"] == "webhook.test"
    assert got.headers["X-Rollcall-Delivery"] == got.event["id"]
    assert got.event["title"] == "Café ☕"
    assert len({one.event["id"] for one in receiver.got}) == 3


@pytest.mark.parametrize(
    "answer",
    [saying(500), saying(404), saying(302, Location="/elsewhere"), saying(307, Location="/"), silent, cut_off, no_http],
    ids=["500", "404", "302", "307", "hang", "cut off", "no http"],
)
async def test_what_fails_is_logged_by_host_alone_and_sent_again_with_the_same_id(
    database: Database, clock: Clock, receiver: Receiver, answer: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await listens(database, receiver)
    await happens(database, 1)
    receiver.answer = answer

    await sender(database, clock).send_due()

    (record,) = [one for one in caplog.records if one.name == "bot.outside.webhooks"]
    assert HERE in record.getMessage()
    for secret in ("hook", "token", "abc", SECRET, "Café"):
        assert secret not in record.getMessage().replace("webhook", "")
    assert {one.path for one in receiver.got} == {"/hook/key?token=abc"}  # nothing that it is sent to is followed
    tried = len(receiver.got)
    receiver.answer = saying(200)
    clock.now += RETRIES[0]
    await sender(database, clock).send_due()
    assert len(receiver.got) == tried + 1
    assert len({one.headers["X-Rollcall-Delivery"] for one in receiver.got}) == 1


async def test_after_six_attempts_it_is_given_up_and_the_guild_is_told_once(
    database: Database, clock: Clock, receiver: Receiver
) -> None:
    told = Told()
    await listens(database, receiver)
    receiver.answer = saying(500)
    for number in (1, 2):
        await happens(database, number)
        for wait in (*RETRIES, LEASE):
            await sender(database, clock, told).send_due()
            clock.now += wait

    await sender(database, clock, told).send_due()

    assert receiver.numbers == [1] * 6 + [2] * 6
    assert told.guilds == [GUILD]


async def test_what_a_crash_kept_from_being_said_is_said_later(
    database: Database, clock: Clock, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    async def crashing(guild_id: int) -> None:
        raise RuntimeError("planted")

    told = Told()
    await listens(database, receiver)
    await happens(database, 1)
    receiver.answer = saying(410)
    for _ in range(2):
        await Webhooks(database, clock, crashing, everywhere, Poster(permits=lambda _: True)).send_due()
    assert "planted" in caplog.text

    for _ in range(2):
        clock.now += LEASE
        await sender(database, clock, told).send_due()

    assert told.guilds == [GUILD]


@pytest.mark.parametrize("status", [200, 500])
async def test_a_guild_with_much_to_be_told_lets_others_have_their_turn(
    database: Database, clock: Clock, receiver: Receiver, status: int
) -> None:
    poster = Poster(permits=lambda _: True)
    turn = 0.0 if status == 200 else 60.0  # a failure ends it at once
    webhooks = Webhooks(database, clock, Told(), everywhere, poster, at_once=1, turn=turn)
    receiver.answer = saying(status)
    for guild_id, numbers in ((GUILD, (1, 2, 3)), (GUILD + 1, (11, 12))):
        await listens(database, receiver, guild_id)
        await happens(database, *numbers, guild_id=guild_id)

    for _ in range(5):
        await webhooks.send_due()
        clock.advance(seconds=1)

    assert receiver.numbers == [1, 11, 2, 12, 3]


async def test_what_waits_for_a_guild_that_removed_the_bot_is_dropped(
    database: Database, clock: Clock, receiver: Receiver
) -> None:
    async def nowhere(guild_id: int) -> bool:
        return False

    await listens(database, receiver)
    await happens(database, 1, 2)

    await Webhooks(database, clock, Told(), nowhere, Poster(permits=lambda _: True)).send_due()
    await sender(database, clock).send_due()
    assert receiver.got == []

    await happens(database, 3)  # it was invited back
    await sender(database, clock).send_due()
    assert receiver.numbers == [3]


async def test_what_fails_in_a_turn_is_logged_and_sent_later(
    database: Database, clock: Clock, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(Poster):
        async def post(self, parcel: Parcel, now: datetime) -> int | Trouble:
            raise RuntimeError("planted")

    await listens(database, receiver)
    await happens(database, 1)
    await Webhooks(database, clock, Told(), everywhere, Broken()).send_due()
    assert "that failed, and comes again" in caplog.text

    clock.now += LEASE
    await sender(database, clock).send_due()

    assert receiver.numbers == [1]


async def test_it_goes_on_when_the_database_could_not_be_read(
    database_url: str, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    failed, got = asyncio.Event(), asyncio.Event()
    broken = False

    def now() -> datetime:
        if broken:
            failed.set()
            raise RuntimeError("planted")
        return system_clock()

    async def answer(request: web.Request) -> web.StreamResponse:
        got.set()
        return web.Response()

    database = Database(database_url, now)
    receiver.answer = answer
    await listens(database, receiver)
    await happens(database, 1)
    broken = True
    webhooks = Webhooks(database, system_clock, Told(), everywhere, Poster(permits=lambda _: True))
    webhooks.start()
    await asyncio.wait_for(failed.wait(), 10)
    broken = False
    webhooks.wake()
    await asyncio.wait_for(got.wait(), 10)
    await webhooks.stop()
    await database.close()

    assert "they will be" in caplog.text


async def test_one_guild_that_does_not_answer_keeps_no_other_waiting(
    database: Database, clock: Clock, receiver: Receiver
) -> None:
    hung = asyncio.Event()
    done = asyncio.Event()

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.path == "/hung":
            hung.set()
            return await silent(request)
        done.set()
        return web.Response()

    receiver.answer = answer
    await listens(database, f"http://{HERE}:{receiver.port}/hung", GUILD + 1)
    await happens(database, 1, guild_id=GUILD + 1)
    webhooks = sender(database, clock, patience=60)
    webhooks.start()
    await asyncio.wait_for(hung.wait(), 10)

    await listens(database, receiver)
    await happens(database, 2)
    webhooks.wake()
    await asyncio.wait_for(done.wait(), 10)

    await webhooks.stop()


async def test_what_a_stop_cut_short_is_sent_again_by_the_next_process(
    database: Database, clock: Clock, receiver: Receiver
) -> None:
    asked = asyncio.Event()

    async def answer(request: web.Request) -> web.StreamResponse:
        asked.set()
        return await silent(request)

    receiver.answer = answer
    await listens(database, receiver)
    await happens(database, 1, 2)
    webhooks = sender(database, clock, patience=60)
    webhooks.start()
    webhooks.start()
    await asyncio.wait_for(asked.wait(), 10)
    await asyncio.wait_for(webhooks.stop(), 5)
    receiver.answer = saying(200)

    await sender(database, clock).send_due()
    assert receiver.numbers == [1]  # it may still be on its way
    clock.now += LEASE
    await sender(database, clock).send_due()

    assert receiver.numbers == [1, 1, 2]
    assert receiver.got[0].event["id"] == receiver.got[1].event["id"]


async def test_what_happens_wakes_it(real_time_database: Database, receiver: Receiver) -> None:
    got = asyncio.Event()

    async def answer(request: web.Request) -> web.StreamResponse:
        got.set()
        return web.Response()

    receiver.answer = answer
    webhooks = Webhooks(real_time_database, system_clock, Told(), everywhere, Poster(permits=lambda _: True))
    real_time_database.on_commit(lambda committed: webhooks.wake() if committed.outside else None)
    webhooks.start()
    await listens(real_time_database, receiver)
    for number in (1, 2):
        got.clear()
        await happens(real_time_database, number)
        await asyncio.wait_for(got.wait(), 10)

    await webhooks.stop()
    assert receiver.numbers == [1, 2]
