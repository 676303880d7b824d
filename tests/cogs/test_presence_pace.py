"""What nobody clicked for costs few edits: at most one of a board in 15 seconds, and the last state lands."""

import pytest
import simcord
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, live, texts


@pytest.fixture
def pace() -> float:
    return 1.0


def edits(env: simcord.Env) -> int:
    """How many edits of messages went over the wire."""
    return len([one for one in env.http_requests if one.method == "PATCH" and "/messages/" in one.path])


async def test_a_minute_of_typing_and_chat_costs_four_edits_and_a_tap_among_them_shows_at_once(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    env = simulation.env
    await live(alice, table)
    await bob.click(card(table), label="Hand up")
    await env.advance_time(20)
    before = edits(env)

    for _ in range(12):
        await alice.typing(table)
        await bob.typing(table)
        await env.advance_time(2)
        await alice.send(table, "so")
        await env.advance_time(3)

    assert 1 <= edits(env) - before <= 5
    await env.advance_time(5)
    before = edits(env)
    await bob.click(card(table), label="Rolling")
    assert f"{bob.mention} 🎲 rolling" in texts(card(table))
    assert edits(env) == before + 1


async def test_what_came_between_two_edits_shows_with_the_next(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, guild: simcord.GuildHandle
) -> None:
    hall = guild.create_voice_channel("hall")
    await live(alice, hall)
    await simulation.env.advance_time(20)

    await bob.join_voice(hall)
    assert bob.mention in texts(card(hall))
    await carla.join_voice(hall)
    assert carla.mention not in texts(card(hall))
    await simulation.env.advance_time(16)

    assert carla.mention in texts(card(hall))
