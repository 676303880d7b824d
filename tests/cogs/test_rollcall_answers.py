"""Answering a roll call: taps, the form, and lists."""

import pytest
import simcord
from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, is_silent, said, tap_as_it_was, texts

THREE = "2026-01-02 20:00; 2026-01-03 20:00; 2026-01-04 20:00"


@pytest.fixture(autouse=True)
async def _open(env: simcord.Env, alice: MemberActor, table: ChannelHandle) -> None:
    said(await alice.slash(table, "rollcall open", options=THREE, title="Next game"))


def line_of(table: ChannelHandle, place: int) -> str:
    """What the card says about the option at that place, from 0."""
    lines = texts(card(table)).splitlines()
    starts = [n for n, line in enumerate(lines) if ":F>**" in line]
    return "\n".join(lines[starts[place] : starts[place] + 2])


def lists(form: InteractionResult) -> list[dict[str, object]]:
    """The three lists of the form: yes, if needed, no."""
    assert form.modal is not None
    return [one["component"] for one in form.modal["components"]]


def filled(form: InteractionResult, *chosen: str) -> dict[str, object]:
    """Values for the form: in each list the options at these places, as digits."""
    return {
        str(one["custom_id"]): [one["options"][int(place)]["value"] for place in places]  # type: ignore[index]
        for one, places in zip(lists(form), chosen, strict=True)
    }


async def test_a_tap_says_yes_and_a_second_takes_it_back(bob: MemberActor, table: ChannelHandle) -> None:
    assert is_silent(await bob.click(card(table), custom_id="option:1:2"))
    assert "**1** yes" in line_of(table, 1)
    assert bob.mention in line_of(table, 1)

    assert is_silent(await bob.click(card(table), custom_id="option:1:2"))
    assert "**0** yes" in line_of(table, 1)
    assert "Nobody has answered" in texts(card(table))


async def test_the_option_most_can_make_is_marked_best(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await alice.click(card(table), custom_id="option:1:1")
    await alice.click(card(table), custom_id="option:1:3")
    await bob.click(card(table), custom_id="option:1:3")

    assert line_of(table, 2).startswith("\U0001f1e8 ⭐ ")
    assert "⭐ **Best so far**: \U0001f1e8 <t:1767556800:F>, **2** can" in texts(card(table))
    assert "then the earliest" in texts(card(table))


async def test_none_of_these_says_no_to_all(bob: MemberActor, table: ChannelHandle) -> None:
    await bob.click(card(table), custom_id="option:1:1")

    assert is_silent(await bob.click(card(table), label="None of these"))

    assert all("**0** yes, 1 no" in line_of(table, place) for place in range(3))
    assert "nobody can make any of these" in texts(card(table))


async def test_a_second_none_of_these_says_that_it_stands(bob: MemberActor, table: ChannelHandle) -> None:
    await bob.click(card(table), label="None of these")

    told = said(await bob.click(card(table), label="None of these"))

    assert told == "You said no to all of these. Tap a time to change that."
    assert all("**0** yes, 1 no" in line_of(table, place) for place in range(3))


async def test_the_form_shows_what_stands(bob: MemberActor, table: ChannelHandle) -> None:
    await bob.slash(table, "timezone set", zone="Europe/Berlin")
    await bob.click(card(table), custom_id="option:1:2")

    form = await bob.click(card(table), label="My answers")

    defaults = [[option.get("default", False) for option in one["options"]] for one in lists(form)]  # type: ignore[attr-defined]
    assert defaults == [[False, True, False], [False] * 3, [False] * 3]
    assert [option["label"] for option in lists(form)[0]["options"]] == [  # type: ignore[attr-defined]
        "Fri 2 Jan, 21:00",
        "Sat 3 Jan, 21:00",
        "Sun 4 Jan, 21:00",
    ]


async def test_the_form_sets_all_answers_at_once(env: simcord.Env, bob: MemberActor, table: ChannelHandle) -> None:
    await bob.click(card(table), custom_id="option:1:3")
    form = await bob.click(card(table), label="My answers")
    edits = [one.path for one in env.http_requests if one.method == "PATCH"]

    assert is_silent(await bob.submit_modal(form, filled(form, "0", "1", "2")))

    assert "**1** yes" in line_of(table, 0)
    assert f"**1** if needed: {bob.mention}" in line_of(table, 1)
    assert "**0** yes, 1 no" in line_of(table, 2)
    assert len([one.path for one in env.http_requests if one.method == "PATCH"]) == len(edits) + 1


async def test_an_empty_form_takes_every_answer_back(bob: MemberActor, table: ChannelHandle) -> None:
    await bob.click(card(table), label="None of these")
    form = await bob.click(card(table), label="My answers")

    await bob.submit_modal(form, filled(form, "", "", ""))

    assert "Nobody has answered" in texts(card(table))


async def test_an_option_in_two_lists_is_refused_and_changes_nothing(bob: MemberActor, table: ChannelHandle) -> None:
    form = await bob.click(card(table), label="My answers")

    refused = said(await bob.submit_modal(form, filled(form, "01", "1", "")))

    assert "You put <t:1767470400:F> into two lists" in refused
    assert "Nothing was changed" in refused
    assert "Nobody has answered" in texts(card(table))


async def test_the_full_list_says_who_said_what(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await bob.click(card(table), custom_id="option:1:1")
    form = await carla.click(card(table), label="My answers")
    await carla.submit_modal(form, filled(form, "", "0", "2"))

    told = said(await alice.click(card(table), label="Full list"))

    assert told.splitlines() == [
        "\U0001f1e6 **<t:1767384000:F>**",
        f"**yes** (1): {bob.mention}",
        f"**if needed** (1): {carla.mention}",
        "\U0001f1e8 **<t:1767556800:F>**",
        f"**no** (1): {carla.mention}",
    ]


async def test_with_no_answers_the_full_list_says_so(bob: MemberActor, table: ChannelHandle) -> None:
    assert "Nobody has answered yet" in said(await bob.click(card(table), label="Full list"))


async def test_show_ranks_the_options_and_tells_ones_own_answer(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await bob.click(card(table), custom_id="option:1:2")
    await alice.click(card(table), custom_id="option:1:2")

    told = said(await bob.slash(table, "rollcall show"))

    assert told.splitlines()[1].startswith("1. \U0001f1e7 <t:1767470400:F>")
    assert "2 yes, 0 if needed, 0 no; you said yes" in told.splitlines()[1]
    assert card(table).jump_url in told


@pytest.mark.parametrize("custom_id", ["option:1:1", "none:1:1", "answers:1:1"])
async def test_an_answer_after_closing_is_refused_in_words(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle, custom_id: str
) -> None:
    await alice.slash(table, "rollcall close")

    refused = said(await tap_as_it_was(env, bob, card(table), custom_id))

    assert "closed" in refused
    assert "not taken any more" in refused


async def test_a_form_that_was_open_while_it_closed_is_refused_in_words(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    form = await bob.click(card(table), label="My answers")
    await alice.slash(table, "rollcall close")

    assert "closed" in said(await bob.submit_modal(form, filled(form, "0", "", "")))


async def test_a_form_that_is_never_sent_is_forgotten(
    simulation: Simulation, bob: MemberActor, table: ChannelHandle
) -> None:
    form = await bob.click(card(table), label="My answers")

    await simulation.env.advance_time(901)

    assert form.modal is not None
    store = simulation.bot._connection._view_store  # only discord.py knows the forms it awaits
    assert form.modal["custom_id"] not in store._modals
