"""Importing chat logs and taking them back, as people do."""

from datetime import timedelta

from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, labels, playing, reply, said, standing, texts


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
        "**2** imported · **0** duplicate · **0** unmatched · **1** unreadable",
        "-# Of 4 lines, 2 vote.",
        "-# No member has these names; they stay voters of their own: z\\_oe.",
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


async def test_a_file_that_is_no_log_and_a_person_who_is_no_organiser_are_refused(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")

    assert "name the columns" in said(await upload(alice, table, "hello"))
    assert "Only organisers" in said(await upload(bob, table, log(simulation, "bob,thisgame++")))
    assert "Only organisers" in said(await bob.slash(table, "votes export"))
