"""Sessions' reminders and news, for those who want them as private messages."""

from datetime import timedelta

import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from domain.reminders import NONCE_KEPT, Kind
from tests.cogs.acting import (
    card,
    down,
    due,
    labels,
    letters,
    notices,
    pinged,
    posted,
    refuse_private,
    reply,
    said,
    schedule,
)


@pytest.fixture
async def private_bob(bob: MemberActor, table: ChannelHandle) -> MemberActor:
    """Bob wants his reminders privately."""
    said(await bob.slash(table, "remind sessions", privately=True))
    return bob


async def planned(alice: MemberActor, table: ChannelHandle, *guests: MemberActor, when: str = "in 2 hours") -> None:
    """A session for which these people come; reminders an hour before."""
    await schedule(alice, table, when, title="Tomb", reminders="1h")
    for guest in guests:
        await guest.click(card(table), label="Going")


async def test_who_wants_it_so_is_reminded_privately_and_the_others_in_the_channel(
    simulation: Simulation, alice: MemberActor, private_bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await planned(alice, table, private_bob, carla)

    await due(simulation, hours=1)

    (sent,) = posted(simulation.env, table)
    assert pinged(sent) == [carla.id]
    assert private_bob.mention not in sent["content"]
    (letter,) = letters(private_bob)
    assert "Tomb" in letter.content
    assert "The Tavern" in letter.content
    assert labels(letter) == ["Am I in?", "Answer on the card"]
    assert "You are going" in said(await private_bob.user.click(letter, label="Am I in?"))
    assert letters(carla) == []


async def test_where_everybody_wants_it_so_nothing_is_posted(
    simulation: Simulation, alice: MemberActor, private_bob: MemberActor, table: ChannelHandle
) -> None:
    await planned(alice, table, private_bob)
    await due(simulation, hours=1)
    said(await alice.slash(table, "session cancel", session="1", reason="ill"))
    await due(simulation)

    assert notices(table) == []
    reminder, cancelled = letters(private_bob)
    assert "starts" in reminder.content
    assert "is cancelled: ill" in cancelled.content


async def test_who_changes_their_mind_is_mentioned_again(
    simulation: Simulation, alice: MemberActor, private_bob: MemberActor, table: ChannelHandle
) -> None:
    await planned(alice, table, private_bob)
    said(await private_bob.slash(table, "remind sessions", privately=False))

    await due(simulation, hours=1)

    (sent,) = posted(simulation.env, table)
    assert pinged(sent) == [private_bob.id]
    assert letters(private_bob) == []


async def test_a_seat_that_became_free_is_said_privately(
    simulation: Simulation, alice: MemberActor, private_bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 2 days", capacity=1)
    await carla.click(card(table), label="Going")
    await private_bob.click(card(table), label="Going")
    await carla.click(card(table), label="Can't come")

    await due(simulation)

    assert notices(table) == []
    assert "you are in" in letters(private_bob)[0].content


async def test_a_hundred_who_want_it_so_are_each_told_once(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 2 hours", reminders="1h")
    people = [alice.guild.add_member(simulation.env.create_user(f"player{n}")) for n in range(100)]
    async with simulation.bot.database.transaction() as store:
        for person in people:
            await store.settings.set_private(person.id, private=True)
    for person in people:
        await person.click(card(table), label="Going")

    await due(simulation, hours=1)

    assert [len(letters(person)) for person in people] == [1] * 100
    assert notices(table) == []


async def test_closed_private_messages_say_nothing_in_public_and_all_at_the_next_tap(
    simulation: Simulation, alice: MemberActor, private_bob: MemberActor, table: ChannelHandle
) -> None:
    await planned(alice, table, private_bob, when="in 3 days 20:00")
    refuse_private(simulation.env, private_bob, times=1)
    said(await alice.slash(table, "session edit", session="1", when="in 4 days 20:00"))
    await due(simulation, minutes=2)

    tap = await private_bob.click(card(table), label="Maybe")
    later = await private_bob.click(card(table), label="Going")
    said(await alice.slash(table, "session cancel", session="1"))
    await due(simulation)

    assert notices(table) == []
    (told,) = tap.followups
    assert told.ephemeral
    assert "has moved" in told.content
    assert "Direct Messages" in told.content
    assert not later.followups
    assert ["is cancelled" in one.content for one in letters(private_bob)] == [True]  # open again


async def test_a_copy_whose_outcome_is_unknown_is_not_sent_twice(
    simulation: Simulation, alice: MemberActor, private_bob: MemberActor, table: ChannelHandle
) -> None:
    await planned(alice, table, private_bob)
    await due(simulation, hours=1)
    async with simulation.bot.database.transaction() as store:
        (parent,) = await store.reminders.of_subject(Kind.SESSION, 1)
        (copy,) = await store.reminders.of_subject(Kind.PRIVATE, parent.id)
        again = store.now + NONCE_KEPT + timedelta(seconds=30)
        for one in (parent, copy):  # as a process leaves them that died meanwhile
            await store.deliveries.again(one.id, again, note="the process ended", refused=False)

    await due(simulation, minutes=5)

    assert len(letters(private_bob)) == 1
    assert notices(table) == []


async def test_an_error_of_discord_is_tried_again_with_the_same_nonce(
    simulation: Simulation, alice: MemberActor, private_bob: MemberActor, table: ChannelHandle
) -> None:
    path = f"/channels/{private_bob.user.dm_channel.id}/messages"
    await planned(alice, table, private_bob)
    simulation.env.inject_error("POST", path, status=503, times=2)

    await due(simulation, hours=1)
    await due(simulation, minutes=5)

    tries = [one.json for one in simulation.env.http_requests if (one.method, one.path) == ("POST", path)]
    assert len(tries) == 3
    assert len({one["nonce"] for one in tries if one}) == 1
    assert len(letters(private_bob)) == 1


async def test_quiet_hours_hold_back_what_nobody_timed_themselves(
    simulation: Simulation, alice: MemberActor, admin: MemberActor, private_bob: MemberActor, table: ChannelHandle
) -> None:
    said(await admin.slash(table, "settings edit", quiet_hours="22:00-08:00"))
    await planned(alice, table, private_bob, when="2026-01-03 20:00")
    await private_bob.slash(table, "remind me", when="2026-01-01 23:00", text="sleep")
    await due(simulation, hours=22.5)
    said(await alice.slash(table, "session edit", session="1", when="2026-01-04 20:00"))

    await due(simulation, hours=1)
    at_night = [one.content for one in letters(private_bob)]
    await due(simulation, hours=9)

    assert len(at_night) == 1
    assert "sleep" in at_night[0]
    assert "has moved" in letters(private_bob)[1].content
    assert "late" not in letters(private_bob)[1].content


async def test_a_session_in_quiet_hours_reminds_when_it_reminds_everybody(
    simulation: Simulation, alice: MemberActor, admin: MemberActor, private_bob: MemberActor, table: ChannelHandle
) -> None:
    said(await admin.slash(table, "settings edit", quiet_hours="22:00-08:00"))
    await planned(alice, table, private_bob, when="2026-01-01 23:30")

    await due(simulation, hours=22.5)

    (letter,) = letters(private_bob)
    assert "in an hour" in letter.content


async def test_what_waits_goes_with_its_session(
    simulation: Simulation, alice: MemberActor, admin: MemberActor, private_bob: MemberActor, table: ChannelHandle
) -> None:
    said(await admin.slash(table, "settings edit", quiet_hours="22:00-08:00"))
    await planned(alice, table, private_bob, when="2026-01-02 09:00")
    await due(simulation, hours=23)
    said(await alice.slash(table, "session edit", session="1", when="2026-01-02 10:00"))
    await due(simulation, minutes=2)
    asked = reply(await alice.slash(table, "session delete", session="1"))
    await alice.click(asked, label="Delete it")

    await down(simulation, hours=12)

    assert letters(private_bob) == []
