"""Count as vote: a message's own menu."""

import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import live, playing, said, standing
from tests.cogs.test_votes_read_back import away

MENU = "Count as vote"


async def test_ones_own_message_is_counted_for_when_it_was_written_and_once(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan", "Root")
    with away(simulation.env):  # as where the bot may not read messages
        message = await bob.send(table, "thisgame++")
    await simulation.env.advance_time(60)
    await alice.slash(table, "play next")

    assert said(await bob.context_menu(table, MENU, message)) == "Counted: **Catan** +1."
    assert said(await bob.context_menu(table, MENU, message)) == "This was counted before: **Catan** +1."
    assert await standing(bob, table) == ["Catan: +1 -0", "Root: +0 -0"]


async def test_somebody_elses_message_is_refused(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    with away(simulation.env):
        message = await bob.send(table, "thisgame++")

    assert "Only the person who wrote" in said(await alice.context_menu(table, MENU, message))
    assert await standing(bob, table) == ["Catan: +0 -0"]


@pytest.mark.parametrize(("words", "why"), [("well played", "no vote in that"), ("thisgame++", "nothing to vote on")])
async def test_what_cannot_be_counted_is_said(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle, words: str, why: str
) -> None:
    await live(alice, table)

    assert why in said(await bob.context_menu(table, MENU, await bob.send(table, words)))


async def test_what_discord_writes_in_ones_name_is_no_vote(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    simulation.env.backend.create_thread(table.id, "thisgame++", bob.user.id)
    await simulation.env.settle()
    (named,) = (one for one in table.history() if one.content == "thisgame++")

    assert "no vote in that message" in said(await bob.context_menu(table, MENU, named))


async def test_a_message_counted_by_its_menu_and_heard_as_well_is_one_vote(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    message = await bob.send(table, "thisgame++")

    assert "counted before" in said(await bob.context_menu(table, MENU, message))
    await bob.delete(message)

    assert await standing(bob, table) == ["Catan: +0 -0"]
