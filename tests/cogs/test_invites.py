"""Inviting by token and by button, the thread of a live session, its voice channel, and its pinned board."""

import logging
import re

import discord
import pytest
import simcord
from simcord import ChannelHandle, GuildHandle, InteractionResult, MemberActor

from bot.demo.simulation import Simulation
from bot.logs import QUIET
from tests.cogs.acting import card, live, notices, reply, said, schedule, seen, texts


def token_in(result: InteractionResult) -> str:
    """The token that the organiser was shown."""
    found = re.search(r"/session join token:(\S+)", said(result))
    assert found is not None, said(result)
    return found[1]


async def invites(alice: MemberActor, channel: ChannelHandle, **options: object) -> str:
    return token_in(await alice.slash(channel, "session invite", session="1", **options))


def members(env: simcord.Env, thread: ChannelHandle) -> set[int]:
    return set(env.backend.get_channel(thread.id).thread_members)


async def test_a_live_session_gets_a_thread_into_which_a_token_leads(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    board = await live(alice, table, "Tomb")
    await bob.slash(table, "session rsvp", session="1", answer="going")

    token = await invites(alice, table, uses=1, expires="2h")
    (thread,) = table.threads
    assert env.backend.get_channel(thread.id).type == discord.ChannelType.private_thread.value
    assert members(env, thread) == {alice.id, bob.id, env.backend.bot_user.id}

    told = said(await carla.slash(table, "session join", token=token))

    assert (
        told == f"You are in: Session 1 (“Tomb”) is live, and you have a seat. You are in its thread, <#{thread.id}>."
    )
    assert carla.id in members(env, thread)
    assert carla.mention in texts(card(table, "Tomb"))
    assert board.id == card(table, "Tomb").id
    assert "You are in already" in said(await carla.slash(table, "session join", token=token))
    await alice.slash(table, "session invite", session="1")
    assert len(table.threads) == 1


async def test_a_button_lets_in_and_names_no_token(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    await schedule(alice, table, title="Tomb", capacity=1)
    made = await alice.slash(lounge, "session invite", session="1")
    after = await alice.click(reply(made), label="Post a Join button here")
    (posted,) = seen(lounge)
    assert f"{alice.mention} invites you to Session 1 (“Tomb”)" in posted.content
    assert token_in(made) not in posted.content
    assert after.acknowledged

    await simulation.restart()
    told = said(await bob.click(posted, label="Join"))

    assert "You are in: Session 1 (“Tomb”) starts" in told
    assert f"It is played in <#{table.id}>" in told
    assert bob.mention in texts(card(table, "Tomb"))


async def test_a_posted_invitation_to_a_private_session_does_not_name_it(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle, lounge: ChannelHandle, env: simcord.Env
) -> None:
    await schedule(alice, table, title="Ambush", private=True)
    (thread,) = table.threads
    made = await alice.slash(lounge, "session invite", session="1")
    await alice.click(reply(made), label="Post a Join button here")
    (posted,) = notices(lounge)
    assert "a private session" in posted
    assert "Ambush" not in posted

    await bob.click(seen(lounge)[0], label="Join")

    assert bob.id in members(env, thread)
    assert "Ambush" in said(await bob.slash(lounge, "session list"))


async def test_each_refusal_has_its_words(
    simulation: Simulation,
    alice: MemberActor,
    bob: MemberActor,
    carla: MemberActor,
    table: ChannelHandle,
    stranger: MemberActor,
    away: ChannelHandle,
) -> None:
    await schedule(alice, table, title="Tomb", capacity=2)
    once, short, full, gone = [
        await invites(alice, table, **one) for one in ({"uses": 1}, {"expires": "5m"}, {}, {"expires": "3d"})
    ]

    async def told(who: MemberActor, token: str, channel: ChannelHandle = table) -> str:
        return said(await who.slash(channel, "session join", token=token))

    assert "I know no such invitation" in await told(bob, "guess")
    assert "for another server" in await told(stranger, full, away)
    assert "You are in" in await told(bob, once)
    assert "was for 1 person" in await told(carla, once)
    await simulation.env.advance_time(600)
    assert "was good until" in await told(carla, short)
    await alice.slash(table, "session rsvp", session="1", answer="going")
    assert "is full, with 2 seats taken" in await told(carla, full)
    assert "3 invitations to Session 1 (“Tomb”)" in said(await alice.slash(table, "session revoke", session="1"))
    assert "was taken back" in await told(carla, full)
    assert "There is no invitation" in said(await alice.slash(table, "session revoke", session="1"))
    await alice.slash(table, "session cancel", session="1")
    assert "was cancelled: nobody can join it any more" in await told(carla, gone)
    assert "at least 1m" in said(await alice.slash(table, "session invite", session="1", expires="5s"))


async def test_who_cannot_see_the_channel_of_the_thread_is_refused_and_the_invitation_is_not_used_up(
    alice: MemberActor, bob: MemberActor, guild: GuildHandle, lounge: ChannelHandle, env: simcord.Env
) -> None:
    open_, closed = (discord.PermissionOverwrite(view_channel=one) for one in (True, False))
    cellar = guild.create_text_channel(
        "cellar", overwrites={guild.default_role: closed, guild.roles["Hosts"]: open_, guild.roles["TestBot"]: open_}
    )
    await live(alice, cellar)
    token = await invites(alice, cellar, uses=1)

    refused = said(await bob.slash(lounge, "session join", token=token))

    assert f"<#{cellar.id}>, which you cannot see" in refused
    assert bob.id not in members(env, cellar.threads[0])
    assert "You are in" in said(await alice.slash(cellar, "session join", token=token))


async def test_where_no_thread_can_be_made_that_is_said_and_guests_join_in_the_channel(
    alice: MemberActor, bob: MemberActor, guild: GuildHandle
) -> None:
    denied = discord.PermissionOverwrite(create_private_threads=False)
    hall = guild.create_text_channel("hall", overwrites={guild.roles["TestBot"]: denied})
    await live(alice, hall)

    made = await alice.slash(hall, "session invite", session="1")

    assert f"please give me Create Private Threads in <#{hall.id}>" in said(made)
    told = said(await bob.slash(hall, "session join", token=token_in(made)))
    assert f"It is played in <#{hall.id}>" in told


async def test_a_guest_is_let_into_a_thread_that_has_gone_to_sleep_or_told_whom_to_ask(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    env = simulation.env
    await live(alice, table)
    token = await invites(alice, table)
    (thread,) = table.threads
    asleep = simulation.bot.get_channel(thread.id)
    assert isinstance(asleep, discord.Thread)
    await asleep.edit(archived=True)

    assert "You are in its thread" in said(await bob.slash(table, "session join", token=token))
    kept = env.backend.get_channel(thread.id).thread_metadata
    assert kept is not None
    assert not kept.archived
    assert bob.id in members(env, thread)

    env.inject_error("PUT", f"/channels/{thread.id}/thread-members/{carla.id}", status=403, code=50013)
    told = said(await carla.slash(table, "session join", token=token))
    assert "ask who invited you to mention you there" in told
    assert "you have a seat" in told


async def test_who_may_not_invite_gets_no_thread(alice: MemberActor, bob: MemberActor, table: ChannelHandle) -> None:
    await live(alice, table)

    for command in ("session invite", "session revoke"):
        assert "Only organisers" in said(await bob.slash(table, command, session="1"))

    assert table.threads == []


async def test_the_token_is_in_no_log(
    simulation: Simulation,
    alice: MemberActor,
    bob: MemberActor,
    carla: MemberActor,
    table: ChannelHandle,
    caplog: pytest.LogCaptureFixture,
    mishaps: list[str],
) -> None:
    for logger, least in QUIET.items():  # as the bot sets them up at its lowest level
        caplog.set_level(max(least, logging.DEBUG), logger)
    caplog.set_level(logging.DEBUG)
    await schedule(alice, table, title="Tomb", capacity=1)
    made = await alice.slash(table, "session invite", session="1")
    token = token_in(made)
    await alice.click(reply(made), label="Post a Join button here")

    for who in (bob, bob, carla):
        await who.slash(table, "session join", token=token)
    await alice.slash(table, "session revoke", session="1")
    await carla.slash(table, "session join", token=token)
    async with simulation.bot.database._engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE invites RENAME TO lost")
    assert "Something went wrong" in said(await carla.slash(table, "session join", token=token))

    assert "session join failed" in caplog.text
    assert token not in caplog.text
    assert not [one for one in caplog.records if token in repr(one.__dict__)]


async def test_the_token_stays_readable_when_its_button_lapses(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)
    made = await alice.slash(table, "session invite", session="1")

    await simulation.env.advance_time(200)

    assert "/session join token:" in reply(made).content
    assert reply(made).components == []


async def test_a_session_played_in_a_voice_channel_links_to_it(
    alice: MemberActor, bob: MemberActor, guild: GuildHandle, table: ChannelHandle
) -> None:
    voice = guild.create_voice_channel("Tavern talk")
    await schedule(alice, table, "in 1 hour", title="Tomb")

    offer = await alice.slash(table, "session start", voice=voice)
    await alice.click(reply(offer), label="Start session 1: Tomb")

    assert f"🔊 <#{voice.id}>" in texts(card(table, "playing since"))


async def test_the_board_is_pinned_while_the_session_is_live(
    env: simcord.Env, alice: MemberActor, table: ChannelHandle
) -> None:
    board = await live(alice, table)
    assert env.backend.get_message(table.id, board.id).pinned

    await alice.slash(table, "session end")

    assert not env.backend.get_message(table.id, board.id).pinned


async def test_where_the_bot_may_not_pin_nothing_is_tried_or_said(
    env: simcord.Env, alice: MemberActor, guild: GuildHandle
) -> None:
    denied = discord.PermissionOverwrite(manage_messages=False, pin_messages=False)
    hall = guild.create_text_channel("hall", overwrites={guild.roles["TestBot"]: denied})

    board = await live(alice, hall)

    assert not env.backend.get_message(hall.id, board.id).pinned
    assert not [one for one in env.http_requests if "/pins/" in one.path]
    assert notices(hall) == []
