"""How many may ask the JSON API at once, and who waits for whom."""

import asyncio

import pytest
from aiohttp import web

from bot.http.api.turns import AT_ONCE, WAITING, Turns
from db.store import Database
from domain.outside.tokens import PREFIX
from tests.bot.a_full_server import filled, got
from tests.bot.serving import Bot, serving
from tests.conftest import Clock
from tests.services.acting import BEN, STRANGER


async def test_only_so_many_wait_for_their_turn_and_the_others_are_told_to_ask_again() -> None:
    turns = Turns(at_once=1, waiting=1)
    go_on = asyncio.Event()

    async def taken() -> None:
        async with turns.turn():
            await go_on.wait()

    asking = [asyncio.create_task(taken()) for _ in range(2)]
    await asyncio.sleep(0)  # their turn
    with pytest.raises(web.HTTPTooManyRequests) as refused:
        async with turns.turn():
            pass
    go_on.set()
    await asyncio.gather(*asking)

    assert refused.value.headers["Retry-After"] == "1"
    async with turns.turn():
        pass


async def test_many_at_once_are_all_answered_and_leave_the_database_to_others(database: Database, clock: Clock) -> None:
    full = await filled(database)
    async with serving(Bot(database, clock)) as server:
        asked = [asyncio.create_task(got(server, full, f"sessions/{full.live}/votes")) for _ in range(40)]
        async with database.transaction() as store:
            await store.settings.set_stats_hidden(BEN.user_id, hidden=True)

        assert {one.status for one in await asyncio.gather(*asked)} == {200}


async def test_who_tries_many_tokens_takes_no_turn_of_those_who_have_one(database: Database, clock: Clock) -> None:
    full = await filled(database)
    wrong = PREFIX + "x" * 43
    async with serving(Bot(database, clock)) as server:
        tries = [asyncio.create_task(got(server, full, "games", token=wrong)) for _ in range(3 * (AT_ONCE + WAITING))]
        asked = await asyncio.gather(*(got(server, full, "games") for _ in range(5)))

        assert {one.status for one in asked} == {200}
        assert {one.status for one in await asyncio.gather(*tries)} == {401}


class FarAway(Bot):
    """A bot that has to ask Discord whether it is in the stranger's server, and gets no answer yet."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock)
        self.asked = asyncio.Semaphore(0)
        self.answers = asyncio.Event()

    async def is_in(self, guild_id: int) -> bool:
        if guild_id == STRANGER.guild_id:
            self.asked.release()
            await self.answers.wait()
        return True


async def test_nobody_waits_for_what_discord_is_asked_about_somebody_elses_server(
    database: Database, clock: Clock
) -> None:
    full = await filled(database)
    bot = FarAway(database, clock)
    async with serving(bot) as server:
        waiting = [asyncio.create_task(got(server, full, "games", token=full.other_token)) for _ in range(AT_ONCE + 1)]
        async with asyncio.timeout(10):
            for _ in waiting:
                await bot.asked.acquire()

            assert (await got(server, full, "games")).status == 200

        bot.answers.set()
        assert {one.status for one in await asyncio.gather(*waiting)} == {200}
