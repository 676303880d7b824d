"""/settings webhook: set by who manages the server, shown to nobody else, tried and removed."""

import asyncio
import re
from datetime import datetime

import pytest
import simcord
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from bot.outside.posting import Poster
from bot.outside.webhooks import Webhooks
from cogs.edge.webhooks import tell_failing
from db.store import Database
from domain.outside.outbox import Event, Parcel, Trouble
from services.outside import telling, webhooks
from tests.cogs.acting import letters, reply, said

URL = "https://[2e00::1]/hook?key=abc"  # of the internet, and of nobody: IANA has given it to no one
SECRET = re.compile(r"whsec_[\w-]{43}")


async def test_it_is_set_shown_tried_given_a_new_secret_and_removed(
    simulation: Simulation, admin: MemberActor, table: ChannelHandle
) -> None:
    assert "no webhook" in said(await admin.slash(table, "settings webhook"))

    told = said(await admin.slash(table, "settings webhook", url=URL))
    assert URL in told
    assert "X-Rollcall-Signature" in told
    (first,) = SECRET.findall(told)

    shown = await admin.slash(table, "settings webhook")
    assert URL in said(shown)
    assert not SECRET.search(said(shown))
    await admin.click(reply(shown), label="Send a test")
    renewed = await admin.click(reply(await admin.slash(table, "settings webhook")), label="New secret")
    assert renewed.acknowledged
    await admin.click(reply(await admin.slash(table, "settings webhook")), label="Remove")

    assert "no webhook" in said(await admin.slash(table, "settings webhook"))
    (second,) = SECRET.findall(said(await admin.slash(table, "settings webhook", url=URL)))
    assert first != second


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://example.org/hook", "`https://`"),
        ("https://me:key@example.org/", "name and password"),
        ("https://127.0.0.1:8080/", "private network"),
        ("https://localhost/", "private network"),
        ("https://[::ffff:169.254.169.254]/latest", "private network"),
        ("nonsense", "`https://`"),
    ],
)
async def test_an_address_that_cannot_be_is_refused_with_the_remedy(
    admin: MemberActor, table: ChannelHandle, url: str, words: str
) -> None:
    assert words in said(await admin.slash(table, "settings webhook", url=url))
    assert "no webhook" in said(await admin.slash(table, "settings webhook"))


async def test_who_set_it_is_told_privately_that_it_fails_without_its_path(
    simulation: Simulation, env: simcord.Env, admin: MemberActor, table: ChannelHandle
) -> None:
    said(await admin.slash(table, "settings webhook", url=URL))
    assert table.guild is not None
    async with simulation.bot.database.transaction() as store:
        await telling.tell(store, table.guild.id, Event.TEST, {})
        (parcel,) = await store.turns.claim(store.now, 1)
        await webhooks.settle(store, parcel, Trouble.UNREACHED)

    await tell_failing(simulation.bot, simulation.bot.database, table.guild.id)

    (letter,) = letters(admin)
    assert "2e00::1" in letter.content
    assert "has no valid certificate" in letter.content
    assert "key" not in letter.content
    shown = said(await admin.slash(table, "settings webhook"))
    assert "**Fails since**" in shown
    assert "Nothing is sent" not in shown
    assert "1 event to be told" in shown


async def test_it_works_once_something_was_taken_and_not_before(
    simulation: Simulation, admin: MemberActor, table: ChannelHandle
) -> None:
    said(await admin.slash(table, "settings webhook", url=URL))
    assert "**Nothing is sent**: this is the demo" in said(await admin.slash(table, "settings webhook"))
    shown = reply(await admin.slash(table, "settings webhook"))
    tried = await admin.click(shown, label="Send a test")
    assert "on its way" not in said(tried)
    simulation.bot.outgoing = True
    assert "**Nothing was sent yet.**" in said(await admin.slash(table, "settings webhook"))
    assert table.guild is not None

    async with simulation.bot.database.transaction() as store:
        (parcel,) = await store.turns.claim(store.now, 1)
    assert "on its way" in said(await admin.slash(table, "settings webhook"))

    async with simulation.bot.database.transaction() as store:
        await webhooks.settle(store, parcel, 204)
    assert "**It works**" in said(await admin.slash(table, "settings webhook"))


class Postman(Poster):
    """It takes every event, and delivers none."""

    def __init__(self) -> None:
        super().__init__()
        self.events: asyncio.Queue[str] = asyncio.Queue()

    async def post(self, parcel: Parcel, now: datetime) -> int | Trouble:
        self.events.put_nowait(parcel.event)
        return 200


async def test_the_bot_has_it_told_when_something_happens_and_at_each_sweep_what_other_processes_left(
    simulation: Simulation, admin: MemberActor, table: ChannelHandle
) -> None:
    async def nobody(guild_id: int) -> None:
        raise AssertionError("it works")

    bot, postman = simulation.bot, Postman()
    bot.webhooks = Webhooks(bot.database, bot.clock, nobody, bot.is_in, postman)
    said(await admin.slash(table, "settings webhook", url=URL))
    bot.webhooks.start()
    await admin.click(reply(await admin.slash(table, "settings webhook")), label="Send a test")
    assert await asyncio.wait_for(postman.events.get(), 10) == "webhook.test"

    other = Database(bot.settings.database_url, bot.clock)
    assert table.guild is not None
    async with other.transaction() as store:
        await telling.tell(store, table.guild.id, Event.GAME_ADDED, {})
    await other.close()
    await bot._sweep()
    assert await asyncio.wait_for(postman.events.get(), 10) == "game.added"

    await bot.webhooks.stop()
