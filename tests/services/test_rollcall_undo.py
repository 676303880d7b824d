"""Undoing what a quorum did, and promoting again."""

import asyncio
from datetime import timedelta

import pytest

from db.store import Database
from domain.cards import CardKind
from domain.errors import NotAllowed, NothingMatches
from domain.reminders import Kind
from domain.reminders import Status as Became
from domain.rollcall.errors import UndoneTooLate
from domain.rollcall.poll import RollCall, Status
from domain.rollcall.undone import Undone, read_undone
from domain.scheduling.seats import Plan
from domain.scheduling.session import NotInThisState, Session
from services.rollcall import closing, promotion
from services.rollcall.undoing import undo
from services.scheduling import planning, rsvps
from services.sessions import running
from tests.conftest import Clock, both_databases
from tests.services.acting import ANA, BEN, CHANNEL, CLEO, GUILD, HOST, act, cause, reminders_of
from tests.services.rollcalls import DAYS, campaign, fresh, opened, ring, says, session_of


async def promoted(database: Database) -> tuple[RollCall, Session]:
    """A roll call that its quorum has made a session."""
    roll_call = await opened(database, await campaign(database), "2")
    for who in (ANA, BEN):
        await says(database, roll_call, who, "yi-")
    await act(database, closing.close, HOST, roll_call.id)
    session = await session_of(database, roll_call)
    assert session is not None
    return roll_call, session


async def told(database: Database, session: Session) -> None:
    """Those who come were pinged."""
    (news,) = await reminders_of(database, Kind.PROMOTED, session.id)
    async with database.transaction() as store:
        await store.deliveries.settle(news.id, Became.SENT, store.now)


@both_databases
async def test_undone_the_session_is_gone_and_the_roll_call_stays_closed(database: Database) -> None:
    roll_call, session = await promoted(database)

    await act(database, undo, HOST, roll_call.id)

    now = await fresh(database, roll_call)
    assert (now.status, now.session_id, now.undo_until) == (Status.CLOSED, None, None)
    async with database.read() as store:
        with pytest.raises(NothingMatches):
            await store.sessions.get(session.id, GUILD)
        for kind in (CardKind.SESSION, CardKind.EVENT):
            card = await store.cards.get(kind, session.id)
            assert card is not None
            assert card.removed
    for due in (Kind.SESSION, Kind.OVER, Kind.PROMOTED):
        assert await reminders_of(database, due, session.id) == []
    assert await reminders_of(database, Kind.DEADLINE, roll_call.id) == []


async def test_undone_it_can_be_promoted_again_and_undone_again(database: Database) -> None:
    roll_call, first = await promoted(database)
    await act(database, undo, HOST, roll_call.id)

    again = await act(database, promotion.promote, HOST, roll_call.id, roll_call.options[1].id, CHANNEL)

    assert (again.id != first.id, again.starts_at) == (True, DAYS[1])
    await act(database, undo, HOST, roll_call.id)
    assert await session_of(database, roll_call) is None


async def test_those_who_were_pinged_are_told(database: Database) -> None:
    roll_call, session = await promoted(database)
    await told(database, session)

    await act(database, undo, HOST, roll_call.id)

    (news,) = await reminders_of(database, Kind.UNDONE, roll_call.id)
    assert read_undone(news.text or "") == Undone(roll_call.options[0].id, (ANA.user_id, BEN.user_id))


@pytest.mark.parametrize("pinged", [False, True])
async def test_who_answered_on_the_sessions_card_is_told_too(database: Database, *, pinged: bool) -> None:
    roll_call, session = await promoted(database)
    if pinged:
        await told(database, session)
    await act(database, rsvps.answer, CLEO, session.id, Plan.LATE, cause())

    await act(database, undo, HOST, roll_call.id)

    (news,) = await reminders_of(database, Kind.UNDONE, roll_call.id)
    assert read_undone(news.text or "").people == (ANA.user_id, BEN.user_id, CLEO.user_id)


async def test_where_nobody_was_pinged_nobody_is_told(database: Database) -> None:
    roll_call, _ = await promoted(database)

    await act(database, undo, HOST, roll_call.id)

    assert await reminders_of(database, Kind.UNDONE, roll_call.id) == []


async def test_after_ten_minutes_it_stays(database: Database, clock: Clock) -> None:
    roll_call, session = await promoted(database)
    until = clock.advance(minutes=10)

    with pytest.raises(UndoneTooLate) as refused:
        await act(database, undo, HOST, roll_call.id)
    assert refused.value.until == until
    assert await session_of(database, roll_call) == session


async def test_after_ten_minutes_the_card_is_drawn_without_it(database: Database, clock: Clock) -> None:
    roll_call, _ = await promoted(database)
    async with database.read() as store:
        before = await store.cards.get(CardKind.ROLLCALL, roll_call.id)

    await ring(database, clock, roll_call)

    async with database.read() as store:
        after = await store.cards.get(CardKind.ROLLCALL, roll_call.id)
    assert before is not None
    assert after is not None
    assert after.wanted == before.wanted + 1


async def test_a_session_that_has_started_is_not_undone(database: Database) -> None:
    roll_call, session = await promoted(database)
    await act(database, running.start, HOST, session.id, CHANNEL)

    with pytest.raises(NotInThisState):
        await act(database, undo, HOST, roll_call.id)


async def test_others_do_not_undo(database: Database) -> None:
    roll_call, _ = await promoted(database)

    with pytest.raises(NotAllowed):
        await act(database, undo, CLEO, roll_call.id)


async def test_what_is_promoted_anew_is_undone_for_ten_minutes_from_then(database: Database, clock: Clock) -> None:
    roll_call, session = await promoted(database)
    await act(database, planning.cancel, HOST, session.id, None)
    until = clock.advance(minutes=1) + timedelta(minutes=10)
    await act(database, promotion.promote, HOST, roll_call.id, None, CHANNEL)

    (row,) = await reminders_of(database, Kind.DEADLINE, roll_call.id)
    assert ((await fresh(database, roll_call)).undo_until, row.due_at) == (until, until)


@both_databases
async def test_undone_by_two_at_once_it_is_undone_once(database: Database) -> None:
    roll_call, session = await promoted(database)
    await told(database, session)

    results = await asyncio.gather(*(act(database, undo, HOST, roll_call.id) for _ in range(4)), return_exceptions=True)

    assert [type(one) for one in results].count(UndoneTooLate) == 3
    assert len(await reminders_of(database, Kind.UNDONE, roll_call.id)) == 1


async def test_it_can_be_undone_for_ten_minutes(database: Database, clock: Clock) -> None:
    roll_call, _ = await promoted(database)

    clock.advance(minutes=10)
    clock.now -= timedelta(seconds=1)

    await act(database, undo, HOST, roll_call.id)
