"""A calendar program, and the feeds of the real process."""

import re
from typing import Any

import aiohttp
import pytest
from icalendar import STATUS, Calendar

from tests.e2e.process import BotProcess
from tests.e2e.standin.server import Discord

PUBLIC = "https://rollcall.example.org"


@pytest.fixture
async def served(idle_bot: BotProcess, port: int) -> BotProcess:
    """The bot, connected, with feeds switched on."""
    idle_bot.settings["ROLLCALL_PUBLIC_URL"] = PUBLIC
    await idle_bot.connect()
    return idle_bot


def path_in(text: str) -> str:
    """The path of the address that a person was given; the proxy in front does the rest."""
    (found,) = re.findall(rf"^{PUBLIC}(/calendar/[\w-]{{43}}\.ics)$", text, re.MULTILINE)
    return str(found)


async def fetched(port: int, path: str, tag: str = "") -> tuple[int, str, list[Any]]:
    """What a calendar program that knows this tag gets: status, tag and events."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}{path}", headers={"If-None-Match": tag} if tag else {}) as answer,
    ):
        text = await answer.text()
        events = Calendar.from_ical(text).walk("VEVENT") if answer.status == 200 else []
        return answer.status, answer.headers.get("ETag", ""), list(events)


async def test_a_persons_feed_follows_every_change_until_it_is_revoked(
    served: BotProcess, discord: Discord, port: int
) -> None:
    olga, bob = discord.organiser, discord.person("Bob")
    await olga.slash(discord.general, "session schedule", when="in 2 days 20:00", title="Tomb")
    card = await discord.chat.wait_message(discord.general, "Tomb")
    await bob.click(card, "Maybe")
    path = path_in((await bob.slash(discord.general, "calendar feed")).content)

    status, tag, (planned,) = await fetched(port, path)
    assert (status, planned["SUMMARY"], planned["SEQUENCE"]) == (200, "Tomb", 0)
    assert str(card.id) in planned["URL"]
    assert (await fetched(port, path, tag))[:2] == (304, tag)

    await olga.slash(discord.general, "session edit", session="1", when="in 3 days 21:00")
    status, newer, (moved,) = await fetched(port, path, tag)
    assert (status, moved["SEQUENCE"], moved["UID"]) == (200, 1, planned["UID"])
    assert moved.start > planned.start

    await olga.slash(discord.general, "session cancel", session="1", reason="Snow")
    status, _, (cancelled,) = await fetched(port, path, newer)
    assert (status, cancelled["SEQUENCE"], cancelled.status) == (200, 2, STATUS.CANCELLED)

    await bob.slash(discord.general, "calendar revoke")
    assert (await fetched(port, path))[0] == 404


async def test_asking_again_gives_a_new_address_and_no_log_holds_either(
    served: BotProcess, discord: Discord, port: int
) -> None:
    bob = discord.person("Bob")
    await discord.organiser.slash(discord.general, "session schedule", when="in 2 days 20:00", title="Tomb")
    own = path_in((await bob.slash(discord.general, "calendar feed")).content)
    first = await bob.slash(discord.general, "calendar feed", campaign="game night")
    again = await bob.slash(discord.general, "calendar feed", campaign="game night")

    paths = own, path_in(first.content), path_in(again.content)
    assert "stopped working" not in first.content
    assert "Your earlier address for this has stopped working" in again.content
    got = [await fetched(port, path) for path in paths]
    assert [(status, len(events)) for status, _, events in got] == [(200, 0), (404, 0), (200, 1)]

    assert await served.stop() == 0
    assert "GET /calendar/{token}.ics: 200" in served.log
    assert not [path for path in paths if path.removeprefix("/calendar/").removesuffix(".ics") in served.log]
    stored = served.database.read_bytes()
    assert not [path for path in paths if path.removeprefix("/calendar/").removesuffix(".ics").encode() in stored]
