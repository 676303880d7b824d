"""What closes a roll call by itself, and what its quorum then makes of it."""

import asyncio
from datetime import timedelta

import pytest

from db.store import Database
from domain.campaigns import Roster
from domain.cards import CardKind
from domain.errors import NotAllowed, NotValid
from domain.reminders import Kind
from domain.rollcall.errors import RollCallClosed
from domain.rollcall.poll import Mode, Status
from domain.scheduling.seats import Plan
from services.campaigns import players, running
from services.rollcall import answers, closing, editing, promotion, reactions
from services.rollcall.editing import Changes
from services.rollcall.opening import Poll
from tests.conftest import Clock, both_databases
from tests.services.acting import (
    ANA,
    BEN,
    CHANNEL,
    CLEO,
    DAY,
    GUILD,
    HOST,
    HOUR,
    NOON,
    act,
    cause,
    open_roll_call,
    reminders_of,
)
from tests.services.rollcalls import (
    DAYS,
    YES,
    campaign,
    due_in,
    fresh,
    joins,
    opened,
    ring,
    rings,
    says,
    session_of,
)

TWO_MINUTES = timedelta(minutes=2)


async def roster_of(database: Database, campaign_id: int) -> Roster:
    async with database.read() as store:
        return await store.players.roster(campaign_id)


async def test_two_minutes_after_everybody_answered_it_closes(database: Database, clock: Clock) -> None:
    roll_call = await opened(database, await campaign(database, ANA, BEN))
    await says(database, roll_call, ANA, "yin")
    assert await due_in(database, clock, roll_call, Kind.COMPLETE) == []

    await act(database, answers.none_of_these, BEN, roll_call.id, cause())
    assert await due_in(database, clock, roll_call, Kind.COMPLETE) == [TWO_MINUTES]
    await ring(database, clock, roll_call, Kind.COMPLETE)

    assert ((await fresh(database, roll_call)).status, clock.now) == (Status.CLOSED, NOON + TWO_MINUTES)


async def test_a_change_starts_the_two_minutes_anew(database: Database, clock: Clock) -> None:
    roll_call = await opened(database, await campaign(database, ANA))
    await says(database, roll_call, ANA, "yyy")
    (first,) = await reminders_of(database, Kind.COMPLETE, roll_call.id)
    clock.advance(minutes=1)

    await says(database, roll_call, ANA, "nyy")

    assert await due_in(database, clock, roll_call, Kind.COMPLETE) == [TWO_MINUTES]
    clock.now = first.due_at
    await rings(database, first)  # a process that had claimed it before the change
    assert (await fresh(database, roll_call)).status is Status.OPEN


async def test_a_guests_change_counts_as_one_too(database: Database, clock: Clock) -> None:
    roll_call = await opened(database, await campaign(database, ANA))
    await says(database, roll_call, ANA, "yyy")
    clock.advance(minutes=1)

    await says(database, roll_call, CLEO, "y--")

    assert await due_in(database, clock, roll_call, Kind.COMPLETE) == [TWO_MINUTES]


async def test_an_answer_taken_back_stops_it(database: Database, clock: Clock) -> None:
    roll_call = await opened(database, await campaign(database, ANA))
    await says(database, roll_call, ANA, "yyy")

    await act(database, answers.toggle, ANA, roll_call.options[0].id, cause())

    assert await due_in(database, clock, roll_call, Kind.COMPLETE) == []


async def test_who_joins_meanwhile_stops_it_until_they_have_answered(database: Database, clock: Clock) -> None:
    made = await campaign(database, ANA)
    roll_call = await opened(database, made)
    await says(database, roll_call, ANA, "yyy")
    (row,) = await reminders_of(database, Kind.COMPLETE, roll_call.id)
    await joins(database, made, BEN)
    clock.now = row.due_at

    await rings(database, row)

    assert (await fresh(database, roll_call)).status is Status.OPEN
    await says(database, roll_call, BEN, "nnn")
    assert await due_in(database, clock, roll_call, Kind.COMPLETE) == [TWO_MINUTES]


async def test_a_new_option_stops_it(database: Database, clock: Clock) -> None:
    roll_call = await opened(database, await campaign(database, ANA))
    await says(database, roll_call, ANA, "yyy")

    await act(database, editing.edit, HOST, roll_call.id, Changes(starts=[*DAYS, DAYS[2] + DAY]))

    assert await due_in(database, clock, roll_call, Kind.COMPLETE) == []


@both_databases
async def test_it_closes_too_once_the_only_silent_player_plays_no_more(database: Database, clock: Clock) -> None:
    made = await campaign(database, ANA, BEN, CLEO)
    roll_call = await opened(database, made)
    await says(database, roll_call, ANA, "yyy")
    await act(database, players.leave, BEN, made.id, cause())
    assert await due_in(database, clock, roll_call, Kind.COMPLETE) == []

    await act(database, players.remove, HOST, made.id, CLEO.user_id, cause())

    assert await due_in(database, clock, roll_call, Kind.COMPLETE) == [TWO_MINUTES]


async def test_somebody_who_joins_is_waited_for_by_their_campaigns_roll_calls_alone(
    database: Database, clock: Clock
) -> None:
    made, other = await campaign(database, ANA), await campaign(database, ANA, name="Ravenloft")
    roll_call, elsewhere = await opened(database, made), await opened(database, other)
    for one in (roll_call, elsewhere):
        await says(database, one, ANA, "yyy")
    async with database.read() as store:
        before = await store.cards.get(CardKind.ROLLCALL, roll_call.id)

    await act(database, players.join, BEN, made.id, None)

    assert await due_in(database, clock, roll_call, Kind.COMPLETE) == []
    assert await due_in(database, clock, elsewhere, Kind.COMPLETE) == [TWO_MINUTES]
    async with database.read() as store:
        after = await store.cards.get(CardKind.ROLLCALL, roll_call.id)
    assert before is not None
    assert after is not None
    assert after.wanted > before.wanted


@pytest.mark.parametrize("late", [timedelta(0), HOUR])
async def test_from_the_deadline_on_no_answer_is_taken_acted_on_or_not(
    database: Database, clock: Clock, late: timedelta
) -> None:
    made = await campaign(database)
    await act(database, players.add_offline, HOST, made.id, "Grandma", None)
    roll_call = await opened(database, made, mode=Mode.BOTH)
    offline = (await roster_of(database, made.id)).offline[0].id
    clock.now = roll_call.deadline + late
    option = roll_call.options[0]

    with pytest.raises(RollCallClosed):
        await act(database, answers.toggle, ANA, option.id, cause())
    with pytest.raises(RollCallClosed):
        await act(database, answers.answer_for, HOST, roll_call.id, offline, {option.id: YES}, cause())
    with pytest.raises(RollCallClosed):
        await act(database, reactions.react, ANA, roll_call.id, option.letter, 500, added=True)


async def test_offline_players_are_not_waited_for(database: Database, clock: Clock) -> None:
    made = await campaign(database, ANA)
    await act(database, players.add_offline, HOST, made.id, "Grandma", None)
    roll_call = await opened(database, made)

    await says(database, roll_call, ANA, "yyy")

    assert await due_in(database, clock, roll_call, Kind.COMPLETE) == [TWO_MINUTES]


async def test_without_players_only_the_deadline_closes(database: Database, clock: Clock) -> None:
    roll_call = await act(database, open_roll_call, HOST, Poll(list(DAYS)), CHANNEL)

    await says(database, roll_call, ANA, "yyy")

    assert await due_in(database, clock, roll_call, Kind.COMPLETE) == []


async def test_closing_by_hand_waits_for_nothing_more(database: Database) -> None:
    roll_call = await opened(database, await campaign(database, ANA, BEN))
    await says(database, roll_call, ANA, "yyy")
    await says(database, roll_call, BEN, "yyy")

    await act(database, closing.close, HOST, roll_call.id)

    for kind in (Kind.DEADLINE, Kind.COMPLETE, Kind.NUDGE):
        assert await reminders_of(database, kind, roll_call.id) == []


async def test_a_deadline_that_was_moved_does_not_close_it(database: Database, clock: Clock) -> None:
    roll_call = await opened(database, await campaign(database))
    (old,) = await reminders_of(database, Kind.DEADLINE, roll_call.id)
    await act(database, editing.edit, HOST, roll_call.id, Changes(deadline=old.due_at + HOUR / 2))
    clock.now = old.due_at

    await rings(database, old)

    assert (await fresh(database, roll_call)).status is Status.OPEN


@both_databases
async def test_the_best_option_that_meets_the_quorum_becomes_a_session(database: Database, clock: Clock) -> None:
    made = await campaign(database, HOST, ANA, BEN, CLEO)
    await act(database, players.add_offline, HOST, made.id, "Grandma", None)
    roll_call = await opened(database, made, "2 and organiser", title="Finale", duration=4 * HOUR)
    offline = -(await roster_of(database, made.id)).offline[0].id
    await says(database, roll_call, BEN, "yyy")
    await says(database, roll_call, ANA, "iyn")
    await act(database, answers.answer_for, HOST, roll_call.id, -offline, {roll_call.options[1].id: YES}, cause())
    await says(database, roll_call, HOST, "nyn")
    clock.advance(minutes=1)

    await ring(database, clock, roll_call)

    session = await session_of(database, roll_call)
    assert session is not None
    assert (session.starts_at, session.title, session.duration) == (DAYS[1], "Finale", 4 * HOUR)
    assert session.created_by == HOST.user_id
    async with database.read() as store:
        seating = await store.rsvps.seating(session)
        assert await store.cards.get(CardKind.SESSION, session.id) is not None
        assert await store.cards.get(CardKind.EVENT, session.id) is not None
    going = [one.user_id for one in seating.named(Plan.GOING)]
    assert going == [BEN.user_id, ANA.user_id, offline, HOST.user_id]  # in order of answering
    assert await reminders_of(database, Kind.SESSION, session.id)
    assert len(await reminders_of(database, Kind.PROMOTED, session.id)) == 1
    now = await fresh(database, roll_call)
    assert (now.status, now.undo_until) == (Status.CLOSED, clock.now + timedelta(minutes=10))
    assert await due_in(database, clock, roll_call, Kind.DEADLINE) == [timedelta(minutes=10)]
    assert await reminders_of(database, Kind.MISSING, roll_call.id) == []


@pytest.mark.parametrize("said", ["---", "nnn", "iii", "y--"])
async def test_where_none_meets_it_nothing_is_promoted_and_the_opener_is_told(
    database: Database, clock: Clock, said: str
) -> None:
    roll_call = await opened(database, await campaign(database), "2")
    await says(database, roll_call, ANA, said)

    await ring(database, clock, roll_call)

    assert await session_of(database, roll_call) is None
    (told,) = await reminders_of(database, Kind.MISSING, roll_call.id)
    assert told.user_id == HOST.user_id


async def test_whoever_closes_it_reads_the_reason_at_once(database: Database) -> None:
    roll_call = await opened(database, await campaign(database), "2")

    await act(database, closing.close, HOST, roll_call.id)

    assert await reminders_of(database, Kind.MISSING, roll_call.id) == []


async def test_closing_by_hand_promotes_as_well(database: Database) -> None:
    roll_call = await opened(database, await campaign(database), "1")
    await says(database, roll_call, BEN, "-y-")

    closed = await act(database, closing.close, HOST, roll_call.id)

    session = await session_of(database, roll_call)
    assert session is not None
    assert (closed.session_id, session.starts_at) == (session.id, DAYS[1])


async def test_without_a_quorum_closing_promotes_nothing(database: Database, clock: Clock) -> None:
    roll_call = await opened(database, await campaign(database))
    await says(database, roll_call, BEN, "yyy")

    await ring(database, clock, roll_call)

    assert await session_of(database, roll_call) is None
    assert await reminders_of(database, Kind.MISSING, roll_call.id) == []


async def test_an_option_in_the_past_is_never_promoted(database: Database, clock: Clock) -> None:
    roll_call = await opened(database, await campaign(database), "1")
    await says(database, roll_call, ANA, "yy-")
    await says(database, roll_call, BEN, "y--")
    clock.now = DAYS[0]  # the bot was away when the deadline came

    await ring(database, clock, roll_call)

    session = await session_of(database, roll_call)
    assert session is not None
    assert session.starts_at == DAYS[1]


async def test_where_all_options_are_past_nothing_is_promoted(database: Database, clock: Clock) -> None:
    roll_call = await opened(database, await campaign(database), "1")
    await says(database, roll_call, ANA, "yyy")
    clock.now = DAYS[2]

    await ring(database, clock, roll_call)

    assert await session_of(database, roll_call) is None
    assert len(await reminders_of(database, Kind.MISSING, roll_call.id)) == 1


async def test_an_archived_campaign_gets_no_session(database: Database, clock: Clock) -> None:
    made = await campaign(database)
    roll_call = await opened(database, made, "1")
    await says(database, roll_call, ANA, "yyy")
    await act(database, running.archive, HOST, made.id)

    await ring(database, clock, roll_call)

    now = await fresh(database, roll_call)
    assert (now.status, now.session_id) == (Status.CLOSED, None)


@both_databases
async def test_closed_and_promoted_by_many_at_once_it_is_one_session(database: Database) -> None:
    roll_call = await opened(database, await campaign(database), "2")
    for who in (ANA, BEN):
        await says(database, roll_call, who, "yyy")

    results = await asyncio.gather(
        *(act(database, closing.close, HOST, roll_call.id) for _ in range(4)),
        *(act(database, promotion.promote, HOST, roll_call.id, None, CHANNEL) for _ in range(4)),
        return_exceptions=True,
    )

    refused = [one for one in results if isinstance(one, BaseException)]
    assert all(isinstance(one, RollCallClosed) for one in refused), refused
    async with database.read() as store:
        assert len(await store.sessions.names(GUILD)) == 1
    session = await session_of(database, roll_call)
    assert session is not None
    assert len(await reminders_of(database, Kind.PROMOTED, session.id)) == 1


@both_databases
async def test_an_answer_and_the_deadline_at_once_agree(database: Database, clock: Clock) -> None:
    roll_call = await opened(database, await campaign(database), "2")
    await says(database, roll_call, ANA, "-y-")
    (row,) = await reminders_of(database, Kind.DEADLINE, roll_call.id)
    clock.now = row.due_at

    results = await asyncio.gather(says(database, roll_call, BEN, "-y-"), rings(database, row), return_exceptions=True)

    counted = not isinstance(results[0], RollCallClosed)
    assert results[1] is None
    assert (await session_of(database, roll_call) is not None) is counted


async def test_only_organisers_name_a_role_to_ping(database: Database) -> None:
    poll = Poll(list(DAYS), ping_role_id=77)

    with pytest.raises(NotAllowed):
        await act(database, open_roll_call, ANA, poll, CHANNEL)
    assert (await act(database, open_roll_call, HOST, poll, CHANNEL)).ping_role_id == 77


async def test_a_quorum_that_is_lowered_counts_at_the_next_closing_of_all_who_answered(
    database: Database, clock: Clock
) -> None:
    roll_call = await opened(database, await campaign(database, ANA, BEN), quorum="3")
    await says(database, roll_call, ANA, "yyy")
    await says(database, roll_call, BEN, "nyn")
    clock.advance(minutes=1)

    edited = await act(database, editing.edit, HOST, roll_call.id, Changes(quorum="2"))
    assert edited.quorum_changed
    assert await due_in(database, clock, roll_call, Kind.COMPLETE) == [TWO_MINUTES]
    await ring(database, clock, roll_call, Kind.COMPLETE)

    session = await session_of(database, roll_call)
    assert session is not None
    assert session.starts_at == DAYS[1]


@pytest.mark.parametrize("quorum", ["2", ""])
async def test_a_quorum_that_is_raised_or_taken_away_promotes_nothing(
    database: Database, clock: Clock, quorum: str
) -> None:
    roll_call = await opened(database, await campaign(database, ANA, BEN), quorum="1")
    await says(database, roll_call, ANA, "ynn")

    await act(database, editing.edit, HOST, roll_call.id, Changes(quorum=quorum))
    with pytest.raises(NotValid):
        await act(database, editing.edit, HOST, roll_call.id, Changes(quorum=quorum))
    await ring(database, clock, roll_call)

    now = await fresh(database, roll_call)
    assert (now.quorum, now.status, now.session_id) == (quorum or None, Status.CLOSED, None)
