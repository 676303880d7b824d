"""Closing a roll call, and making it a session."""

from datetime import UTC, datetime, timedelta

import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, cards, due, labels, notices, pinged, posted, reply, said, texts

THREE = "2026-01-02 20:00; 2026-01-03 20:00; 2026-01-04 20:00"
STARTS = ("1767384000", "1767470400", "1767556800")


async def asked(alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle, **more: str) -> None:
    """Bob can on the 3rd, Carla if needed, Alice cannot at all."""
    said(await alice.slash(table, "rollcall open", options=THREE, title="Next game", **more))
    await bob.click(card(table), custom_id="option:1:2")
    form = await carla.click(card(table), label="My answers")
    assert form.modal is not None
    if_needed = form.modal["components"][1]["component"]
    await carla.submit_modal(form, {if_needed["custom_id"]: ["2"]})
    await alice.click(card(table), label="None of these")


async def test_closing_says_which_time_is_best(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await asked(alice, bob, carla, table)

    told = said(await alice.slash(table, "rollcall close"))

    assert f"Best is <t:{STARTS[1]}:F>" in told
    assert "**Closed**" in texts(card(table))
    assert labels(card(table)) == ["Full list", "Make it a session"]


async def test_closing_twice_is_refused(alice: MemberActor, table: ChannelHandle) -> None:
    await alice.slash(table, "rollcall open", options=THREE)
    await alice.slash(table, "rollcall close")

    assert "closed" in said(await alice.slash(table, "rollcall close"))


async def test_who_opened_it_may_close_it_and_others_may_not(
    bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await bob.slash(table, "rollcall open", options=THREE)

    assert "whoever opened the roll call" in said(await carla.slash(table, "rollcall close"))
    assert "is closed" in said(await bob.slash(table, "rollcall close"))


async def test_it_closes_by_itself_at_the_deadline(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await alice.slash(table, "rollcall open", options=THREE, deadline="in 2 hours")

    await due(simulation, hours=1.9)
    assert "**Open**" in texts(card(table))
    await due(simulation, hours=0.2)

    assert "**Closed** <t:1767232800:R>" in texts(card(table))
    assert notices(table) == []


async def test_a_deadline_that_passed_while_down_closes_it_at_the_start(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await alice.slash(table, "rollcall open", options=THREE, deadline="in 2 hours")
    await simulation.bot.timetable.stop()
    await simulation.env.advance_time(20 * 3600)

    await simulation.restart()
    await due(simulation)

    assert "**Closed**" in texts(card(table))


async def test_the_best_option_becomes_a_session_with_the_answers_as_plans(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await asked(alice, bob, carla, table, duration="5h")

    told = said(await alice.slash(table, "rollcall promote"))
    await due(simulation)

    assert f"Session 1 (“Next game”) is planned for <t:{STARTS[1]}:F>" in told
    session = texts(card(table, "Session 1: Next game"))
    assert "5 h" in session
    assert f"**Going** (1): {bob.mention}" in session
    assert f"**Maybe** (1): {carla.mention}" in session
    assert f"**Can't come** (1): {alice.mention}" in session
    (news,) = posted(simulation.env, table)
    assert "It is settled" in news["content"]
    assert pinged(news) == [bob.id, carla.id]


async def test_a_promoted_roll_call_leads_to_its_session(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await asked(alice, bob, carla, table)

    await alice.slash(table, "rollcall promote")

    shown = card(table, "🙋")
    assert "It became **session 1**" in texts(shown)
    assert card(table, "Session 1: Next game").jump_url in texts(shown)
    assert labels(shown) == ["Full list", "Undo"]


async def test_a_roll_call_keeps_its_best_time_when_that_has_come_and_its_session_is_played(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await asked(alice, bob, carla, table)
    await carla.click(card(table), custom_id="option:1:3")
    best = f"**Best**: \U0001f1e7 <t:{STARTS[1]}:F>, **2** can"
    await alice.slash(table, "rollcall promote")
    assert best in texts(card(table, "🙋"))
    await simulation.advance(datetime.fromtimestamp(int(STARTS[1]), UTC) - simulation.clock() + timedelta(minutes=5))

    await alice.slash(table, "session start", session="1")
    await alice.slash(table, "session pause")

    assert best in texts(card(table, "🙋"))
    assert "\U0001f1e7 is best" in texts(card(table, "🙋"))
    assert "\U0001f1e7 is best" in said(await bob.slash(table, "rollcall show", rollcall="1"))


@pytest.mark.parametrize(("option", "place"), [("A", 0), ("b", 1), ("#3", 2), ("\U0001f1e8", 2), (" c ", 2)])
async def test_an_option_is_named_by_letter_emoji_or_id(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle, option: str, place: int
) -> None:
    await asked(alice, bob, carla, table)

    assert f"<t:{STARTS[place]}:F>" in said(await alice.slash(table, "rollcall promote", option=option))


@pytest.mark.parametrize("option", ["D", "#99", "friday", ""])
async def test_an_option_that_is_none_is_refused(alice: MemberActor, table: ChannelHandle, option: str) -> None:
    await alice.slash(table, "rollcall open", options=THREE)

    refused = said(await alice.slash(table, "rollcall promote", option=option))

    assert "There is no option of that roll call" in refused
    assert not cards(table, "Session 1")


async def test_options_are_offered_with_their_times_and_what_is_offered_works(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await asked(alice, bob, carla, table)
    await alice.slash(table, "timezone set", zone="Europe/Berlin")

    offered = await alice.autocomplete(table, "rollcall promote", "option", "sat", rollcall="#1")

    assert offered == [{"name": "B: Sat 3 Jan, 21:00 (Europe/Berlin)", "value": "#2"}]
    assert f"<t:{STARTS[1]}:F>" in said(await alice.slash(table, "rollcall promote", option=offered[0]["value"]))


@pytest.mark.parametrize("named", ["", "#77", "nonsense", "Next game"])
async def test_offering_options_never_fails(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle, named: str
) -> None:
    for _ in range(2):
        await alice.slash(table, "rollcall open", options=THREE, title="Next game")

    offered = await alice.autocomplete(table, "rollcall promote", "option", "", rollcall=named)

    assert offered == []


async def test_promoting_twice_gives_the_same_session_and_pings_once(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await asked(alice, bob, carla, table)

    first = said(await alice.slash(table, "rollcall promote"))
    second = said(await alice.slash(table, "rollcall promote", option="A"))
    await due(simulation, minutes=10)

    assert "is planned for" in first
    assert second.startswith("The roll call is a session already: Session 1 (“Next game”)")
    assert len(cards(table, "Session 1")) == 1
    assert len(notices(table)) == 1


async def test_a_cancelled_session_gives_the_roll_call_free_for_another(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await asked(alice, bob, carla, table)
    await alice.slash(table, "rollcall promote")
    await alice.slash(table, "session cancel", session="1")
    assert "It became" not in texts(card(table, "🙋"))
    assert labels(card(table, "🙋")) == ["Full list", "Make it a session"]

    told = said(await alice.slash(table, "rollcall promote", option="B"))

    assert f"Session 2 (“Next game”) is planned for <t:{STARTS[1]}:F>" in told
    assert "It became **session 2**" in texts(card(table, "🙋"))


async def test_a_moved_session_shows_its_new_time_on_the_roll_call(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await asked(alice, bob, carla, table)
    await alice.slash(table, "rollcall promote")

    await alice.slash(table, "session edit", session="1", when="2026-01-05 20:00")

    assert "It became **session 1**, <t:1767643200:F>" in texts(card(table, "🙋"))


async def test_a_roll_call_without_a_title_is_named_by_its_question(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await alice.slash(table, "rollcall open", options=THREE)
    await bob.click(card(table), custom_id="option:1:1")
    assert "🙋 When can we play?" in texts(card(table))
    assert "**When can we play?**" in said(await bob.slash(table, "rollcall show", rollcall="when can"))
    assert (await bob.autocomplete(table, "rollcall show", "rollcall", "when"))[0]["name"] == "1: When can we play?"

    assert "Session 1 (“Game night”)" in said(await alice.slash(table, "rollcall promote"))


async def test_the_button_asks_first_and_promotes_on_yes(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await asked(alice, bob, carla, table)
    question = await alice.click(card(table), label="Make it a session")
    assert f"Make <t:{STARTS[1]}:F>" in said(question)
    assert "2 people can come" in said(question)

    told = said(await alice.click(reply(question), label="Make it a session"))

    assert "is planned for" in told
    assert cards(table, "Session 1: Next game")


async def test_the_button_asks_first_and_does_nothing_on_no(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await asked(alice, bob, carla, table)
    question = await alice.click(card(table), label="Make it a session")

    assert "stays as it is" in said(await alice.click(reply(question), label="Not yet"))

    assert "**Open**" in texts(card(table))


async def test_the_button_is_for_who_opened_it(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await asked(alice, bob, carla, table)

    assert "whoever opened" in said(await bob.click(card(table), label="Make it a session"))


async def test_with_nobody_who_can_there_is_nothing_to_promote(alice: MemberActor, table: ChannelHandle) -> None:
    await alice.slash(table, "rollcall open", options=THREE)

    assert "nobody has said yes" in said(await alice.slash(table, "rollcall promote"))
    assert "Make it a session" not in labels(card(table))


async def test_a_time_that_nobody_can_make_is_asked_about_first_and_can_be_undone(
    alice: MemberActor, table: ChannelHandle
) -> None:
    await alice.slash(table, "rollcall open", options=THREE)

    question = await alice.slash(table, "rollcall promote", option="A")
    assert "**Nobody has said that they can come.**" in said(question)
    assert not cards(table, "Session 1")
    told = said(await alice.click(reply(question), label="Make it a session"))

    assert f"*Undo* on [the roll call's card]({card(table, '🙋').jump_url}) takes it back until <t:" in told
    assert "is deleted" in said(await alice.click(card(table, "🙋"), label="Undo"))
    assert not cards(table, "Session 1")


async def test_with_several_open_a_command_without_a_name_asks_which_and_repeated_says_already(
    alice: MemberActor, table: ChannelHandle
) -> None:
    for title in ("One", "Two"):
        await alice.slash(table, "rollcall open", options=THREE, title=title)
    for command in ("close", "cancel", "nudge", "edit", "promote"):
        asked = said(await alice.slash(table, f"rollcall {command}"))
        assert asked.splitlines()[1:] == ["- 2: Two (open)", "- 1: One (open)"]

    assert "“One” ([roll call 1](" in said(await alice.slash(table, "rollcall close", rollcall="One"))
    assert "“One” (roll call 1) is closed already" in said(await alice.slash(table, "rollcall close", rollcall="One"))
    assert "- 1: One (closed)" in said(await alice.slash(table, "rollcall close"))
    assert "is cancelled" in said(await alice.slash(table, "rollcall cancel", rollcall="One"))
    assert "is cancelled already" in said(await alice.slash(table, "rollcall cancel", rollcall="One"))

    assert "**Open**" in texts(card(table, "Two"))


async def test_an_option_that_has_passed_is_refused(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await alice.slash(table, "rollcall open", options=THREE)
    await due(simulation, days=1, hours=21)

    refused = said(await alice.slash(table, "rollcall promote", option="A"))

    assert f"<t:{STARTS[0]}:F> has passed" in refused


async def test_with_no_roll_call_one_is_told_how_to_open_one(alice: MemberActor, table: ChannelHandle) -> None:
    for command in ("rollcall show", "rollcall close", "rollcall promote"):
        assert "/rollcall open" in said(await alice.slash(table, command))
