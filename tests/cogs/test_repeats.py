"""What Discord delivers twice, or late, counts once."""

from typing import Any

import simcord
from simcord import ChannelHandle, GuildHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, cards, due, live, notices, playing, said, schedule, texts


async def again(env: simcord.Env, event: str) -> None:
    """Discord delivers the latest event of that name once more."""
    payload: Any = [sent for kind, name, sent in env.backend.transcript if (kind, name) == ("GATEWAY", event)][-1]
    env.backend.emit(event, payload)
    await env.settle()


async def test_a_tap_delivered_twice_does_not_take_itself_back(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await alice.slash(table, "rollcall open", options="fri 8pm")
    await bob.click(card(table), label="I can")

    await again(env, "INTERACTION_CREATE")

    assert "1 person has answered" in texts(card(table))


async def test_a_command_delivered_twice_is_carried_out_once(
    env: simcord.Env, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)

    answers = [one for one in env.http_requests if one.path.endswith("/callback")]
    await again(env, "INTERACTION_CREATE")

    assert len(cards(table)) == 1
    assert [one for one in env.http_requests if one.path.endswith("/callback")] == answers
    assert "Session 2" in await schedule(alice, table)


async def test_a_session_promoted_by_a_command_delivered_twice_is_announced_once(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await alice.slash(table, "rollcall open", options="fri 8pm")
    await bob.click(card(table), label="I can")
    await alice.slash(table, "rollcall promote")

    await again(simulation.env, "INTERACTION_CREATE")
    await due(simulation, minutes=1)

    assert len(notices(table)) == 1


async def test_a_vote_delivered_twice_counts_once(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    await bob.send(table, "thisgame++")

    await again(env, "MESSAGE_CREATE")

    assert "Catan: +1 -0" in texts(card(table))


async def test_a_vote_delivered_after_its_deletion_stays_taken_back(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    message = await bob.send(table, "thisgame++")
    created: Any = [sent for _, name, sent in env.backend.transcript if name == "MESSAGE_CREATE"][-1]
    await bob.delete(message)

    env.backend.emit("MESSAGE_CREATE", created)
    await env.settle()

    assert "Catan: +0 -0" in texts(card(table))


async def test_a_reaction_delivered_twice_is_one_answer(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await alice.slash(table, "rollcall open", options="fri 8pm", mode="reactions")
    await bob.react(card(table), "\U0001f1e6")

    await again(env, "MESSAGE_REACTION_ADD")

    assert "1 person has answered" in texts(card(table))


async def test_coming_back_online_posts_and_says_nothing_twice(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 2 hours", reminders="1h")
    await bob.click(card(table), label="Going")
    await due(simulation, hours=1)
    before = [(one.id, texts(one)) for one in table.history()]

    for _ in range(3):
        await simulation.restart()
        await due(simulation)

    assert [(one.id, texts(one)) for one in table.history()] == before


async def test_two_servers_play_at_the_same_time_without_touching_each_other(
    guild: GuildHandle, alice: MemberActor, table: ChannelHandle, stranger: MemberActor, away: ChannelHandle
) -> None:
    await live(alice, table)
    await live(stranger, away, title="Theirs")

    said(await stranger.slash(away, "session end"))

    assert "**In progress**" in texts(card(table))
    assert "Session 1: Theirs" in texts(card(away, "🏁"))
