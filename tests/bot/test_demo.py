import asyncio
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest

from bot.demo.checked import Checked
from bot.demo.due import next_of
from bot.demo.main import Demo, running
from bot.demo.people import Table
from bot.demo.scene import play_scene
from bot.demo.simulation import simulated
from bot.demo.terminal import Terminal
from bot.demo.tour import tour
from bot.demo.words import away, readable
from cogs.edge.text import plain
from domain.reminders import Kind, Reminder


@asynccontextmanager
async def opened() -> AsyncIterator[tuple[Demo, aiohttp.ClientSession, dict[str, str]]]:
    """The demo, somebody's browser at its page, and the headers of what that page itself asks for."""
    # No fixture: SimCord's clock is bound to the context that it was started in, and fixtures end in another.
    async with running() as demo, aiohttp.ClientSession(demo.url) as web:
        yield demo, web, {"Origin": demo.url.rstrip("/")}


async def test_the_tour_plays_to_its_end() -> None:
    told: list[str] = []

    assert await tour(told.append) == 0, told[-1]

    assert "expectations held" in told[-1]
    commands = {line.partition(" runs /")[2] for line in told}
    night = (
        "queue add",
        "game pick",
        "play next",
        "play skip",
        "votes tally",
        "votes leaderboard",
        "stats games",
        "stats me",
    )
    assert not [one for one in night if not any(command.startswith(one) for command in commands)]
    assert not [line for line in told if re.search(r"<[t@#]", line)], "times and names are told as people read them"


async def test_a_tour_that_finds_something_amiss_says_what() -> None:
    async def pigs(checked: Checked) -> None:
        checked.expect("pigs fly", False)

    told: list[str] = []

    assert await tour(told.append, [pigs]) == 1
    assert "pigs fly" in told[-1]


async def test_a_tour_that_looks_for_what_is_not_there_says_so() -> None:
    async def nothing_there(checked: Checked) -> None:
        checked.table.find("Cards nobody asked for")

    told: list[str] = []

    assert await tour(told.append, [nothing_there]) == 1
    assert "Cards nobody asked for" in told[-1]


async def test_an_error_that_the_bot_only_logged_is_something_amiss() -> None:
    async def a_listener_fails(checked: Checked) -> None:
        table = checked.table

        async def on_message(message: discord.Message) -> None:
            logging.getLogger("cogs.votes").error("a vote was lost")

        table.simulation.bot.add_listener(on_message)
        await table.olga.says("hello")

    told: list[str] = []

    assert await tour(told.append, [a_listener_fails]) == 1
    assert "a vote was lost" in told[-2]
    assert "the bot met no error" in told[-1]


async def test_the_scene_has_a_roll_call_a_planned_session_and_a_live_board(tmp_path: Path) -> None:
    async with simulated(tmp_path, pace=0.0) as simulation:
        table = Table(simulation)
        await play_scene(table)

        roll_call = "\n".join(table.lines(table.find("Board games in January")))
        assert "3 yes: @Zoë @Bartłomiej @Inès, 1 if needed: @Jürgen" in roll_call
        planned = "\n".join(table.lines(table.find("Spirit Island")))
        assert "@Zoë @Olga" in planned
        assert "3 of 4 seats taken" in planned
        board = "\n".join(table.lines(table.find("In progress")))
        for shown in ("Now playing Azul", "Azul: +2 -0", "1. Cascadia", "Codenames: +2 -1"):
            assert shown in board
        kept = [one for each in table.channels for one in simulation.env.backend.messages[each.id].values()]
        assert not [one for one in kept if one.is_ephemeral], "private answers are clicked away"
        assert not simulation.env.errors


async def test_the_scenes_second_channel_has_a_campaign_with_players_and_a_character(tmp_path: Path) -> None:
    async with simulated(tmp_path, pace=0.0) as simulation:
        table = Table(simulation)
        await play_scene(table)

        with table.moved_to(table.campaign_channel):
            shown = "\n".join(table.lines(await table.players[0].runs("campaign show")))
            assert "The drowned stairs" in "\n".join(table.lines(table.find("The Sunken Crown")))
        for line in ("@Inès: Mirelle the Tidecaller", "@Bartłomiej"):
            assert line in shown
        queued = "\n".join(table.lines(await table.olga.runs("queue list")))
        assert "1. Cascadia" in queued, "in the first channel, the game night is still meant"


async def test_the_page_leads_to_the_channel_and_tells_the_time() -> None:
    async with opened() as (demo, web, _), web.get("/") as answer:
        page = await answer.text()

        assert demo.channel_url in page
        assert "19:5" in page
        assert "a reminder of “Spirit Island”" in page
        assert "Nothing here is kept" in page
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


class NothingIsKept(Exception):
    """Ends a transaction without its effects."""


async def test_whatever_is_due_next_is_named_and_what_should_have_been_is_due_now() -> None:
    async with opened() as (demo, _, _):
        bot, olga = demo.table.simulation.bot, demo.table.olga.member.id
        told = {}
        with suppress(NothingIsKept):  # the bot would tell at once what should have been told
            async with bot.database.transaction() as store:
                for days, kind in enumerate(one for one in Kind if one is not Kind.PRESENCE):
                    due_at = store.now - timedelta(days=days)
                    await store.reminders.add(Reminder(0, demo.table.guild_id, kind, 1, due_at, user_id=olga))
                    told[kind] = await next_of(store, demo.table) or ""
                raise NothingIsKept

    assert told[Kind.PICK] == "the end of the poll on what to play, now"
    assert told[Kind.NOTE] == "what Olga asked to be reminded of, now"
    assert all(one.endswith(", now") and "vain" not in one for one in told.values())
    assert len(set(told.values())) == len(told), "each by words of its own"


async def test_the_buttons_of_the_page_move_the_clock() -> None:
    async with opened() as (demo, web, own):
        before = demo.table.simulation.clock()

        async with web.post("/move?by=1h", headers=own) as answer:
            assert "20:5" in (await answer.json())["clock"]
        assert demo.table.simulation.clock() - before >= timedelta(hours=1)

        async with web.post("/move?by=next", headers=own) as answer:
            said = (await answer.json())["said"]
        assert any("Session 1 (“Spirit Island”) starts at " in line for line in said)
        assert demo.table.find("Spirit Island”) starts at").raw_mentions

        async with web.post("/move?by=soon", headers=own) as answer:
            assert answer.status == 400


async def test_another_site_cannot_move_the_clock() -> None:
    async with opened() as (demo, web, _):
        before = demo.table.simulation.clock()

        for headers in (
            {"Origin": "https://elsewhere.example"},
            {"Origin": "null"},
            {},
            {"Host": "elsewhere.example", "Origin": "http://elsewhere.example"},
        ):
            async with web.post("/move?by=1d", headers=headers) as answer:
                assert answer.status == 403, headers
        async with web.get("/", headers={"Host": "elsewhere.example"}) as answer:
            assert answer.status == 403

        assert demo.table.simulation.clock() - before < timedelta(hours=1)


async def test_the_clock_can_be_moved_from_the_terminal() -> None:
    async with opened() as (demo, _, _):
        terminal = Terminal(demo.control)

        assert "20:5" in (await terminal.answer_to("+1h"))[-1]
        assert "no length of time" in (await terminal.answer_to("soon"))[0]
        assert (await terminal.answer_to(""))[-1].startswith("It is ")


async def writing(web: aiohttp.ClientSession, url: str, text: str) -> tuple[str, dict[str, str], dict[str, Any]]:
    """Opens a simulated channel; gives where its page sends acts to, with which headers, and the act of writing."""
    address, _, capability = url.partition("#")
    headers = {"X-Simcord-Capability": capability}
    async with web.post(f"{address}api/pages", headers=headers, json={}) as answer:
        page: dict[str, Any] = await answer.json()
    act = {
        "protocol_version": 3,
        "kind": "send_message",
        "sequence": 1,
        "request_id": "one",
        "generation": page["context"]["generation"],
        "bot_generation": page["botGeneration"],
        "published_revision": page["publishedRevision"],
        "content": text,
    }
    return f"{address}api/action", {**headers, "X-Simcord-Context": page["context"]["id"]}, act


async def test_what_is_done_in_the_browser_waits_for_its_turn_and_is_not_lost() -> None:
    """SimCord by itself refuses an act that meets another, or that comes from a page published anew since."""
    async with opened() as (demo, web, _):
        address, headers, act = await writing(web, demo.channel_url, "thisgame++")
        await demo.control.move("2m")

        async def send() -> dict[str, Any]:
            async with web.post(address, headers=headers, json=act) as answer:
                return dict(await answer.json())

        _, receipt = await asyncio.gather(demo.control.move("1h"), send())

        assert (receipt["rejected"], receipt["settlement"]) == (False, "settled")
        assert "Azul: +3 -0" in demo.table.lines(demo.table.find("Now playing Azul"))


async def test_both_channels_can_be_written_in() -> None:
    async with opened() as (demo, web, _):
        for url in (demo.campaign_url, demo.channel_url):
            address, headers, act = await writing(web, url, "Hello!")
            async with web.post(address, headers=headers, json=act) as answer:
                receipt = await answer.json()
            assert (receipt["rejected"], receipt["settlement"]) == (False, "settled")

        assert [one.history()[-1].content for one in demo.table.channels] == ["Hello!", "Hello!"]


async def test_ending_the_simulated_channel_ends_the_demo() -> None:
    async with opened() as (demo, _, _):
        assert demo.table.simulation.env._preview is not None
        await demo.table.simulation.env._preview.close()

        await asyncio.wait_for(demo.ended.wait(), timeout=5)


@pytest.mark.parametrize(
    "title",
    ["<b>Root</b>", "[x](https://example.org/a_b)", "*5* __x__ `code` ~~no~~", "# 1", r"a\b", "||dark||", "C++"],
)
def test_a_title_is_told_as_it_was_written(title: str) -> None:
    said = readable(f"**{plain(title)}** won, see [its card](https://discord.com/x).", {}, datetime.now(UTC))

    assert said == f"{title} won, see its card ↗."


def test_times_and_names_are_told_as_people_read_them() -> None:
    now = datetime(2026, 1, 2, 18, 0, tzinfo=UTC)
    then = int(datetime(2026, 1, 2, 19, 0, tzinfo=UTC).timestamp())

    said = readable(rf"**<@7>** at <t:{then}:F> (<t:{then}:R>), <t:{then}:t> in <#8>\!", {7: "Zoë", 8: "den"}, now)

    assert said == "@Zoë at Fri 2 Jan, 19:00 UTC (in 1 hour), 19:00 UTC in #den!"
    assert [away(timedelta(minutes=n)) for n in (0, -5, 58, 60 * 47)] == [
        "now",
        "5 minutes ago",
        "in 1 hour",
        "in 2 days",
    ]
