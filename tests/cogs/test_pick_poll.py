"""A quick poll on what to play, as people see it."""

import discord
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, down, due, is_silent, labels, live, playing, reply, said, texts


async def ask(alice: MemberActor, bob: MemberActor, channel: ChannelHandle) -> discord.Message:
    """A session is live, and Bob has everyone asked about Catan and Root; gives the card."""
    await live(alice, channel)
    for title in ("Catan", "Root"):
        said(await alice.slash(channel, "game add", title=title))
    shown = reply(await bob.slash(channel, "game pick"))
    await bob.click(shown, label="Ask everyone")
    assert "Everyone is asked" in shown.message.content
    return card(channel, "What shall we play?")


def place_of(poll: discord.Message, title: str) -> str:
    """The custom id of the button beside that game."""
    shown = sorted(("Catan", "Root"), key=texts(poll).index)
    return f"picked:1:1:{shown.index(title) + 1}"


async def test_votes_show_with_names_and_the_winner_starts(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    poll = await ask(alice, bob, table)
    assert labels(poll) == ["This one", "This one", "Other", "Stop"]
    assert "and ends" not in texts(poll)

    assert is_silent(await alice.click(poll, custom_id="picked:1:1:0"))
    assert is_silent(await alice.click(poll, custom_id=place_of(poll, "Root")))

    assert f"👥 1: {alice.mention}" in texts(card(table, "What shall we play?"))
    await due(simulation, minutes=2)
    over = card(table, "What shall we play?")
    assert "🏆 **Root** won, and was started." in texts(over)
    assert labels(over) == []
    assert "Now playing **Root**" in texts(card(table, "In progress"))


async def test_a_tie_and_what_kept_the_winner_from_starting_are_said(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    poll = await ask(alice, bob, table)
    assert f"unless {bob.mention} or an organiser stops it" in texts(poll)
    for person, title in ((alice, "Root"), (bob, "Catan")):
        await person.click(poll, custom_id=place_of(poll, title))
    await simulation.env.advance_time(10)
    said(await alice.slash(table, "game add", title="Azul"))
    said(await alice.slash(table, "play start", game="azul"))

    await due(simulation, minutes=2)

    over = texts(card(table, "What shall we play?"))
    assert "won out of a tie of 2, and was not started: another game was started meanwhile. `/queue add`" in over
    assert "the one further up wins" in over


async def test_it_says_which_game_the_winner_would_end_and_is_over_with_the_session(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Azul")
    said(await alice.slash(table, "game add", title="Brass"))
    await bob.click(reply(await bob.slash(table, "game pick")), label="Ask everyone")
    poll = card(table, "What shall we play?")
    assert ", and ends **Azul**, unless" in texts(poll)
    await alice.click(poll, custom_id="picked:1:1:1")
    said(await alice.slash(table, "play done"))
    await due(simulation, seconds=2)
    assert "and ends" not in texts(card(table, "What shall we play?"))

    said(await alice.slash(table, "session end"))

    over = card(table, "What shall we play?")
    assert "**Brass** won, and was not started: the session was over by then." in texts(over)
    assert labels(over) == []


async def test_stopped_by_who_asked_nothing_starts(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    poll = await ask(alice, bob, table)
    await alice.click(poll, custom_id="picked:1:1:1")
    assert "Only who asked" in said(await carla.click(poll, label="Stop"))
    again = reply(await carla.slash(table, "game pick"))
    assert "asked already" in said(await carla.click(again, label="Ask everyone"))

    await bob.click(poll, label="Stop")
    await due(simulation, minutes=2)

    assert "**Stopped**" in texts(card(table, "What shall we play?"))
    assert "Now playing" not in texts(card(table, "In progress"))


async def test_a_restart_in_the_middle_of_the_countdown_loses_nothing(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    poll = await ask(alice, bob, table)
    await alice.click(poll, custom_id=place_of(poll, "Catan"))

    await down(simulation, minutes=3)

    assert "🏆 **Catan** won" in texts(card(table, "What shall we play?"))
    assert "Now playing **Catan**" in texts(card(table, "In progress"))
