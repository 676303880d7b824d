"""Who leaves the server frees their seat, also while the bot is away."""

import pytest
import simcord
from simcord import ChannelHandle, GuildHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, due, notices, schedule, texts


@pytest.fixture
async def full(alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle) -> None:
    """A session whose one seat is Bob's; Carla waits for it."""
    await schedule(alice, table, capacity=1)
    for person in (bob, carla):
        await person.click(card(table), label="Going")


@pytest.mark.usefixtures("full")
async def test_who_waits_gets_the_seat_of_who_leaves_and_is_told(
    simulation: Simulation, guild: GuildHandle, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    guild.remove_member(bob)
    await simulation.env.settle()
    await due(simulation)

    assert f"**Going** (1): {carla.mention}" in texts(card(table))
    assert [carla.mention in one for one in notices(table)] == [True]


def gone_unheard(simulation: Simulation, person: MemberActor) -> None:
    """They left, and the bot was not there to hear it."""
    del simulation.env.backend.get_guild(person.guild.id).members[person.id]


@pytest.mark.usefixtures("full")
async def test_who_left_while_the_bot_was_away_frees_their_seat_at_the_start(
    simulation: Simulation, guild: GuildHandle, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    gone_unheard(simulation, bob)

    await simulation.restart()
    await simulation.env.settle()

    assert f"**Going** (1): {carla.mention}" in texts(card(table))


@pytest.mark.usefixtures("full")
async def test_nobody_loses_a_seat_where_discord_does_not_answer(
    simulation: Simulation, env: simcord.Env, guild: GuildHandle, bob: MemberActor, table: ChannelHandle
) -> None:
    gone_unheard(simulation, bob)
    env.inject_error("GET", "/guilds/*/members/*", status=403, code=50001)

    await simulation.restart()
    await simulation.env.settle()

    assert f"**Going** (1): {bob.mention}" in texts(card(table))
