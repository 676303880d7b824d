"""The board of a live session: its buttons, its ending, and the recap."""

import pytest
import simcord
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import (
    card,
    cards,
    due,
    is_silent,
    labels,
    live,
    parts,
    playing,
    reply,
    said,
    schedule,
    tap_as_it_was,
    texts,
)


async def test_pause_and_resume_are_one_button_that_changes(alice: MemberActor, table: ChannelHandle) -> None:
    await live(alice, table)

    assert labels(card(table))[-3:] == ["Pause", "Log", "End"]
    assert is_silent(await alice.click(card(table), label="Pause"))
    assert labels(card(table))[-3:] == ["Resume", "Log", "End"]
    assert "**Paused**" in texts(card(table))
    assert is_silent(await alice.click(card(table), label="Resume"))
    assert "**In progress**" in texts(card(table))


@pytest.mark.parametrize("button", ["Pause", "End"])
async def test_the_boards_buttons_are_the_organisers(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle, button: str
) -> None:
    await live(alice, table)

    refused = said(await bob.click(card(table), label=button))

    assert "Only organisers" in refused
    assert "**In progress**" in texts(card(table))


async def test_end_asks_first_and_ends_on_yes(alice: MemberActor, table: ChannelHandle) -> None:
    await live(alice, table)
    asked = await alice.click(card(table), label="End")
    assert "End Session 1" in said(asked)
    assert "**In progress**" in texts(card(table))

    told = said(await alice.click(reply(asked), label="End the session"))

    assert "is over" in told
    assert "**Complete**" in texts(card(table, "its recap is below"))
    assert labels(card(table, "its recap is below")) == []
    assert cards(table, "🏁")


async def test_end_asks_first_and_leaves_it_on_no(alice: MemberActor, table: ChannelHandle) -> None:
    await live(alice, table)
    asked = await alice.click(card(table), label="End")

    assert "goes on" in said(await alice.click(reply(asked), label="Go on playing"))

    assert "**In progress**" in texts(card(table))


async def test_a_question_that_was_overtaken_is_answered_with_the_state(
    alice: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table)
    asked = await alice.click(card(table), label="End")
    await alice.slash(table, "session end")

    refused = said(await alice.click(reply(asked), label="End the session"))

    assert "is complete" in refused
    assert len(cards(table, "🏁")) == 1


@pytest.mark.parametrize("custom_id", ["pause:1:1", "resume:1:1", "end:1:1", "next:1:1:0", "skip:2:1:1"])
async def test_a_button_of_a_session_that_is_over_says_so(
    env: simcord.Env, alice: MemberActor, table: ChannelHandle, custom_id: str
) -> None:
    await live(alice, table)
    await alice.slash(table, "session end")

    refused = said(await tap_as_it_was(env, alice, card(table, "its recap is below"), custom_id))

    assert "is complete" in refused or "No session is live" in refused


async def test_who_comes_is_on_the_board_as_they_answer(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 1 hour")
    await alice.slash(table, "session start", session="1")

    await bob.click(card(table, "Nobody has answered yet"), label="Going")

    assert f"**Going** (1)\n{bob.mention}" in texts(card(table, "Up next"))


async def test_the_boards_buttons_play_and_skip(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan", "Azul", "Root")
    assert "Now playing **Catan**" in texts(card(table))
    assert "1. Azul · 1 vote\n2. Root · 1 vote" in texts(card(table))

    await env.advance_time(60)
    assert is_silent(await bob.click(card(table), label="Play next"))
    assert "Now playing **Azul**" in texts(card(table))
    assert is_silent(await bob.click(card(table), label="Skip"))

    assert "Now playing" not in texts(card(table))
    assert "Catan: +0 -0\nAzul: +0 -0 (skipped)" in texts(card(table))


async def test_a_board_that_shows_another_game_neither_skips_nor_follows_the_one_that_is_on(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    board = await playing(alice, table, "Catan", "Azul", "Root")
    await env.advance_time(60)
    stale = [str(one.custom_id) for one in parts(board) if getattr(one, "label", None) in ("Play next", "Skip")]
    await bob.click(board, label="Play next")
    await env.advance_time(60)

    assert len(stale) == 2
    for one in stale:
        assert "Azul was started since you looked" in said(await tap_as_it_was(env, carla, card(table), one))
    assert "Now playing **Azul**" in texts(card(table))
    assert "1. Root" in texts(card(table))


async def test_the_recap_tells_what_was_played_and_liked(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 1 hour", title="Tomb")
    await bob.click(card(table), label="Going")
    await alice.slash(table, "session start", session="1")
    for title in ("Catan", "Azul", "Root"):
        await alice.slash(table, "game add", title=title)
        await alice.slash(table, "queue add", game=title)
    await alice.slash(table, "play next")
    await bob.send(table, "thisgame++")
    await carla.send(table, "thisgame--")
    await due(simulation, minutes=65)
    await alice.slash(table, "play next")
    await bob.send(table, "thisgame++")
    await due(simulation, minutes=9)
    await alice.slash(table, "play start", game="catan")
    for one in (bob, carla):
        await one.send(table, "thisgame++")
    await due(simulation, minutes=1)
    await alice.slash(table, "play next")
    await alice.slash(table, "play skip")

    told = said(await alice.slash(table, "session end"))

    recap = texts(card(table, "🏁"))
    for words in (
        "Session 1: Tomb",
        "1 h 15 min played",
        "**2 games**, 3 plays, 1 skipped\nCatan (2 plays): +3 -1\nAzul: +1 -0\nRoot: +0 -0 (skipped)\n\n"
        "🏆 Liked most: **Catan**\n",
        bob.mention,
    ):
        assert words in recap
    assert f"Its recap is in {table.mention}" in told


async def test_a_board_that_was_deleted_comes_back_with_the_next_change(
    env: simcord.Env, alice: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table)
    env.backend.delete_message(table.id, card(table).id)

    await alice.slash(table, "session pause")

    assert "**Paused**" in texts(card(table))


async def test_long_titles_of_many_games_still_fit_on_board_and_recap(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    titles = [f"{n}" + "*" * 98 for n in range(10, 34)]
    await playing(alice, table, *titles)
    for _ in titles[9:]:
        await alice.slash(table, "play next")

    assert 0 < len(texts(card(table))) <= 3500
    await alice.slash(table, "session end")
    assert 0 < len(texts(card(table, "🏁"))) <= 3500
