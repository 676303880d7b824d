"""What was said in chat while the bot was away counts as if it had heard it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import discord
import pytest
import simcord
from simcord import ChannelHandle, MemberActor
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.demo.simulation import Simulation
from tests.cogs.acting import letters, playing, said, standing


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest) -> ChannelHandle:
    """`away`, a channel of another server; that name means something else here."""
    channel: ChannelHandle = request.getfixturevalue("away")
    return channel


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


async def test_the_votes_in_a_thread_that_was_deleted_are_taken_back(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    env = simulation.env
    await playing(alice, table, "Catan")
    for person in (bob, carla):
        thread = env.backend.create_thread(table.id, "rules", alice.id)
        await env.settle()
        await person.send(next(one for one in table.threads if one.id == thread.id), "thisgame++")
    with away(env):
        env.backend.delete_channel(thread.id)

    await simulation.restart()

    assert await standing(bob, table) == ["Catan: +1 -0"]


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
    with away(env):
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


HISTORY = discord.Permissions(read_message_history=True, view_channel=True).value


def shut_out(env: simcord.Env, table: ChannelHandle, by: str) -> Callable[[], object]:
    """The bot may not see the channel any more; gives what lets it in again."""
    assert table.guild is not None
    world, guild, me = env.backend, table.guild.id, env.backend.bot_user.id
    if by == "overwrite":
        world.set_overwrite(table.id, Overwrite(me, OverwriteType.MEMBER, allow=0, deny=HISTORY))
        return lambda: world.delete_overwrite(table.id, me)
    (mine,) = world.get_member(guild, me).role_ids
    people = world.create_role(guild, "People", permissions=HISTORY)
    for person in world.get_guild(guild).members.keys() - {me}:
        world.add_member_role(guild, person, people.id)
    before = world.get_role(guild, mine).permissions
    world.edit_role(guild, guild, {"permissions": world.get_role(guild, guild).permissions & ~HISTORY})  # of everyone
    if by == "permissions of its role":
        world.edit_role(guild, mine, {"permissions": before & ~HISTORY})
        return lambda: world.edit_role(guild, mine, {"permissions": before})
    world.remove_member_role(guild, me, mine)
    return lambda: world.add_member_role(guild, me, mine)


@pytest.mark.parametrize("by", ["overwrite", "permissions of its role", "its roles"])
async def test_what_was_said_where_it_could_not_see_it_counts_as_soon_as_it_can_again(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle, by: str
) -> None:
    env = simulation.env
    await playing(alice, table, "Catan")
    let_in = shut_out(env, table, by)
    await env.settle()
    (told,) = letters(alice)
    assert "Read Message History" in told.content
    with away(env):
        await bob.send(table, "thisgame++")

    let_in()
    await env.settle()

    assert await standing(bob, table) == ["Catan: +1 -0"]
    assert len(letters(alice)) == 1


async def test_what_changes_nothing_that_the_bot_may_read_of_the_session_has_nothing_read(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    env, world = simulation.env, simulation.env.backend
    await playing(alice, table, "Catan")
    assert table.guild is not None
    (mine,) = world.get_member(table.guild.id, world.bot_user.id).role_ids
    await simulation.restart()
    other = world.create_role(table.guild.id, "Readers", permissions=HISTORY)
    before = len(env.http_requests)

    for channel in (table, lounge):  # as a bot does that lets one after another into a room
        for denied in (HISTORY, 0):
            world.set_overwrite(channel.id, Overwrite(bob.id, OverwriteType.MEMBER, allow=0, deny=denied))
            await env.settle()
    shut_out(env, lounge, "overwrite")()
    for role_id in (mine, other.id):
        permissions = world.get_role(table.guild.id, role_id).permissions
        world.edit_role(table.guild.id, role_id, {"permissions": permissions ^ discord.Permissions.speak.flag})
    world.delete_role(table.guild.id, other.id)
    await env.settle()

    asked = [one.path for one in env.http_requests[before:] if one.method == "GET"]
    assert [path for path in asked if path.endswith("/messages")] == []


async def test_a_private_thread_out_of_its_sight_keeps_no_other_from_being_read_and_is_read_once_it_is_added(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    env = simulation.env
    await playing(alice, table, "Catan")
    secret = env.backend.create_thread(table.id, "secret", alice.id, type=discord.ChannelType.private_thread.value)
    public = env.backend.create_thread(table.id, "public", alice.id)
    env.backend.add_thread_member(secret.id, carla.id)
    await env.settle()
    hidden, shown = (next(one for one in table.threads if one.id == thread.id) for thread in (secret, public))
    with away(env):
        await bob.send(shown, "thisgame++")
        await carla.send(hidden, "thisgame++")
    env.inject_error("GET", f"/channels/{hidden.id}/messages", status=403, code=50001, times=None)

    for _ in range(2):
        await simulation.restart()

    assert await standing(bob, table) == ["Catan: +1 -0"]
    (told,) = letters(alice)
    assert f"<#{hidden.id}>" in told.content
    assert "mention me in that thread" in told.content

    env.backend.faults.clear()
    env.backend.add_thread_member(hidden.id, env.backend.bot_user.id)
    await env.settle()

    assert await standing(bob, table) == ["Catan: +2 -0"]


async def test_threads_that_may_not_be_listed_are_said(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    simulation.env.inject_error("GET", f"/channels/{table.id}/threads/archived/public", status=403, code=50001)

    await simulation.restart()

    (told,) = letters(alice)
    assert "Read Message History" in told.content


async def test_a_server_in_trouble_holds_up_no_other(
    simulation: Simulation,
    alice: MemberActor,
    table: ChannelHandle,
    stranger: MemberActor,
    elsewhere: ChannelHandle,
) -> None:
    env = simulation.env
    await playing(alice, table, "Catan")
    await playing(stranger, elsewhere, "Root")
    env.inject_error("GET", f"/channels/{table.id}/messages", status=503, code=0, times=None)
    with away(env):
        await stranger.send(elsewhere, "thisgame++")

    await simulation.restart()

    assert await standing(stranger, elsewhere) == ["Root: +1 -0"]


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
