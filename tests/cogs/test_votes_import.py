"""Importing chat logs and taking them back, as people do."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.demo.simulation import Simulation
from cogs.votes.members import members_named
from cogs.votes.previewed import described, games_in
from cogs.votes.progress import Progress
from domain.votes.logs import read_log
from domain.votes.matching import Matched
from services.votes.importing import Preview
from tests.cogs.acting import card, labels, live, playing, reply, said, standing, texts


async def upload(person: MemberActor, channel: ChannelHandle, text: str) -> InteractionResult:
    return await person.slash(channel, "votes import", file=("log.csv", text.encode()))


def log(simulation: Simulation, *lines: str) -> str:
    """A log of what was said ten minutes from now, and one line that cannot be read."""
    said_at = (simulation.clock() + timedelta(minutes=10)).isoformat()
    return "\n".join(("username,message,timestamp", *(f"{line},{said_at}" for line in lines), "zoe,thisgame++,late"))


async def test_an_import_shows_what_it_would_do_does_it_when_told_and_is_undone(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    await bob.send(table, "thisgame++")
    text = log(simulation, "Bob,thisgame--", "z_oe,thisgame--", "alice,good evening")

    asked = reply(await upload(alice, table, text))

    assert asked.content.splitlines() == [
        "This is what the import would do. Nothing is done yet.",
        "**2** would be imported · **0** duplicate · **0** unmatched · **1** unreadable",
        "Catan: +0 -2 · Session 1 (“Friday games”)",
        "-# Of 4 lines, 2 vote.",
        "-# Names have to be members' usernames (like `jdoe`), not the names shown in the channel. No member has "
        "these; they stay voters of their own: z\\_oe.",
        "-# ⚠️ line 5 cannot be read: no time that I can read; write it like `2026-12-05T20:00:00Z`.",
    ]
    assert await standing(bob, table) == ["Catan: +1 -0"]
    done = await alice.click(asked, label="Import")
    assert await standing(bob, table) == ["Catan: +0 -2"]
    assert "Catan: +0 -2" in texts(card(table))
    assert "changes nothing" in said(await upload(alice, table, text))

    assert done.response is not None
    assert "**2** imported" in done.response.content
    assert labels(done.response.message) == ["Undo"]
    await alice.click(done.response, label="Undo")
    assert await standing(bob, table) == ["Catan: +1 -0"]
    assert "no import of votes to undo" in said(await alice.slash(table, "votes undo"))


@pytest.mark.parametrize(
    ("lasts", "said_at"),
    [
        ((), [0]),
        ((0.5, 0.5, 0.5), [0]),
        ((2, 2), [0, 2000, 4000]),
        ((1.5, 1.5, 1.5, 1.5, 1.5), [0, 4000, 8000]),
        ((7, 0.1, 0.1, 0.1), [0, 2000]),  # one slow part is not made up for
    ],
)
async def test_a_long_import_says_now_and_then_how_far_it_is(lasts: tuple[float, ...], said_at: list[int]) -> None:
    seconds = 0.0
    told: list[str] = []

    async def say(text: str) -> None:
        told.append(text)

    progress = Progress(say, 10_000, lambda: seconds)
    await progress.begin()
    for n, one in enumerate(lasts, 1):
        seconds += one
        await progress.reached(2000 * n)

    first, *rest = told
    assert first == "Importing 10,000 votes …"
    assert rest == [f"Importing: {done:,} of 10,000 votes …" for done in said_at[1:]]


@pytest.mark.parametrize("error", [ConnectionResetError(), aiohttp.ServerDisconnectedError()])
async def test_an_import_whose_progress_cannot_be_said_goes_on(error: Exception) -> None:
    seconds, tries = 0.0, 0

    async def say(text: str) -> None:
        nonlocal tries
        tries += 1
        raise error

    progress = Progress(say, 10_000, lambda: seconds)
    await progress.begin()
    seconds = 2.0
    await progress.reached(2000)

    assert tries == 2


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/interactions/*/*/callback"), ("PATCH", "/webhooks/*/*/messages/@original")]
)
async def test_an_import_of_which_something_cannot_be_said_is_done_and_can_be_undone(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle, method: str, path: str
) -> None:
    await playing(alice, table, "Catan")
    asked = reply(await upload(alice, table, log(simulation, "zoe,thisgame++")))
    simulation.env.inject_error(method, path, status=503, times=1)

    pressed = await alice.click(asked, label="Import")

    assert await standing(bob, table) == ["Catan: +1 -0"]
    done = pressed.followups[-1] if pressed.followups else pressed.response
    assert done is not None
    assert "**1** imported" in done.content
    await alice.click(done, label="Undo")
    assert await standing(bob, table) == ["Catan: +0 -0"]


async def test_of_many_names_each_members_is_found(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    before = len(simulation.env.http_requests)

    asked = reply(
        await upload(alice, table, log(simulation, *(f"p{n},thisgame++" for n in range(60)), "Bob,thisgame--"))
    )

    assert "No member has these; they stay voters of their own: p0, p1, p2, p3," in asked.content
    assert "p9 and 50 more." in asked.content
    assert "look up" not in asked.content
    lists = [one for one in simulation.env.http_requests[before:] if one.path.endswith("/members")]
    assert [one.method for one in lists] == ["GET"]


async def test_the_last_import_is_undone_by_a_command_that_asks_first(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    await alice.click(reply(await upload(alice, table, log(simulation, "zoe,thisgame++"))), label="Import")
    assert "Only organisers" in said(await bob.slash(table, "votes undo"))

    asked = reply(await alice.slash(table, "votes undo"))
    assert "(1 vote)" in asked.content
    await alice.click(asked, label="Undo the import")

    assert await standing(bob, table) == ["Catan: +0 -0"]


async def test_the_button_of_an_import_that_was_undone_elsewhere_says_so(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    done = await alice.click(reply(await upload(alice, table, log(simulation, "zoe,thisgame++"))), label="Import")
    await alice.click(reply(await alice.slash(table, "votes undo")), label="Undo the import")
    assert done.response is not None

    again = await alice.click(done.response, label="Undo")

    assert again.response is not None
    assert "was undone already" in again.response.content
    assert labels(again.response.message) == []


async def test_while_another_file_is_read_one_hears_that_theirs_waits(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    turn = simulation.bot.reading

    await turn.acquire()
    asyncio.get_running_loop().call_later(0.1, turn.release)
    asked = await upload(alice, table, log(simulation, "zoe,thisgame++"))

    assert "Another file is being read" in reply(asked).content
    assert "would do" in asked.followups[0].content


class Guild:
    """Discord, asked for members without the intent that lists them all: of some names there are a hundred."""

    id = 1
    asked = 0

    async def query_members(self, name: str, limit: int, cache: bool) -> list[Any]:
        self.asked += 1
        if name == "silent":
            raise TimeoutError
        if name == "b":
            return [SimpleNamespace(name=f"b{n}", id=n, bot=False) for n in range(limit)]
        return [SimpleNamespace(name=f"{name.upper()}{more}", id=7, bot=name == "robot") for more in ("", "_")]


async def test_of_names_that_cannot_be_looked_up_nothing_is_claimed() -> None:
    guild = Guild()
    client: Any = SimpleNamespace(get_guild=lambda _: guild, intents=SimpleNamespace(members=False))

    found = await members_named(client, 1, {"robot": 9, "b": 8, "ana": 7, **{f"p{n}": 2 for n in range(60)}})
    failing = await members_named(client, 1, {"ana": 3, "silent": 2, "ben": 1})

    assert (found.people["ana"], found.bots, "b" in found.unchecked) == (7, {"robot"}, True)
    assert (len(found.people), len(found.unchecked)) == (48, 14)
    assert (failing.people, failing.unchecked) == ({"ana": 7}, {"silent", "ben"})


async def test_the_preview_says_which_lines_and_names_it_could_not_read() -> None:
    said_at = datetime(2026, 9, 1, tzinfo=UTC)
    entries = [{"name": "ana", "text": "thisgame++", "time": 1788264000}, 7, {"name": "b", "text": 8, "time": 1}]
    read = read_log(json.dumps(entries).encode())
    seen = Preview(
        [Matched(b"", 1, 1, "Ana", 1, said_at), Matched(b"", 1, 1, "Zoe", 1, said_at)],
        0,
        read.lines,
        {"ana": "Ana", "zoe": "Zoe"},
    )

    lines = described(read, seen, None, {"ana"}).splitlines()

    assert "-# Of 3 entries, 1 vote." in lines
    assert any("could not look up 1 name: Ana." in one for one in lines)
    assert any("voters of their own: Zoe." in one for one in lines)
    assert any("entry 2 cannot be read: no object" in one for one in lines)
    assert any("entry 3 cannot be read: no message." in one for one in lines)
    assert any("Unmatched" in one and "entry 1 (<t:1788264000:f>)" in one for one in lines)


async def test_the_preview_names_the_games_those_with_the_most_votes_first_and_their_sessions(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    assert table.guild is not None
    await playing(alice, table, "Catan", "Azul")
    await alice.slash(table, "session end")
    await live(alice, table, "Again")
    await alice.slash(table, "play start", game="azul")
    async with simulation.bot.database.read() as store:
        [catan], [azul] = [await store.plays.of_session(number) for number in (1, 2)]
        votes = [
            Matched(bytes([n]), play.session_id, play.id, "ana", value, play.started_at)
            for n, (play, value) in enumerate([(catan, 1), (azul, 1), (azul, -1), (azul, 1)])
        ]

        lines = await games_in(store, table.guild.id, Preview(votes, 0, (), {}))

    assert lines == ["Azul: +2 -1 · Session 2 (“Again”)", "Catan: +1 -0 · Session 1 (“Friday games”)"]


async def test_a_file_that_is_no_log_and_a_person_who_is_no_organiser_are_refused(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")

    assert "name the columns" in said(await upload(alice, table, "hello"))
    assert "Only organisers" in said(await upload(bob, table, log(simulation, "bob,thisgame++")))
    assert "Only organisers" in said(await bob.slash(table, "votes export"))
