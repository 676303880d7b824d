"""The server's own scheduled events, over the wire."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

from tests.e2e.process import BotProcess
from tests.e2e.standin.events import SCHEDULED
from tests.e2e.standin.server import Discord

EVENTS = "/guilds/*/scheduled-events"


async def test_a_creation_whose_answer_is_lost_makes_one_event(bot: BotProcess, discord: Discord) -> None:
    discord.fail("POST", EVENTS, status=None, when="after")
    await discord.organiser.slash(discord.general, "session schedule", when="in 2 days 20:00")
    await discord.wait_request("POST", EVENTS)
    await bot.kill()
    with closing(sqlite3.connect(bot.database)) as database, database:  # it was tried 10 minutes ago
        tried_at = (datetime.now(UTC) - timedelta(minutes=10)).replace(tzinfo=None).isoformat(sep=" ")
        database.execute("UPDATE cards SET tried_at = ? WHERE kind = 'event'", (tried_at,))

    await bot.connect()
    await discord.wait_request("GET", EVENTS)
    await discord.organiser.slash(discord.general, "session edit", session="1", title="Found")
    await discord.wait_request("PATCH", f"{EVENTS}/*", containing="Found")
    await bot.stop()

    (event,) = discord.events.all.values()
    assert (event.fields["name"], event.fields["status"]) == ("Session 1: Found", SCHEDULED)
    assert len(discord.made("POST", EVENTS)) == 1


async def test_a_creation_that_discord_answers_with_500_makes_one_event(bot: BotProcess, discord: Discord) -> None:
    discord.fail("POST", EVENTS, status=500, when="after")

    await discord.organiser.slash(discord.general, "session schedule", when="in 2 days 20:00")

    await discord.wait_request("DELETE", f"{EVENTS}/*")
    await bot.stop()
    assert len(discord.made("POST", EVENTS)) == 2
    assert len(discord.events.all) == 1
