"""/remind: notes to oneself, and what becomes of them."""

from datetime import timedelta

import pytest
from simcord import ChannelHandle, GuildHandle, MemberActor

from bot.demo.simulation import Simulation
from domain.reminders import NONCE_KEPT
from tests.cogs.acting import down, due, labels, letters, refuse_private, said


async def test_a_note_comes_privately_at_its_time_with_what_was_asked_where_and_when(
    simulation: Simulation, bob: MemberActor, table: ChannelHandle
) -> None:
    told = said(await bob.slash(table, "remind me", when="in 2 hours", text="bring the *maps*\nand @everyone"))
    await due(simulation, hours=1.9)
    before = letters(bob)
    await due(simulation, hours=0.2)

    assert "I will remind you <t:1767232800:F>" in told
    assert "bring the *maps*" in told
    assert before == []
    (letter,) = letters(bob)
    assert "You asked me <t:1767225600:F>" in letter.content
    assert "bring the *maps*\nand" in letter.content
    assert "@everyone" not in letter.content
    assert "The Tavern" in letter.content
    assert "late" not in letter.content
    assert labels(letter) == ["Again in an hour", "Where you asked"]
    assert table.history() == []


async def test_a_note_pings_nobody(simulation: Simulation, bob: MemberActor, table: ChannelHandle) -> None:
    await bob.slash(table, "remind me", when="in 2 hours", text=f"@here {bob.mention} <@&{table.id}>")

    await due(simulation, hours=2)

    path = f"/channels/{bob.user.dm_channel.id}/messages"
    (sent,) = [one.json for one in simulation.env.http_requests if (one.method, one.path) == ("POST", path)]
    assert sent is not None
    assert sent["allowed_mentions"] == {"parse": [], "users": []} or not any(sent["allowed_mentions"].values())


async def test_the_longest_note_arrives_whole(simulation: Simulation, bob: MemberActor, table: ChannelHandle) -> None:
    text = ("@everyone " * 100).strip()
    said(await bob.slash(table, "remind me", when="in 2 hours", text=text))

    await due(simulation, hours=2)

    (letter,) = letters(bob)
    assert letter.content.count("everyone") == 100


async def test_notes_are_listed_and_taken_back_by_their_person_alone(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await bob.slash(table, "remind me", when="in 3 hours", text="buy dice")
    await bob.slash(table, "remind me", when="in 2 hours", text="bring maps")

    listed = said(await bob.slash(table, "remind list")).splitlines()
    assert [one.rpartition(": ")[2] for one in listed] == ["bring maps", "buy dice"]
    assert "Nothing" in said(await alice.slash(table, "remind list"))
    assert "no reminder of yours" in said(await alice.slash(table, "remind forget", note="1"))
    offered = await bob.autocomplete(table, "remind forget", "note", "dice")
    assert [one["name"] for one in offered] == ["2: buy dice"]

    assert "bring maps" in said(await bob.slash(table, "remind forget", note="1"))
    await due(simulation, hours=4)

    assert ["buy dice" in one.content for one in letters(bob)] == [True]


async def test_a_note_can_be_had_once_more(simulation: Simulation, bob: MemberActor, table: ChannelHandle) -> None:
    await bob.slash(table, "remind me", when="in 2 hours", text="bring maps")
    await due(simulation, hours=2)
    (letter,) = letters(bob)

    assert "again" in said(await bob.user.click(letter, label="Again in an hour"))
    assert "already" in said(await bob.user.click(letter, label="Again in an hour"))
    await due(simulation, hours=1)
    await due(simulation, hours=1)

    assert [one.content.count("bring maps") for one in letters(bob)] == [1, 1]


async def test_a_note_missed_for_days_comes_late_and_says_so(
    simulation: Simulation, bob: MemberActor, table: ChannelHandle
) -> None:
    await bob.slash(table, "remind me", when="in 2 hours", text="bring maps")

    await down(simulation, hours=72)

    (letter,) = letters(bob)
    assert "late" in letter.content
    assert "<t:1767232800:F>" in letter.content


async def test_a_note_whose_outcome_is_unknown_is_looked_for_and_not_sent_twice(
    simulation: Simulation, bob: MemberActor, table: ChannelHandle
) -> None:
    await bob.slash(table, "remind me", when="in 2 hours", text="bring maps")
    await due(simulation, hours=2)
    async with simulation.bot.database.transaction() as store:  # as a process leaves it that died after sending
        again = store.now + NONCE_KEPT + timedelta(seconds=30)
        await store.deliveries.again(1, again, note="the process ended", refused=False)

    await due(simulation, minutes=5)

    assert len(letters(bob)) == 1


async def test_a_note_that_could_not_be_said_is_said_once_at_the_next_use(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await bob.slash(table, "remind me", when="in 2 hours", text="bring maps")
    refuse_private(simulation.env, bob)
    await due(simulation, hours=3)

    others = said(await alice.slash(table, "remind list"))
    first = said(await bob.slash(table, "help"))
    second = said(await bob.slash(table, "help"))

    assert table.history() == []
    assert "bring maps" not in others
    assert "bring maps" in first
    assert "Direct Messages" in first
    assert "bring maps" not in second


async def test_someone_who_left_the_server_is_told_where_they_still_are(
    simulation: Simulation, bob: MemberActor, guild: GuildHandle, table: ChannelHandle, away: ChannelHandle
) -> None:
    await bob.slash(table, "remind me", when="in 2 hours", text="bring maps")
    simulation.env.backend.remove_member(guild.id, bob.id)
    refuse_private(simulation.env, bob)
    await due(simulation, hours=3)

    assert away.guild is not None
    there = away.guild.add_member(bob.user)
    assert "bring maps" in said(await there.slash(away, "help"))


@pytest.mark.parametrize(("when", "remedy"), [("soon", "Try"), ("yesterday 8pm", "has passed"), ("7", "Try")])
async def test_a_time_that_cannot_be_meant_is_refused(
    bob: MemberActor, table: ChannelHandle, when: str, remedy: str
) -> None:
    assert remedy in said(await bob.slash(table, "remind me", when=when, text="x"))
    assert "Nothing" in said(await bob.slash(table, "remind list"))
