"""Nudging those who have answered nothing."""

from datetime import timedelta

import pytest

from db.store import Database
from domain.errors import NotAllowed, NotValid
from domain.reminders import Kind
from domain.reminders import Status as Became
from domain.rollcall.errors import NobodySilent, NudgedLately, RollCallClosed
from domain.rollcall.poll import RollCall
from services.rollcall import closing, editing, nudging
from services.rollcall.editing import Changes
from services.rollcall.opening import Poll
from tests.conftest import Clock
from tests.services.acting import ANA, BEN, CHANNEL, CLEO, DAY, HOST, HOUR, NOON, act, open_roll_call, reminders_of
from tests.services.rollcalls import DAYS, campaign, due_in, opened, says


async def sent(database: Database, roll_call: RollCall) -> None:
    """The nudge that is due was sent."""
    (row,) = await reminders_of(database, Kind.NUDGE, roll_call.id)
    async with database.transaction() as store:
        await store.deliveries.settle(row.id, Became.SENT, store.now)


async def silent(database: Database, roll_call: RollCall) -> tuple[int, ...]:
    async with database.read() as store:
        return await nudging.silent(store, await store.roll_calls.get(roll_call.id, roll_call.guild_id))


async def test_the_silent_are_nudged_once_before_the_deadline(database: Database, clock: Clock) -> None:
    roll_call = await opened(database, await campaign(database), deadline=DAYS[1])

    assert await due_in(database, clock, roll_call, Kind.NUDGE) == [DAY]


async def test_only_those_who_said_nothing_at_all_are_silent(database: Database) -> None:
    roll_call = await opened(database, await campaign(database))

    await says(database, roll_call, ANA, "--n")
    await says(database, roll_call, BEN, "y--")
    await says(database, roll_call, BEN, "---")

    assert await silent(database, roll_call) == (BEN.user_id, CLEO.user_id)


async def test_past_guests_of_a_game_night_are_not_chased(database: Database) -> None:
    roll_call = await act(database, open_roll_call, HOST, Poll(list(DAYS)), CHANNEL)

    assert await reminders_of(database, Kind.NUDGE, roll_call.id) == []
    with pytest.raises(NotValid):
        await act(database, nudging.nudge, HOST, roll_call.id)


async def test_a_game_nights_players_are_where_only_they_may_answer(database: Database) -> None:
    roll_call = await act(database, open_roll_call, HOST, Poll(list(DAYS), players_only=True), CHANNEL)

    assert len(await reminders_of(database, Kind.NUDGE, roll_call.id)) == 1


async def test_an_anonymous_roll_call_does_not_show_who_is_silent(database: Database) -> None:
    roll_call = await opened(database, await campaign(database), anonymous=True)

    assert await reminders_of(database, Kind.NUDGE, roll_call.id) == []
    with pytest.raises(NotValid):
        await act(database, nudging.nudge, HOST, roll_call.id)


async def test_where_time_is_short_nobody_is_nudged_by_itself(database: Database) -> None:
    roll_call = await opened(database, await campaign(database), deadline=NOON + HOUR)

    assert await reminders_of(database, Kind.NUDGE, roll_call.id) == []


async def test_on_request_they_are_nudged_at_once_and_not_again_by_itself(database: Database, clock: Clock) -> None:
    roll_call = await opened(database, await campaign(database))
    await says(database, roll_call, ANA, "yyy")

    assert await act(database, nudging.nudge, HOST, roll_call.id) == (BEN.user_id, CLEO.user_id)

    assert await due_in(database, clock, roll_call, Kind.NUDGE) == [timedelta(0)]


async def test_on_request_at_most_once_an_hour(database: Database, clock: Clock) -> None:
    roll_call = await opened(database, await campaign(database))
    await act(database, nudging.nudge, HOST, roll_call.id)
    await sent(database, roll_call)
    clock.advance(minutes=59)

    with pytest.raises(NudgedLately) as refused:
        await act(database, nudging.nudge, HOST, roll_call.id)
    assert refused.value.again_at == NOON + HOUR
    clock.advance(minutes=1)
    await act(database, nudging.nudge, HOST, roll_call.id)


async def test_where_everybody_answered_nobody_is_nudged(database: Database) -> None:
    roll_call = await opened(database, await campaign(database, ANA))
    await says(database, roll_call, ANA, "--n")

    with pytest.raises(NobodySilent):
        await act(database, nudging.nudge, HOST, roll_call.id)


async def test_others_nudge_nobody(database: Database) -> None:
    roll_call = await opened(database, await campaign(database))

    with pytest.raises(NotAllowed):
        await act(database, nudging.nudge, BEN, roll_call.id)


async def test_a_closed_roll_call_nudges_nobody(database: Database) -> None:
    roll_call = await opened(database, await campaign(database))
    await act(database, closing.close, HOST, roll_call.id)

    with pytest.raises(RollCallClosed):
        await act(database, nudging.nudge, HOST, roll_call.id)
    assert await silent(database, roll_call) == ()


async def test_a_later_deadline_moves_the_nudge(database: Database, clock: Clock) -> None:
    roll_call = await opened(database, await campaign(database), deadline=DAYS[1])

    await act(database, editing.edit, HOST, roll_call.id, Changes(deadline=DAYS[2]))

    assert await due_in(database, clock, roll_call, Kind.NUDGE) == [2 * DAY]


async def test_once_nudged_a_later_deadline_makes_no_second_nudge(database: Database) -> None:
    roll_call = await opened(database, await campaign(database), deadline=DAYS[1])
    await act(database, nudging.nudge, HOST, roll_call.id)
    await sent(database, roll_call)

    await act(database, editing.edit, HOST, roll_call.id, Changes(deadline=DAYS[2]))

    assert await reminders_of(database, Kind.NUDGE, roll_call.id) == []


async def test_a_hundred_are_pinged_at_most(database: Database) -> None:
    made = await campaign(database)
    async with database.transaction() as store:
        for user_id in range(1000, 1150):
            await store.campaigns.add_player(made.id, user_id, store.now)
    roll_call = await opened(database, made)

    assert len(await silent(database, roll_call)) == 100
