"""The card of a session that is deleted goes away with it, whatever happened to its message."""

import pytest
import simcord
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from domain.actor import Actor
from domain.cards import CardKind
from services.scheduling import planning
from tests.cogs.acting import card, cards, schedule, seen

SESSION = (CardKind.SESSION, 1)


async def delete(simulation: Simulation, person: MemberActor) -> None:
    """The first session is deleted."""
    async with simulation.bot.database.transaction() as store:
        await planning.delete(store, Actor(person.id, person.guild.id, may_manage_events=True), 1)
    await simulation.bot.painter.settled()


async def forgotten(simulation: Simulation) -> bool:
    """Whether nothing is known of the card any more."""
    async with simulation.bot.database.read() as store:
        return await store.cards.get(*SESSION) is None


async def test_the_message_of_a_deleted_session_is_deleted(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)

    await delete(simulation, alice)

    assert not cards(table)
    assert await forgotten(simulation)


@pytest.mark.parametrize(("status", "code"), [(404, 10008), (403, 50001)])
async def test_a_message_that_is_gone_or_out_of_reach_is_let_go(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle, status: int, code: int
) -> None:
    await schedule(alice, table)
    simulation.env.inject_error("DELETE", "/channels/*/messages/*", status=status, code=code)

    await delete(simulation, alice)

    assert await forgotten(simulation)


async def test_a_message_that_could_not_be_deleted_is_deleted_after_the_restart(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)
    simulation.env.inject_error("DELETE", "/channels/*/messages/*", status=503)
    await delete(simulation, alice)
    assert cards(table)

    await simulation.restart()
    await simulation.env.settle()

    assert not cards(table)
    assert await forgotten(simulation)


async def test_a_card_that_was_never_posted_is_forgotten(
    simulation: Simulation, env: simcord.Env, alice: MemberActor, table: ChannelHandle
) -> None:
    env.inject_error("POST", f"/channels/{table.id}/messages", status=503, times=None)
    await schedule(alice, table)

    await delete(simulation, alice)

    assert not seen(table)
    assert await forgotten(simulation)


async def test_a_message_whose_posting_nobody_noted_is_found_and_deleted(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)
    async with simulation.bot.database.transaction() as store:  # as if the process had died before it noted the message
        posted = await store.cards.get(*SESSION)
        assert posted is not None
        await store.cards.gone(posted)
        await store.cards.trying(posted, store.now)
    assert card(table)

    await delete(simulation, alice)

    assert not cards(table)
    assert await forgotten(simulation)
