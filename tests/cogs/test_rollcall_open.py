"""Opening a roll call: the options, the card in each mode, and what is refused."""

import pytest
import simcord
from simcord import ChannelHandle, GuildHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, cards, labels, parts, said, texts

A, B, C = "\U0001f1e6", "\U0001f1e7", "\U0001f1e8"
THREE = "2026-01-03 20:00; 2026-01-04 20:00; 2026-01-02 20:00"


def hours(count: int) -> str:
    """So many options, an hour between them."""
    return "; ".join(f"in {n + 3} hours" for n in range(count))


async def test_anybody_may_ask_when_to_play(bob: MemberActor, table: ChannelHandle) -> None:
    told = said(await bob.slash(table, "rollcall open", options=THREE, title="Next game"))

    assert f"is open in {table.mention}" in told
    assert told.index("<t:1767384000:F>") < told.index("<t:1767470400:F>") < told.index("<t:1767556800:F>")
    assert "Next game" in texts(card(table))


async def test_in_buttons_each_option_has_its_button_and_there_are_no_reactions(
    alice: MemberActor, table: ChannelHandle
) -> None:
    await alice.slash(table, "rollcall open", options=THREE)

    shown = card(table)

    assert labels(shown) == ["I can", "I can", "I can", "My answers", "None of these", "Full list"]
    assert shown.reactions == []
    assert "It would take 3 h. Tap each time you can make" in texts(shown)
    assert "-# Roll call 1" in texts(shown)


async def test_of_many_options_the_form_comes_first_and_the_answer_names_only_the_ends(
    alice: MemberActor, table: ChannelHandle
) -> None:
    told = said(await alice.slash(table, "rollcall open", options=hours(20)))

    assert "20 times, from <t:1767236400:F> to <t:1767304800:F>." in told
    assert labels(card(table))[:3] == ["My answers", "None of these", A]
    assert "*My answers* is the quick way" in texts(card(table))


async def test_by_reactions_the_letters_are_put_under_the_card_in_order(
    alice: MemberActor, table: ChannelHandle
) -> None:
    await alice.slash(table, "rollcall open", options=THREE, mode="reactions")

    shown = card(table)

    assert [str(one.emoji) for one in shown.reactions] == [A, B, C]
    assert labels(shown) == ["Full list"]
    assert "React with the letter" in texts(shown)


async def test_in_both_modes_there_are_buttons_and_reactions(alice: MemberActor, table: ChannelHandle) -> None:
    await alice.slash(table, "rollcall open", options=THREE, mode="both")

    assert len(card(table).reactions) == 3
    assert "None of these" in labels(card(table))


@pytest.mark.parametrize("mode", ["buttons", "reactions", "both"])
@pytest.mark.parametrize("count", [1, 8, 9, 20])
async def test_every_number_of_options_fits_on_the_card(
    alice: MemberActor, table: ChannelHandle, count: int, mode: str
) -> None:
    said(await alice.slash(table, "rollcall open", options=hours(count), mode=mode, title="*" * 100))

    shown = card(table)

    assert len(list(parts(shown))) <= 40
    assert len(texts(shown)) <= 3500
    assert texts(shown).count(":F>**") == count
    assert len(shown.reactions) == (count if mode != "buttons" else 0)


@pytest.mark.parametrize("count", [8, 20])
async def test_many_answers_to_many_options_still_fit_on_the_card(
    env: simcord.Env, guild: GuildHandle, alice: MemberActor, table: ChannelHandle, count: int
) -> None:
    await alice.slash(table, "rollcall open", options=hours(count), title="*" * 100)
    for n in range(9):
        person = guild.add_member(env.create_user(f"player{n}"))
        form = await person.click(card(table), label="My answers")
        assert form.modal is not None
        lists = [one["component"] for one in form.modal["components"]]
        values = [option["value"] for option in lists[0]["options"]]
        await person.submit_modal(form, {lists[n % 2]["custom_id"]: values})

    assert "9 people have answered" in texts(card(table))
    assert len(texts(card(table))) <= 3500


async def test_more_than_twenty_options_are_refused_with_the_number(alice: MemberActor, table: ChannelHandle) -> None:
    refused = said(await alice.slash(table, "rollcall open", options=hours(21)))

    assert "Those are 21 times, and at most 20 fit. Leave out 1" in refused
    assert not cards(table)


async def test_a_list_with_more_than_forty_times_is_refused_and_none_is_left_out(
    alice: MemberActor, table: ChannelHandle
) -> None:
    refused = said(await alice.slash(table, "rollcall open", options="fri 8pm; " * 40 + "sat 8pm"))

    assert "Those are 41 times" in refused
    assert not cards(table)


async def test_the_same_time_twice_is_one_option_and_it_is_told(alice: MemberActor, table: ChannelHandle) -> None:
    written = "2026-01-03 20:00, 3 Jan 8pm; <t:1767470400:F>\n2026-01-04 20:00"

    told = said(await alice.slash(table, "rollcall open", options=written))

    assert "Written more than once, and merged: “3 Jan 8pm”, “<t:1767470400:F>”." in told
    assert labels(card(table)).count("I can") == 2


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ("fri 8pm; whenever", "“whenever”, number 2 of 2, as days and hours"),
        ("every fri 8pm", "has no end"),
        ("2026-01-01 to 2026-01-01 00:00", "no day is still to come"),
        ("2025-01-01 20:00; fri 8pm", "passed"),
        (";;;", "names no time"),
        ("x" * 2001, "2,001 characters"),
    ],
)
async def test_options_that_cannot_be_are_refused_and_named(
    alice: MemberActor, table: ChannelHandle, options: str, why: str
) -> None:
    refused = said(await alice.slash(table, "rollcall open", options=options))

    assert why in refused
    assert not cards(table)


async def test_a_range_of_hours_is_how_long_it_takes_unless_it_is_said(
    alice: MemberActor, table: ChannelHandle
) -> None:
    options = "every evening 19:00-22:30 until 3 jan"

    read = said(await alice.slash(table, "rollcall open", options=options, title="One"))
    given = said(await alice.slash(table, "rollcall open", options=options, title="Two", duration="2h"))

    assert read.count(":F>") == 1 + 3
    assert "Each would take 3 h 30 min." in read
    assert "Each would take" not in given


async def test_a_deadline_after_the_last_option_is_refused_with_the_latest(
    alice: MemberActor, table: ChannelHandle
) -> None:
    refused = said(await alice.slash(table, "rollcall open", options=THREE, deadline="2026-01-09 20:00"))

    assert "at the latest <t:1767556800:F>" in refused


@pytest.mark.parametrize("deadline", ["2025-01-01 20:00", "soon"])
async def test_a_deadline_that_cannot_be_is_refused(alice: MemberActor, table: ChannelHandle, deadline: str) -> None:
    refused = said(await alice.slash(table, "rollcall open", options=THREE, deadline=deadline))

    assert refused
    assert not cards(table)


async def test_the_deadline_is_an_hour_before_the_first_option_or_as_given(
    alice: MemberActor, table: ChannelHandle
) -> None:
    await alice.slash(table, "rollcall open", options=THREE, title="One")
    await alice.slash(table, "rollcall open", options=THREE, title="Two", deadline="2026-01-01 18:00")

    assert "until <t:1767380400:F>" in texts(card(table, "One"))
    assert "until <t:1767290400:F>" in texts(card(table, "Two"))


async def test_options_are_read_in_the_persons_zone_with_a_note_on_daylight_saving(
    alice: MemberActor, table: ChannelHandle
) -> None:
    await alice.slash(table, "timezone set", zone="Europe/Berlin")

    told = said(await alice.slash(table, "rollcall open", options="2026-03-28 20:00; 2026-03-29 02:30"))

    assert "<t:1774724400:F>" in told
    assert "Clocks skip that time in Europe/Berlin" in told


async def test_a_roll_call_by_reactions_stands_where_the_bot_may_not_react(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    reactions = f"/channels/{table.id}/messages/*/reactions/*/@me"
    simulation.env.inject_error("PUT", reactions, status=403, code=50013, times=None)
    said(await alice.slash(table, "rollcall open", options=THREE, mode="reactions"))

    await bob.react(card(table), B)
    await simulation.bot.painter.touch_stale()
    await simulation.bot.painter.settled()

    assert "**1** yes" in texts(card(table))
    assert len([one for one in simulation.env.http_requests if one.method == "PUT" and "@me" in one.path]) == 1


async def test_a_card_that_is_posted_anew_has_its_letters_again(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await alice.slash(table, "rollcall open", options=THREE, mode="both")
    env.backend.delete_message(table.id, card(table).id)

    await alice.slash(table, "rollcall close")

    assert len(card(table).reactions) == 3
