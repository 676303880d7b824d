"""A roll call at the usual times, offered to an organiser in a private message."""

from datetime import timedelta

import discord
import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from domain.reminders import NONCE_KEPT, Kind
from tests.cogs.acting import (
    card,
    cards,
    down,
    due,
    is_silent,
    labels,
    letters,
    refuse_private,
    said,
    texts,
)

BUTTONS = ["Open the roll call", "Not now", "Never for this campaign"]


async def night(simulation: Simulation, alice: MemberActor, table: ChannelHandle) -> None:
    """A session of three hours, from now on."""
    said(await alice.slash(table, "session start"))
    await due(simulation, hours=3)
    said(await alice.slash(table, "session end"))


async def offered(simulation: Simulation, alice: MemberActor, table: ChannelHandle) -> discord.Message:
    """Alice's group has played on two Thursdays, and has planned nothing for three days; gives what she is written."""
    await night(simulation, alice, table)
    await due(simulation, days=7, hours=-3)
    await night(simulation, alice, table)
    await due(simulation, days=3)
    return letters(alice)[-1]


async def test_the_organiser_is_offered_the_usual_times_and_opens_them_with_a_tap_after_a_restart(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    letter = await offered(simulation, alice, table)
    await down(simulation, hours=1)

    tap = await alice.user.click(letter, label="Open the roll call")

    (letter,) = letters(alice)
    assert tap.acknowledged
    assert labels(letter) == []
    asked = card(table, "<t:1768435200:F>")
    assert "<t:1769040000:F>" in texts(asked)
    assert f"open in {table.mention}" in letter.content
    assert is_silent(await bob.click(asked, label="None of these"))


async def test_an_offer_names_the_campaign_its_times_and_how_to_have_it_otherwise(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    letter = await offered(simulation, alice, table)

    assert len(letters(alice)) == 1  # after one night there was nothing to offer
    assert labels(letter) == BUTTONS
    for words in ("**Game night** has nothing planned", "<t:1768435200:F>", table.mention, "`offer_after`", "Tavern"):
        assert words in letter.content


async def test_where_somebody_asked_meanwhile_nothing_is_opened_twice(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    letter = await offered(simulation, alice, table)
    said(await alice.slash(table, "rollcall open", options="2026-01-16 20:00"))

    assert "has gone on meanwhile" in said(await alice.user.click(letter, label="Open the roll call"))
    assert labels(letters(alice)[0]) == BUTTONS
    assert cards(table, "<t:1768435200:F>") == []


async def test_never_is_shown_and_taken_back_by_an_edit(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    letter = await offered(simulation, alice, table)
    await alice.user.click(letter, label="Never for this campaign")

    assert "brings them back" in letters(alice)[0].content
    assert "**Roll call offered to the organiser**: never" in said(await alice.slash(table, "campaign show"))
    edited = said(await alice.slash(table, "campaign edit", campaign="Game night", offer_after="1d"))
    assert "with nothing planned 1d after a session" in edited


async def test_not_now_leaves_it_at_that_until_the_next_session(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    letter = await offered(simulation, alice, table)
    await alice.user.click(letter, label="Not now")
    await due(simulation, days=4)

    (letter,) = letters(alice)
    assert letter.content.startswith("Not now.")
    await night(simulation, alice, table)
    await due(simulation, days=3)
    assert len(letters(alice)) == 2


async def test_who_has_left_the_server_opens_nothing_there(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    letter = await offered(simulation, alice, table)
    assert table.guild is not None
    simulation.env.backend.remove_member(table.guild.id, alice.id)

    told = said(await alice.user.click(letter, label="Open the roll call"))

    assert "not in that server any more" in told
    assert cards(table, "<t:1768435200:F>") == []


async def test_rights_are_those_of_the_moment(simulation: Simulation, alice: MemberActor, table: ChannelHandle) -> None:
    letter = await offered(simulation, alice, table)
    assert table.guild is not None
    simulation.env.backend.get_member(table.guild.id, alice.id).role_ids.clear()

    assert "Only organisers" in said(await alice.user.click(letter, label="Never for this campaign"))
    assert labels(letters(alice)[0]) == BUTTONS


async def test_closed_private_messages_have_it_said_at_the_next_use(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    refuse_private(simulation.env, alice)
    await night(simulation, alice, table)
    await due(simulation, days=7, hours=-3)
    await night(simulation, alice, table)
    await due(simulation, days=3)

    told = said(await alice.slash(table, "help"))

    assert "has nothing planned" in told
    assert "<t:1768435200:F>" in told
    assert "has nothing planned" not in said(await alice.slash(table, "help"))


async def test_an_offer_whose_outcome_is_unknown_is_not_sent_twice(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await offered(simulation, alice, table)
    async with simulation.bot.database.transaction() as store:  # as a process leaves it that died after sending
        *_, row = await store.reminders.of_subject(Kind.OFFER, 1)
        again = store.now + NONCE_KEPT + timedelta(seconds=30)
        await store.deliveries.again(row.id, again, note="the process ended", refused=False)

    await due(simulation, minutes=5)

    assert len(letters(alice)) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("off", "**Roll call offered to the organiser**: never"),
        ("2 weeks", "with nothing planned 2w after a session"),
        ("0", "as soon as a session has ended with nothing planned"),
        ("soon", "`3h`"),
        ("90d", "longer than 30d"),
    ],
)
async def test_when_it_is_offered_is_set_with_the_campaign(
    alice: MemberActor, table: ChannelHandle, text: str, told: str
) -> None:
    await alice.slash(table, "campaign create", name="Strahd")

    assert told in said(await alice.slash(table, "campaign edit", campaign="Strahd", offer_after=text))
