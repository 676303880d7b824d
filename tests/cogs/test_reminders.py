"""Reminders: when they come, whom they ping, and when they do not come."""

import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, down, due, labels, notices, pinged, posted, said, schedule, seen


async def planned(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle, when: str = "2026-01-03 20:00", **details: str
) -> None:
    """A session for which Bob comes."""
    await schedule(alice, table, when, title="Tomb", **details)
    await bob.click(card(table), label="Going")


async def test_each_reminder_comes_at_its_own_offset(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await planned(alice, bob, table, "2026-01-02 20:00", reminders="1d, 1h, 0")
    counts = []

    for hours in (19.9, 0.2, 22.8, 0.2, 0.8, 0.2):
        await due(simulation, hours=hours)
        counts.append(len(notices(table)))

    assert counts == [0, 1, 1, 2, 2, 3]
    assert all("Session 1 (“Tomb”)" in one for one in notices(table))
    assert "starts at <t:1767384000:F>, in a day." in notices(table)[0]
    assert "starts at <t:1767384000:F>, in an hour." in notices(table)[1]
    assert all(":R>" not in one for one in notices(table)), "it would say `13 hours ago` of what `starts`"
    assert "starts now" in notices(table)[2]


async def test_a_reminder_pings_those_who_may_come_and_nobody_else(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    dan = alice.guild.add_member(simulation.env.create_user("dan"))
    await schedule(alice, table, "2026-01-01 20:00", title="@everyone", reminders="1h")
    await bob.click(card(table), label="Late")
    await carla.click(card(table), label="Can't come")
    await alice.click(card(table), label="Maybe")
    await dan.click(card(table), label="Going")

    await due(simulation, hours=20)

    (sent,) = posted(simulation.env, table)
    assert pinged(sent) == [bob.id, alice.id, dan.id]
    assert carla.mention not in sent["content"]
    assert "@everyone" not in sent["content"]


async def test_a_reminder_leads_to_its_card_and_says_what_one_answered(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await planned(alice, bob, table, "2026-01-01 20:00", reminders="1h")
    await due(simulation, hours=19)
    reminder = seen(table)[-1]

    assert labels(reminder) == ["Am I in?", "Answer on the card"]
    assert "You are going." in said(await bob.click(reminder, label="Am I in?"))
    assert "not answered" in said(await carla.click(reminder, label="Am I in?"))


@pytest.mark.parametrize("act", ["session cancel", "session start"])
async def test_nothing_is_due_any_more_once_it_is_cancelled_or_begun(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle, act: str
) -> None:
    await planned(alice, bob, table, "2026-01-02 01:00")
    said(await alice.slash(table, act, session="1"))
    await due(simulation)  # who is to hear of it has heard
    before = len(notices(table))

    await due(simulation, days=2)

    assert len(notices(table)) == before


async def test_offsets_that_have_passed_already_are_not_made_up_for(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await planned(alice, bob, table, "in 30 minutes", reminders="1d, 1h, 10m")

    await due(simulation, minutes=25)

    assert len(notices(table)) == 1


async def test_no_reminders_can_be_wished_for(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await planned(alice, bob, table, "in 2 hours", reminders="none")

    await due(simulation, hours=3)

    assert notices(table) == []


async def test_a_server_that_wants_no_reminders_gets_none(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, admin: MemberActor, table: ChannelHandle
) -> None:
    await admin.slash(table, "settings edit", reminders="none")
    await planned(alice, bob, table, "in 2 hours")

    await due(simulation, hours=3)

    assert notices(table) == []


async def test_a_reminder_missed_while_down_comes_late_says_so_and_comes_once(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await planned(alice, bob, table, "2026-01-01 20:00", reminders="3h")

    await down(simulation, hours=18)
    await simulation.restart()
    await due(simulation, hours=1)

    (sent,) = posted(simulation.env, table)
    assert "late" in sent["content"]
    assert pinged(sent) == [bob.id]


async def test_a_reminder_on_time_does_not_call_itself_late(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await planned(alice, bob, table, "2026-01-01 20:00", reminders="1h")

    await due(simulation, hours=19)

    assert "late" not in notices(table)[0]


async def test_a_reminder_more_than_six_hours_late_is_left_out(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await planned(alice, bob, table, "2026-01-01 20:00", reminders="10h")

    await down(simulation, hours=16.1)
    await due(simulation, hours=1)

    assert notices(table) == []


async def test_of_several_reminders_missed_only_the_latest_comes(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await planned(alice, bob, table, "2026-01-01 20:00", reminders="3h, 2h, 1h, 30m")

    await down(simulation, hours=19.2)
    first = len(notices(table))
    await due(simulation, hours=1)

    assert first == 1
    assert len(notices(table)) == 2


async def test_nothing_is_reminded_of_after_the_end(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await planned(alice, bob, table, "2026-01-01 20:00", duration="1h", reminders="0")

    await down(simulation, hours=22)

    assert notices(table) == []


async def test_more_people_than_a_message_holds_are_pinged_as_far_as_it_holds(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "2026-01-01 20:00", reminders="1h")
    for n in range(110):
        person = alice.guild.add_member(simulation.env.create_user(f"player{n}"))
        await person.click(card(table), label="Going")

    await due(simulation, hours=19)

    (sent,) = posted(simulation.env, table)
    assert len(sent["content"]) <= 2000
    assert "more" in sent["content"].splitlines()[0]
    assert 70 <= len(pinged(sent)) <= 100
