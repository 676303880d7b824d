"""A restart in the middle: whatever was on a screen before still works, or says why not."""

import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, due, is_silent, playing, reply, said, schedule, seen, texts

TWO = "2026-01-02 20:00; 2026-01-03 20:00"


@pytest.mark.parametrize("button", ["Going", "Late", "Maybe", "Can't come"])
async def test_the_buttons_of_a_session_work_after_a_restart(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle, button: str
) -> None:
    await schedule(alice, table)
    await simulation.restart()

    assert is_silent(await bob.click(card(table), label=button))

    assert bob.mention in texts(card(table))
    assert bob.mention in said(await bob.click(card(table), label="Full list"))


async def test_the_buttons_of_a_roll_call_work_after_a_restart(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await alice.slash(table, "rollcall open", options=TWO)
    await simulation.restart()

    assert is_silent(await bob.click(card(table), custom_id="option:1:1"))
    assert bob.mention in said(await bob.click(card(table), label="Full list"))
    assert (await bob.click(card(table), label="My answers")).modal
    assert "Make <t:" in said(await alice.click(card(table), label="Make it a session"))
    assert is_silent(await bob.click(card(table), label="None of these"))


async def test_the_buttons_of_a_board_work_after_a_restart(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan", "Root")
    await simulation.restart()

    for button in ("Pause", "Resume", "Play next", "Skip"):
        await simulation.env.advance_time(60)
        assert is_silent(await alice.click(card(table), label=button))
    assert "End Session 1" in said(await alice.click(card(table), label="End"))


async def test_the_button_of_a_reminder_works_after_a_restart(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 2 hours", reminders="1h")
    await due(simulation, hours=1)
    await simulation.restart()

    assert "not answered" in said(await bob.click(seen(table)[-1], label="Am I in?"))


async def test_a_private_question_from_before_a_restart_says_that_it_is_over(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 1 hour", title="Tomb")
    question = await alice.slash(table, "session start")
    await simulation.restart()

    told = said(await alice.click(reply(question), label="Start session 1: Tomb"))

    assert "not open any more" in told
    assert "again" in told
    assert "Scheduled" in texts(card(table))


async def test_a_form_from_before_a_restart_says_that_it_is_over(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await alice.slash(table, "rollcall open", options=TWO)
    form = await bob.click(card(table), label="My answers")
    assert form.modal is not None
    await simulation.restart()

    yes = form.modal["components"][0]["component"]["custom_id"]
    told = said(await bob.submit_modal(form, {yes: ["1"]}))

    assert "again" in told
    assert "Nobody has answered" in texts(card(table))


async def test_a_change_whose_card_could_not_be_drawn_shows_after_the_restart(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)
    simulation.env.inject_error("PATCH", "/channels/*/messages/*", status=500)
    await bob.click(card(table), label="Going")
    assert bob.mention not in texts(card(table))

    await simulation.restart()
    await simulation.env.settle()

    assert bob.mention in texts(card(table))


async def test_a_card_that_could_not_be_posted_is_posted_after_the_restart(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    simulation.env.inject_error("POST", f"/channels/{table.id}/messages", status=503)
    await schedule(alice, table)

    await simulation.restart()
    await simulation.env.settle()

    assert "Session 1" in texts(card(table))


async def test_a_live_session_goes_on_after_a_restart(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    await bob.send(table, "thisgame++")
    await simulation.restart()

    await alice.send(table, "thisgame++")

    assert "Catan: +2 -0" in texts(card(table))


async def test_commands_offer_what_was_there_before(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, title="Tomb")
    await simulation.restart()

    assert await alice.autocomplete(table, "session show", "session", "tomb") == [{"name": "1: Tomb", "value": "#1"}]
