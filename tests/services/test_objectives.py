"""Objectives and goals: set, done, and carried over."""

import pytest

from db.store import Database
from domain.errors import NotAllowed, NotValid
from domain.scheduling.session import Session
from domain.sessions.objectives import MOST_OBJECTIVES
from services.scheduling import planning
from services.scheduling.details import Details
from services.sessions import objectives, running
from tests.conftest import Clock, both_databases
from tests.services.acting import ANA, BEN, CHANNEL, DAY, HOST, NOON, act
from tests.services.record import PASSER_BY, begun, campaign_of


async def aims(database: Database, session: Session) -> dict[str, bool]:
    """The session's objectives, and whether each is done."""
    async with database.read() as store:
        return {one.text: one.done_at is not None for one in await store.objectives.of_session(session.id)}


async def test_players_set_objectives_and_mark_them(database: Database) -> None:
    session = await begun(database, await campaign_of(database))

    new = await act(database, objectives.note, ANA, session.id, "find the map", None)
    again = await act(database, objectives.note, BEN, session.id, " Find  the MAP", True)

    assert (new.new, again.new) == (True, False)
    assert await aims(database, session) == {"find the map": True}
    await act(database, objectives.note, ANA, session.id, f"#{new.objective.id}", False)
    assert await aims(database, session) == {"find the map": False}
    with pytest.raises(NotAllowed):
        await act(database, objectives.note, PASSER_BY, session.id, "mine", None)


async def test_a_session_has_so_many_objectives_and_no_more(database: Database) -> None:
    session = await begun(database, await campaign_of(database))
    for n in range(MOST_OBJECTIVES):
        await act(database, objectives.note, ANA, session.id, f"number {n}", None)

    with pytest.raises(NotValid):
        await act(database, objectives.note, ANA, session.id, "one more", None)


@both_databases
async def test_what_is_left_undone_is_carried_over_once(database: Database, clock: Clock) -> None:
    campaign = await campaign_of(database)
    first = await begun(database, campaign)
    await act(database, objectives.plan, HOST, first, ["find the map", "rest"])
    await act(database, objectives.note, ANA, first.id, "rest", True)
    clock.advance(hours=1)
    await act(database, running.end, HOST, first.id)
    after = await act(database, planning.schedule, HOST, campaign, NOON + DAY, Details(), CHANNEL)

    carried = await act(database, objectives.carry_over, HOST, after.id)
    twice = await act(database, objectives.carry_over, HOST, after.id)

    assert ([one.text for one in carried], twice) == (["find the map"], [])
    assert await aims(database, after) == {"find the map": False}


async def test_as_many_are_carried_over_as_fit_and_the_others_stay_left_over(database: Database, clock: Clock) -> None:
    campaign = await campaign_of(database)
    first = await begun(database, campaign)
    await act(database, objectives.plan, HOST, first, ["find the map", "rest", "pay the toll"])
    clock.advance(hours=1)
    await act(database, running.end, HOST, first.id)
    after = await act(database, planning.schedule, HOST, campaign, NOON + DAY, Details(), CHANNEL)
    await act(database, objectives.plan, HOST, after, [f"number {n}" for n in range(MOST_OBJECTIVES - 1)])

    carried = await act(database, objectives.carry_over, HOST, after.id)

    assert [one.text for one in carried] == ["find the map"]
    assert len(await aims(database, after)) == MOST_OBJECTIVES
    async with database.read() as store:
        assert [one.text for one in await store.objectives.left_over(after)] == ["rest", "pay the toll"]


async def test_what_a_cancelled_session_was_to_go_on_with_is_left_over_again(database: Database, clock: Clock) -> None:
    campaign = await campaign_of(database)
    first = await begun(database, campaign)
    await act(database, objectives.plan, HOST, first, ["find the map"])
    clock.advance(hours=1)
    await act(database, running.end, HOST, first.id)
    off = await act(database, planning.schedule, HOST, campaign, NOON + DAY, Details(), CHANNEL)
    await act(database, objectives.carry_over, HOST, off.id)

    await act(database, planning.cancel, HOST, off.id, None)

    after = await act(database, planning.schedule, HOST, campaign, NOON + 2 * DAY, Details(), CHANNEL)
    assert [one.text for one in await act(database, objectives.carry_over, HOST, after.id)] == ["find the map"]


async def test_naming_what_was_left_undone_goes_on_with_it(database: Database, clock: Clock) -> None:
    campaign = await campaign_of(database)
    first = await begun(database, campaign)
    left = (await act(database, objectives.note, ANA, first.id, "find the map", None)).objective
    clock.advance(hours=1)
    await act(database, running.end, HOST, first.id)
    second = await begun(database, campaign)

    await act(database, objectives.note, ANA, second.id, f"#{left.id}", True)

    assert await aims(database, second) == {"find the map": True}
    async with database.read() as store:
        assert await store.objectives.left_over(second) == []


async def test_a_goal_spans_sessions(database: Database) -> None:
    campaign = await campaign_of(database)
    await act(database, objectives.note_goal, ANA, campaign, "lift the curse", None)

    reached = await act(database, objectives.note_goal, BEN, campaign, "lift the curse", True)

    assert not reached.new
    async with database.read() as store:
        assert [(one.text, one.session_id) for one in await store.objectives.goals(campaign.id)] == [
            ("lift the curse", None)
        ]
