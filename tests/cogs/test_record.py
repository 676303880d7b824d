"""The record as people keep it: the log, objectives, the timeline, notes, and recall."""

from typing import Any

import discord
from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, due, live, reply, said, schedule, texts


async def fill_in(person: MemberActor, form: InteractionResult, **fields: Any) -> InteractionResult:
    """Sends a form; each of its fields goes by the last word of its label."""
    assert form.modal is not None
    ids = {one["label"].split()[-1].lower(): one["component"]["custom_id"] for one in form.modal["components"]}
    return await person.submit_modal(form, {ids[name]: value for name, value in fields.items()})


async def test_an_entry_shows_on_the_board_and_a_secret_does_not(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table, "Tomb")

    told = said(await bob.slash(table, "session log", text="We *enter*", game_time="day 2 9:00", importance="major"))
    said(await alice.slash(table, "session log", text="It is a trap", visibility="organiser"))

    assert "It is now Day 2, 9:00 AM in the game" in told
    board = texts(card(table, "Up next"))
    assert "Day 2, 9:00 AM" in board
    assert "We \\*enter\\*" in board
    assert "trap" not in board


async def test_who_may_not_say_who_reads_is_told(bob: MemberActor, alice: MemberActor, table: ChannelHandle) -> None:
    await live(alice, table)

    assert "Only organisers" in said(await bob.slash(table, "session log", text="psst", visibility="organiser"))
    assert "Say `everyone`" in said(await bob.slash(table, "session log", text="psst", visibility="Ana"))


async def test_one_logs_by_the_boards_form_and_changes_it(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    board = await live(alice, table, "Tomb")
    form = await bob.click(board, label="Log")
    told = await fill_in(bob, form, happened="A hti", amount="12", counts=["xp"])

    assert "A hti · 12 XP" in said(told)
    editing = await bob.click(reply(told), label="Edit")
    assert "A hit" in said(await fill_in(bob, editing, happened="A hit"))
    assert "A hit" in texts(card(table, "Up next"))


async def test_a_message_is_saved_with_its_author_and_link(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table, "Tomb")
    message = await bob.send(table, "I open the door")

    told = said(await alice.context_menu(table, "Add to session notes", message))

    assert "I open the door" in told
    assert f"{bob.mention} in [a message](https://discord.com/channels/" in told
    assert "already" in said(await alice.context_menu(table, "Add to session notes", message))


async def test_the_timeline_is_read_privately_and_an_entry_removed_there(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table, "Tomb")
    said(await bob.slash(table, "session log", text="A wrong turn"))

    shown = await bob.slash(table, "session timeline")
    assert "The session begins" in said(shown)
    choice = await bob.click(reply(shown), label="Change an entry")
    options: Any = reply(choice).components[0]["components"][0]["options"]
    chosen = await bob.select(reply(choice), values=[options[0]["value"]])
    await bob.click(reply(chosen), label="Remove")

    assert "A wrong turn" not in said(await bob.slash(table, "session timeline"))


async def test_notes_are_kept_for_oneself_and_found_again(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table, "Tomb")
    form = await bob.slash(table, "session notes")
    assert "are saved" in said(await fill_in(bob, form, these="Ask *Élise* about the key"))

    found = said(await bob.slash(table, "recall", query="key"))

    assert "Ask \\*Élise\\* about the key" in found
    assert "[Session 1: Tomb](https://discord.com/channels/" in found
    assert "your notes" in found
    assert "Nothing in the record" in said(await alice.slash(table, "recall", query="key"))


async def test_objectives_are_planned_shown_done_and_carried_over(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 1 hour", title="Tomb", objectives="find the map; rest")
    assert "Objectives** (0 of 2 done)" in texts(card(table, "Nobody has answered yet"))
    said(await alice.slash(table, "session start", session="1"))
    said(await bob.slash(table, "session objective", text="rest", done=True))
    assert "✅ rest (done)" in texts(card(table, "Up next"))
    said(await alice.slash(table, "session end"))

    offer = await alice.slash(table, "session schedule", when="in 3 days 20:00", title="Crypt")
    assert "find the map" in said(await alice.click(reply(offer), label="Carry over 1 objective"))

    assert "find the map" in texts(card(table, "Session 2: Crypt"))


async def test_what_was_left_undone_is_offered_when_the_next_of_a_series_starts(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 1 hour", title="Tomb", repeat="daily", objectives="find the map")
    assert not reply(await alice.slash(table, "session start", session="1")).components
    said(await alice.slash(table, "session end"))

    await due(simulation, hours=25)
    asked = await alice.slash(table, "session start")
    offer = reply(await alice.click(reply(asked), label="Start session 2: Tomb"))
    assert "find the map" not in texts(card(table, "Up next"))
    said(await alice.click(offer, label="Carry over 1 objective"))

    assert "find the map" in texts(card(table, "Up next"))


async def test_a_goal_of_the_campaign_shows_on_the_board(alice: MemberActor, table: ChannelHandle) -> None:
    board = await live(alice, table, "Tomb")
    assert isinstance(board, discord.Message)

    assert "new goal" in said(await alice.slash(table, "campaign goal", campaign="Game night", text="play them all"))

    assert "play them all" in texts(card(table, "Up next"))
    assert "play them all" in said(await alice.slash(table, "campaign show"))
