"""The queue as people see it: voting by button, taking games off, and a message's menu."""

import simcord
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, labels, live, reply, said, seen, tap_as_it_was, texts


async def queue(alice: MemberActor, channel: ChannelHandle, *titles: str) -> None:
    for title in titles:
        said(await alice.slash(channel, "game add", title=title))
        said(await alice.slash(channel, "queue add", game=title))


async def test_votes_by_button_show_on_the_board_and_move_games_up_when_the_queue_is_opened_anew(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table)
    await queue(alice, table, "Catan", "Root")
    shown = reply(await bob.slash(table, "queue list"))

    await bob.click(shown, label="2. Root")

    assert "2. **Root** (`root`) · 2 votes · nominated by" in shown.message.content
    assert "you voted" in shown.message.content
    assert "1. Root · 2 votes\n2. Catan · 1 vote" in texts(card(table))
    assert "1. **Root** (`root`) · 2 votes" in said(await bob.slash(table, "queue list"))
    await bob.click(shown, label="2. Root")
    assert "you voted" not in shown.message.content


async def test_the_boards_button_leads_to_the_votes_also_after_a_restart(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table)
    assert "Vote in the queue" not in labels(card(table)), "there is nothing to vote for yet"
    await queue(alice, table, "Catan", "Root")
    await simulation.restart()

    shown = reply(await bob.click(card(table), label="Vote in the queue"))
    await bob.click(shown, label="2. Root")

    assert "2. **Root** (`root`) · 2 votes" in shown.message.content
    assert "1. Root · 2 votes\n2. Catan · 1 vote" in texts(card(table))


async def test_a_board_that_stayed_open_too_long_still_leads_to_the_queue(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    board = await live(alice, table)
    assert "queue is empty" in said(await tap_as_it_was(env, bob, board, "queue:1:1"))
    await queue(alice, table, "Catan")
    await alice.slash(table, "session end")

    over = card(table, "its recap is below")
    told = said(await tap_as_it_was(env, bob, over, "queue:1:1"))

    assert "is over. What is queued waits for the next one." in told
    assert "1. **Catan**" in told


async def test_a_long_queue_has_pages(alice: MemberActor, bob: MemberActor, table: ChannelHandle) -> None:
    await queue(alice, table, *(f"Game {n}" for n in range(1, 11)))
    shown = reply(await bob.slash(table, "queue list"))
    assert "1 to 8 of 10" in shown.message.content

    await bob.click(shown, label="Next")
    await bob.click(shown, label="10. Game 10")

    assert labels(shown.message) == ["9. Game 9", "10. Game 10", "Previous", "Next"]
    await bob.click(shown, label="Previous")
    assert "1. **Game 1**" in shown.message.content
    assert "1. **Game 10**" in said(await bob.slash(table, "queue list"))


async def test_a_vote_for_a_game_that_is_off_the_queue_is_refused_in_words(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await queue(alice, table, "Catan")
    shown = reply(await bob.slash(table, "queue list"))
    assert "Only who nominated it" in said(await bob.slash(table, "queue remove", game="catan"))
    assert "**Catan** is off the queue" in said(await alice.slash(table, "queue remove", game="catan"))

    assert "not in the queue any more" in said(await bob.click(shown, label="1. Catan"))
    assert "Catan is not queued" in said(await alice.slash(table, "queue remove", game="catan"))


async def test_clearing_asks_first(alice: MemberActor, bob: MemberActor, table: ChannelHandle) -> None:
    await queue(alice, table, "Catan", "Root")
    assert "Only" in said(await bob.slash(table, "queue clear"))
    asked = reply(await alice.slash(table, "queue clear"))
    assert "2 games" in asked.message.content

    await alice.click(asked, label="Clear the queue")

    assert "2 games are off the queue" in asked.message.content
    assert "queue is empty" in said(await alice.slash(table, "queue clear"))


async def test_a_message_that_names_a_game_nominates_it(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    for title in ("Catan", "Root"):
        said(await alice.slash(table, "game add", title=title))
    message = await alice.send(table, "How about catan tonight?")

    told = said(await bob.context_menu(table, "Nominate this game", message))

    assert told == "**Catan** is in the queue, at place 1 of 1."
    assert "in the queue already" in said(await bob.context_menu(table, "Nominate this game", message))
    assert not seen(table)


async def test_a_message_that_names_several_games_or_half_of_one_asks_which(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    for title in ("Catan", "Terraforming Mars"):
        said(await alice.slash(table, "game add", title=title))
    both = await alice.send(table, "Catan or Terraforming Mars?")
    asked = reply(await bob.context_menu(table, "Nominate this game", both))
    assert "several games" in asked.message.content
    await bob.select(asked, values=["2"])
    assert "**Terraforming Mars** is in the queue" in asked.message.content

    half = await alice.send(table, "that one about mars")
    assert "Do you mean" in said(await bob.context_menu(table, "Nominate this game", half))
    await alice.slash(table, "game edit", game="Terraforming Mars", enabled=False)
    assert "names no game" in said(await bob.context_menu(table, "Nominate this game", half))
    none = await alice.send(table, "whatever")
    assert "names no game" in said(await bob.context_menu(table, "Nominate this game", none))
