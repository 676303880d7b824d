"""How often a card is edited: the first change at once, then once a second, and the last state always lands."""

import asyncio

import pytest
import simcord
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from cogs.edge.painter import OLD_PACE
from domain.actor import Actor
from domain.scheduling.seats import Plan
from services.scheduling import rsvps
from tests.cogs.acting import card, live, schedule, texts


@pytest.fixture
def pace() -> float:
    return 1.0


def edits(env: simcord.Env) -> int:
    """How many edits of messages went over the wire."""
    return len([one for one in env.http_requests if one.method == "PATCH" and "/messages/" in one.path])


async def test_fifty_changes_in_a_second_cost_few_edits_and_the_last_state_is_shown(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)
    database, guild = simulation.bot.database, alice.guild.id

    async def change(person: int) -> None:
        async with database.transaction() as store:
            await rsvps.answer(store, Actor(person, guild), 1, Plan.GOING, person)

    await asyncio.gather(*(change(person) for person in range(1000, 1050)))
    await simulation.bot.painter.settled()

    assert edits(simulation.env) <= 3
    assert "**Going** (50)" in texts(card(table))


async def test_the_first_change_after_a_quiet_time_shows_at_once(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)
    await simulation.env.advance_time(5)

    await bob.click(card(table), label="Going")

    assert bob.mention in texts(card(table))
    assert edits(simulation.env) == 1


async def test_two_cards_do_not_wait_for_each_other(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle, lounge: ChannelHandle
) -> None:
    await schedule(alice, table, "in 5 days 20:00")
    await live(alice, lounge)
    await simulation.env.advance_time(5)

    await bob.click(card(table), label="Going")
    await alice.click(card(lounge), label="Pause")

    assert bob.mention in texts(card(table))
    assert "**Paused**" in texts(card(lounge))


async def test_old_cards_of_one_channel_are_edited_one_after_the_other(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    for day in (5, 6, 7):
        await schedule(alice, table, f"in {day} days 20:00")
    await simulation.env.advance_time(2 * 60 * 60)
    database, guild = simulation.bot.database, alice.guild.id
    begun = asyncio.get_running_loop().time()

    for session_id in (1, 2, 3):
        async with database.transaction() as store:
            await rsvps.answer(store, Actor(1000, guild), session_id, Plan.GOING, 1000)
    await simulation.bot.painter.settled()

    assert edits(simulation.env) == 3
    assert asyncio.get_running_loop().time() - begun >= 2 * OLD_PACE - 0.1
