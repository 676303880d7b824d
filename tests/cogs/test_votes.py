"""Voting in chat, and how the votes stand."""

import pytest
import simcord
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, due, live, playing, said, standing, texts


@pytest.mark.parametrize(
    "text", ["thisgame++", "THISGAME++", "love it! ThisGame++", "**thisgame++**", "catan++", "CATAN++"]
)
async def test_a_word_in_chat_votes_for_what_is_played(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle, text: str
) -> None:
    await playing(alice, table, "Catan")

    await bob.send(table, text)

    assert "Catan: +1 -0" in texts(card(table))


@pytest.mark.parametrize("text", ["thisgame--", "thisgame—", "meh, Thisgame--"])
async def test_a_word_in_chat_votes_against_what_is_played(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle, text: str
) -> None:
    await playing(alice, table, "Catan")

    await bob.send(table, text)

    assert "Catan: +0 -1" in texts(card(table))


@pytest.mark.parametrize(
    "text", ["c++ is fun", "`thisgame++`", "> thisgame++", "thisgame+++", "xthisgame++", "https://a.example/thisgame++"]
)
async def test_what_only_looks_like_a_vote_is_none(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle, text: str
) -> None:
    await playing(alice, table, "Catan")

    await bob.send(table, text)

    assert "Catan: +0 -0" in texts(card(table))


async def test_before_the_first_play_one_is_told_once(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table)

    for person in (bob, bob, carla):
        await person.send(table, "thisgame++")

    replies = [one for one in table.history() if "nothing to vote on yet" in one.content]
    assert len(replies) == 2
    assert all("/play next" in one.content for one in replies)


async def test_a_thread_of_the_live_channel_counts(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    env.backend.create_thread(table.id, "rules", alice.id)
    await env.settle()

    await bob.send(table.threads[0], "thisgame++")

    assert "Catan: +1 -0" in texts(card(table, "Catan"))


async def test_a_counted_vote_gets_the_servers_reaction_and_others_none(
    admin: MemberActor, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await admin.slash(table, "settings edit", vote_reaction="🎲")
    await playing(alice, table, "Catan")

    await bob.send(table, "thisgame++")
    await bob.send(table, "nonsense++")

    marked = {one.content: [str(emoji.emoji) for emoji in one.reactions] for one in table.history()}
    assert marked["thisgame++"] == ["🎲"]
    assert marked["nonsense++"] == []


async def test_without_the_setting_there_is_no_reaction(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")

    message = await bob.send(table, "thisgame++")

    assert next(one for one in table.history() if one.id == message.id).reactions == []


async def test_a_reaction_that_may_not_be_added_does_not_cost_the_vote(
    env: simcord.Env, admin: MemberActor, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await admin.slash(table, "settings edit", vote_reaction="🎲")
    await playing(alice, table, "Catan")
    env.inject_error("PUT", "/channels/*/messages/*/reactions/*/@me", status=403, code=50013)

    await bob.send(table, "thisgame++")

    assert "Catan: +1 -0" in texts(card(table))


async def test_votes_count_until_a_quarter_of_an_hour_after_the_end(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    await alice.slash(table, "session end")

    await due(simulation, minutes=14)
    await bob.send(table, "thisgame++")
    assert "Catan: +1 -0" in texts(card(table, "🏁"))
    await due(simulation, minutes=2)
    await carla.send(table, "thisgame++")

    assert "Catan: +1 -0" in texts(card(table, "🏁"))


async def test_the_tally_is_that_of_the_last_session_once_it_is_over(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    await bob.send(table, "thisgame--")
    await alice.slash(table, "session end")

    assert await standing(bob, lounge) == ["Catan: +0 -1"]
    assert "Catan: +0 -1" in said(await bob.slash(lounge, "votes tally", session="1"))


async def test_with_nothing_played_the_tally_says_so(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    assert "/session start" in said(await bob.slash(table, "votes tally"))
    await live(alice, table)

    assert await standing(bob, table) == ["No game has been played yet."]
