"""Reminders that Discord does not take at once, or not at all."""

from datetime import timedelta

import discord
import simcord
from simcord import ChannelHandle, MemberActor
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.demo.simulation import Simulation
from domain.reminders import NONCE_KEPT
from tests.cogs.acting import card, due, notices, posted, schedule


async def planned(alice: MemberActor, bob: MemberActor, table: ChannelHandle) -> None:
    """A session of which Bob is reminded an hour from now."""
    await schedule(alice, table, "in 2 hours", title="Tomb", reminders="1h")
    await bob.click(card(table), label="Going")


def forbid(env: simcord.Env, channel: ChannelHandle, **permissions: bool) -> None:
    """Takes permissions from the bot in a channel."""
    denied = discord.Permissions(**permissions).value
    env.backend.set_overwrite(
        channel.id, Overwrite(env.backend.bot_user.id, OverwriteType.MEMBER, allow=0, deny=denied)
    )


async def forget_the_outcome(simulation: Simulation) -> None:
    """Leaves the only reminder as a process does that died between sending it and noting so, minutes ago."""
    async with simulation.bot.database.transaction() as store:
        again = store.now + NONCE_KEPT + timedelta(seconds=30)
        await store.deliveries.again(1, again, note="the process ended", refused=False)


def letters(person: MemberActor) -> list[str]:
    """What the bot wrote to a person privately."""
    return [one.content for one in person.user.dm_channel.history() if one.author.bot]


async def test_a_channel_where_the_bot_may_not_write_is_tried_twice_and_then_the_organiser_is_told(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await planned(alice, bob, table)
    forbid(simulation.env, table, send_messages=True)

    await due(simulation, hours=3)

    assert len(posted(simulation.env, table)) == 2
    (letter,) = letters(alice)
    assert table.mention in letter
    assert "Tomb" in letter
    assert "write there" in letter
    assert "The Tavern" in letter
    assert letters(bob) == []


async def test_a_deleted_channel_is_tried_twice_and_then_the_organiser_is_told(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await planned(alice, bob, table)
    simulation.env.backend.delete_channel(table.id)

    await due(simulation, hours=3)

    assert len(posted(simulation.env, table)) == 2
    assert len(letters(alice)) == 1


async def test_an_organiser_who_takes_no_private_messages_is_told_in_the_servers_channel(
    simulation: Simulation,
    alice: MemberActor,
    bob: MemberActor,
    admin: MemberActor,
    table: ChannelHandle,
    lounge: ChannelHandle,
) -> None:
    await planned(alice, bob, table)
    await admin.slash(table, "settings edit", channel=lounge)
    forbid(simulation.env, table, send_messages=True)
    dm = alice.user.dm_channel
    simulation.env.inject_error("POST", f"/channels/{dm.id}/messages", status=403, code=50007)

    await due(simulation, hours=3)

    (told,) = posted(simulation.env, lounge)
    assert alice.mention in told["content"]
    assert told["allowed_mentions"]["users"] == [alice.id]
    assert not told["allowed_mentions"].get("parse")


async def test_where_nobody_can_be_told_it_is_logged(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle, mishaps: list[str]
) -> None:
    await planned(alice, bob, table)
    simulation.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, times=None)

    await due(simulation, hours=3)

    assert notices(table) == []


async def test_after_an_error_of_discord_the_same_nonce_is_tried_again(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await planned(alice, bob, table)
    simulation.env.inject_error("POST", f"/channels/{table.id}/messages", status=503, times=2)

    await due(simulation, hours=1)
    await due(simulation, minutes=5)

    tries = posted(simulation.env, table)
    assert len(tries) == 3
    assert len({one["nonce"] for one in tries}) == 1
    assert all(one["enforce_nonce"] for one in tries)
    assert len(notices(table)) == 1


async def test_an_answer_that_was_lost_is_looked_up_before_anything_is_sent_again(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await planned(alice, bob, table)
    await due(simulation, hours=1)
    await forget_the_outcome(simulation)

    await due(simulation, minutes=5)

    assert len(posted(simulation.env, table)) == 1


async def test_where_nothing_is_found_it_is_sent_after_all(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await planned(alice, bob, table)
    await due(simulation, hours=1)
    simulation.env.backend.delete_message(table.id, table.history()[-1].id)
    await forget_the_outcome(simulation)

    await due(simulation, minutes=5)

    assert len(notices(table)) == 1
    assert "late" in notices(table)[0]


async def test_where_history_cannot_be_read_it_is_not_sent_twice(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await planned(alice, bob, table)
    await due(simulation, hours=1)
    await forget_the_outcome(simulation)
    forbid(simulation.env, table, read_message_history=True)

    await due(simulation, minutes=5)

    assert len(notices(table)) == 1
