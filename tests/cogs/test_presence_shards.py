"""Who is there while a shard of the bot loses its connection, as discord.py tells of it; the server is on shard 0."""

import asyncio

import pytest
from simcord import ChannelHandle, GuildHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, due, live, said, texts


@pytest.fixture
async def hall(guild: GuildHandle) -> ChannelHandle:
    """A voice channel with its own chat."""
    return guild.create_voice_channel("hall")


async def shard(simulation: Simulation, event: str, shard_id: int = 0) -> None:
    """discord.py tells the bot of that shard: `disconnect`, `resumed` or `ready`. Waits until it has listened."""
    await asyncio.gather(*(listener(shard_id) for listener in simulation.bot.extra_events[f"on_shard_{event}"]))


async def leaves_unheard(simulation: Simulation, bob: MemberActor) -> None:
    """Bob goes out of voice, and the bot does not hear it."""
    backend = simulation.env.backend
    state = backend.prepare_voice_state(bob.guild.id, bob.user.id, None)
    assert state is not None
    backend.commit_voice_state(state, broadcast=False)
    guild = simulation.bot.get_guild(bob.guild.id)
    assert guild is not None
    guild._voice_states.pop(bob.user.id)  # what GUILD_CREATE tells of a new gateway session


async def test_a_shard_that_comes_back_with_a_new_session_leaves_a_gap_and_sees_who_left(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, hall: ChannelHandle
) -> None:
    await live(alice, hall)
    await bob.join_voice(hall)

    await shard(simulation, "disconnect")
    await leaves_unheard(simulation, bob)
    await due(simulation, minutes=3)
    await shard(simulation, "ready", 1)  # another one's
    assert "Disconnected" not in texts(card(hall))
    await shard(simulation, "ready")
    await due(simulation, minutes=1)

    assert f"🔌 **Disconnected** (1): {bob.mention}" in texts(card(hall))
    assert "📡 **Nothing heard** for 3 min" in said(await alice.slash(hall, "session presence"))


@pytest.mark.parametrize(("lost", "back"), [(0, "resumed"), (1, "ready")])
async def test_a_shard_that_resumes_or_has_other_servers_leaves_no_gap(
    simulation: Simulation, alice: MemberActor, hall: ChannelHandle, lost: int, back: str
) -> None:
    await live(alice, hall)
    await due(simulation, minutes=1)

    await shard(simulation, "disconnect", lost)
    await due(simulation, minutes=3)
    await shard(simulation, back, lost)
    await due(simulation, minutes=1)

    assert "📡" not in said(await alice.slash(hall, "session presence"))
