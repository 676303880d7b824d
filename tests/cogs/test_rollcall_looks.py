"""What ends a roll call waits until the reactions of an absence were counted, but not for ever."""

from datetime import timedelta

import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from cogs.rollcall.looks import AGAIN_AFTER, PATIENCE, Looks
from domain.reminders import Kind
from tests.cogs.acting import said

TWO = "2026-01-02 20:00; 2026-01-03 20:00"


async def waits(simulation: Simulation, looks: Looks) -> timedelta | None:
    """How long the deadline of the only roll call waits."""
    async with simulation.bot.database.read() as store:
        (due,) = await store.reminders.of_subject(Kind.DEADLINE, 1)
        until = await looks.wait(store, due)
        return until - store.now if until is not None else None


@pytest.fixture
async def looks(simulation: Simulation, alice: MemberActor, table: ChannelHandle) -> Looks:
    said(await alice.slash(table, "rollcall open", options=TWO, mode="both"))
    return Looks(simulation.bot)


async def test_from_the_start_on_until_its_own_reactions_were_looked_at(simulation: Simulation, looks: Looks) -> None:
    looks.begin()
    assert await waits(simulation, looks) == AGAIN_AFTER
    looks.note(2)
    assert await waits(simulation, looks) == AGAIN_AFTER
    looks.note(1)
    assert await waits(simulation, looks) is None


async def test_after_two_minutes_nothing_waits(simulation: Simulation, looks: Looks) -> None:
    await simulation.env.advance_time(PATIENCE.total_seconds())

    assert await waits(simulation, looks) is None


async def test_while_the_gateway_is_lost_until_it_is_resumed(simulation: Simulation, looks: Looks) -> None:
    looks.begin()
    looks.end()
    assert await waits(simulation, looks) is None

    looks.away()
    assert await waits(simulation, looks) == AGAIN_AFTER
    looks.resumed()
    assert await waits(simulation, looks) is None


async def test_what_was_withdrawn_and_what_reactions_do_not_answer_does_not_wait(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle, looks: Looks
) -> None:
    said(await alice.slash(table, "rollcall open", options=TWO))
    async with simulation.bot.database.transaction() as store:
        (by_buttons,) = await store.reminders.of_subject(Kind.DEADLINE, 2)
        assert await looks.wait(store, by_buttons) is None
        (due,) = await store.reminders.of_subject(Kind.DEADLINE, 1)
        await store.reminders.withdraw((Kind.DEADLINE,), 1, store.now)
        assert await looks.wait(store, due) is None
