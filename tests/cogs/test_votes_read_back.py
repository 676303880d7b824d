"""What was said in chat while the bot was away counts as if it had heard it."""

from collections.abc import Iterator
from contextlib import contextmanager

import discord
import pytest
import simcord
from simcord import ChannelHandle, MemberActor
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.demo.simulation import Simulation
from tests.cogs.acting import letters, playing, said, standing


@contextmanager
def away(env: simcord.Env) -> Iterator[None]:
    """The bot hears nothing of what people do."""
    listening = list(env.backend.subscribers)
    env.backend.subscribers.clear()
    try:
        yield
    finally:
        env.backend.subscribers.extend(listening)


async def test_what_was_written_edited_and_deleted_while_it_was_away_counts(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    env = simulation.env
    await playing(alice, table, "Catan", "Root")
    edited = await bob.send(table, "thisgame++")
    deleted = await carla.send(table, "thisgame++")
    await env.advance_time(60)
    with away(env):
        await bob.edit(edited, "thisgame--")
        await carla.delete(deleted)
        await alice.send(table, "thisgame++")
    await env.advance_time(60)
    await alice.slash(table, "play next")
    assert await standing(bob, table) == ["Catan: +2 -0", "Root: +0 -0"]

    await simulation.restart()

    assert await standing(bob, table) == ["Catan: +1 -1", "Root: +0 -0"]


async def test_threads_of_the_channel_are_read_too(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    env = simulation.env
    await playing(alice, table, "Catan")
    with away(env):
        for name, person in (("open", bob), ("closed", carla)):
            thread = env.backend.create_thread(table.id, name, alice.id)
            await person.send(next(one for one in table.threads if one.id == thread.id), "thisgame++")
        env.backend.edit_channel(thread.id, {}, thread_metadata={"archived": True})

    await simulation.restart()

    assert await standing(bob, table) == ["Catan: +2 -0"]


async def test_a_session_that_ended_meanwhile_is_read_to_the_end_of_its_quarter_of_an_hour(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    env = simulation.env
    await playing(alice, table, "Catan")
    await alice.slash(table, "session end")
    with away(env):
        await env.advance_time(14 * 60)
        await bob.send(table, "thisgame++")
        await env.advance_time(2 * 60)
        await carla.send(table, "thisgame++")
    await env.advance_time(60 * 60)

    await simulation.restart()

    assert await standing(bob, table) == ["Catan: +1 -0"]


async def test_where_history_may_not_be_read_no_vote_is_taken_back_and_the_organiser_is_told_once(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    env = simulation.env
    await playing(alice, table, "Catan")
    await bob.send(table, "thisgame++")
    denied = discord.Permissions(read_message_history=True).value
    mine = Overwrite(env.backend.bot_user.id, OverwriteType.MEMBER, allow=0, deny=denied)
    env.backend.set_overwrite(table.id, mine)

    for _ in range(2):
        await simulation.restart()

    assert await standing(bob, table) == ["Catan: +1 -0"]
    (told,) = letters(alice)
    assert "Read Message History" in told.content


async def test_what_fails_in_passing_is_tried_again(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    env = simulation.env
    await playing(alice, table, "Catan")
    with away(env):
        await bob.send(table, "thisgame++")
    env.inject_error("GET", f"/channels/{table.id}/messages", status=503, code=0, times=1)
    await simulation.restart()

    await env.advance_time(60)

    assert await standing(bob, table) == ["Catan: +1 -0"]


async def test_what_was_read_back_twice_counts_once(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    await bob.send(table, "thisgame++")

    for _ in range(2):
        await simulation.restart()

    assert await standing(bob, table) == ["Catan: +1 -0"]
    assert "Catan: +1 -0" in said(await bob.slash(table, "votes tally"))


@pytest.mark.parametrize("words", ["hello", "thisgame++"])
async def test_with_no_game_played_nothing_is_read(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle, words: str
) -> None:
    await alice.slash(table, "session start")
    await bob.send(table, words)
    before = len(simulation.env.http_requests)

    await simulation.restart()

    asked = [one.path for one in simulation.env.http_requests[before:] if one.method == "GET"]
    assert f"/channels/{table.id}/messages" not in asked
