"""Editing a roll call while it is open, and calling it off."""

import asyncio
from datetime import datetime
from typing import Any

import pytest

from db.store import Database
from domain.actor import Actor
from domain.errors import NotAllowed, NotValid, UserError
from domain.reminders import Kind
from domain.rollcall.editing import read_news
from domain.rollcall.errors import (
    DeadlineOutOfReach,
    OptionGone,
    OptionInThePast,
    RollCallCancelled,
    RollCallClosed,
    RollCallPromoted,
)
from domain.rollcall.options import Answer
from domain.rollcall.poll import RollCall, Status
from services.rollcall import answers, closing, editing, promotion
from services.rollcall.editing import Changes, Edited
from services.rollcall.opening import Poll
from services.scheduling import planning
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
    STRANGER,
    act,
    cause,
    guests,
    open_roll_call,
    reminders_of,
)

DAYS = [NOON + DAY, NOON + 2 * DAY, NOON + 3 * DAY]
LATER = NOON + 5 * DAY


@pytest.fixture
async def roll_call(database: Database) -> RollCall:
    """A roll call that Ana opened: Ben can make the first two times, Cleo the first."""
    opened = await act(database, open_roll_call, ANA, Poll(list(DAYS)), CHANNEL)
    for who, place in ((BEN, 0), (BEN, 1), (CLEO, 0)):
        await act(database, answers.toggle, who, opened.options[place].id, cause())
    return await fresh(database, opened)


async def fresh(database: Database, roll_call: RollCall) -> RollCall:
    async with database.read() as store:
        return await store.roll_calls.get(roll_call.id, GUILD)


async def edit(database: Database, roll_call: RollCall, who: Actor = ANA, **changes: Any) -> Edited:
    return await act(database, editing.edit, who, roll_call.id, Changes(**changes))


async def told(database: Database, roll_call: RollCall) -> tuple[int, ...]:
    """Who is to be told of new times."""
    waiting = await reminders_of(database, Kind.CHANGED, roll_call.id)
    assert len(waiting) < 2
    return read_news(waiting[0].text or "").people if waiting else ()


@both_databases
async def test_answers_to_times_that_stay_stay_with_their_letters(database: Database, roll_call: RollCall) -> None:
    edited = await edit(database, roll_call, starts=[LATER, DAYS[1], NOON + HOUR * 30])

    now = edited.roll_call
    assert now == await fresh(database, roll_call)
    assert [(one.starts_at, one.name) for one in now.options] == [
        (NOON + HOUR * 30, "D"),
        (DAYS[1], "B"),
        (LATER, "E"),
    ]
    assert {key: given.answer for key, given in now.answers.items()} == {
        (roll_call.options[1].id, BEN.user_id): Answer.YES
    }
    assert [one.starts_at for one in edited.new] == [NOON + HOUR * 30, LATER]
    assert [one.starts_at for one in edited.exchange.gone] == [DAYS[0], DAYS[2]]


async def test_everybody_who_had_answered_is_told_once_for_all_edits_of_a_minute(
    database: Database, roll_call: RollCall, clock: Clock
) -> None:
    await edit(database, roll_call, starts=DAYS[1:])
    clock.advance(seconds=30)
    await edit(database, roll_call, HOST, starts=[DAYS[1], LATER])

    (waiting,) = await reminders_of(database, Kind.CHANGED, roll_call.id)
    assert read_news(waiting.text or "").people == (BEN.user_id, CLEO.user_id)
    assert read_news(waiting.text or "").starts == tuple(DAYS)
    assert waiting.due_at == clock() + HOUR / 60


async def test_nobody_is_told_of_another_title_or_deadline(database: Database, roll_call: RollCall) -> None:
    edited = await edit(database, roll_call, title="Finale", deadline=NOON + HOUR, duration=5 * HOUR)

    now = edited.roll_call
    assert (now.title, now.deadline, now.duration) == ("Finale", NOON + HOUR, 5 * HOUR)
    assert await told(database, roll_call) == ()


async def test_who_edits_is_not_told(database: Database, roll_call: RollCall) -> None:
    await act(database, answers.toggle, ANA, roll_call.options[0].id, cause())

    await edit(database, roll_call, starts=DAYS[1:])

    assert await told(database, roll_call) == (BEN.user_id, CLEO.user_id)


@pytest.mark.parametrize(
    ("starts", "deadline", "then"),
    [
        ([DAYS[1], LATER], None, DAYS[1] - HOUR),  # the usual one follows the first time
        ([*DAYS, LATER], None, DAYS[0] - HOUR),
        ([DAYS[1], LATER], DAYS[0], DAYS[0]),  # one that was chosen stays
        ([NOON + HOUR * 4, LATER], DAYS[2], DAYS[2]),
        ([NOON + HOUR * 4], DAYS[2], NOON + HOUR * 3),  # but not beyond the last time
    ],
)
async def test_the_deadline_moves_with_its_row(
    database: Database, starts: list[datetime], deadline: datetime | None, then: datetime
) -> None:
    opened = await act(database, open_roll_call, ANA, Poll(list(DAYS), deadline=deadline), CHANNEL)

    edited = await edit(database, opened, starts=starts)

    assert edited.roll_call.deadline == then
    assert edited.deadline_moved == (then != opened.deadline)
    assert [one.due_at for one in await reminders_of(database, Kind.DEADLINE, opened.id)] == [then]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({}, NotValid),
        ({"starts": [DAYS[2], *DAYS]}, NotValid),
        ({"starts": []}, NotValid),
        ({"starts": [NOON + DAY + n * HOUR for n in range(21)]}, NotValid),
        ({"starts": [NOON, LATER]}, OptionInThePast),
        ({"deadline": NOON}, DeadlineOutOfReach),
        ({"deadline": LATER}, DeadlineOutOfReach),
        ({"duration": HOUR * 0}, UserError),
    ],
)
async def test_an_edit_that_makes_no_sense_changes_nothing(
    database: Database, roll_call: RollCall, changes: dict[str, Any], refusal: type[UserError]
) -> None:
    with pytest.raises(refusal):
        await edit(database, roll_call, **changes)

    assert await fresh(database, roll_call) == roll_call


@pytest.mark.parametrize("who", [BEN, STRANGER])
async def test_only_who_opened_it_and_organisers_edit_and_cancel(
    database: Database, roll_call: RollCall, who: Actor
) -> None:
    for attempt in (edit(database, roll_call, who, title="Mine"), act(database, editing.cancel, who, roll_call.id)):
        with pytest.raises(UserError) as refused:
            await attempt
        assert isinstance(refused.value, NotAllowed) or who is STRANGER


async def test_what_is_closed_or_has_become_a_session_is_not_edited(database: Database, roll_call: RollCall) -> None:
    await act(database, closing.close, ANA, roll_call.id)
    with pytest.raises(RollCallClosed):
        await edit(database, roll_call, title="Late")

    await act(database, promotion.promote, ANA, roll_call.id, None, CHANNEL)
    with pytest.raises(RollCallPromoted):
        await edit(database, roll_call, title="Later")
    with pytest.raises(RollCallPromoted):
        await act(database, editing.cancel, ANA, roll_call.id)


async def test_a_tap_or_a_form_for_a_time_that_is_gone_is_refused(database: Database, roll_call: RollCall) -> None:
    gone = roll_call.options[0].id
    await edit(database, roll_call, starts=DAYS[1:])

    with pytest.raises(OptionGone):
        await act(database, answers.toggle, BEN, gone, cause())
    with pytest.raises(OptionGone):
        await act(database, answers.answer, BEN, roll_call.id, {gone: Answer.YES}, cause())


@both_databases
async def test_editing_while_thirty_people_answer_loses_no_answer_to_a_time_that_stays(
    database: Database, roll_call: RollCall
) -> None:
    kept, gone = roll_call.options[1], roll_call.options[2]
    taps = [act(database, answers.toggle, who, kept.id, cause()) for who in guests(30)]
    late = [act(database, answers.toggle, who, gone.id, cause()) for who in guests(5)]
    edits = [
        edit(database, roll_call, starts=[DAYS[1], LATER]),
        edit(database, roll_call, HOST, starts=[DAYS[1], NOON + DAY / 2]),
    ]

    done = await asyncio.gather(*taps[:15], *late, *edits, *taps[15:], return_exceptions=True)

    now = await fresh(database, roll_call)
    assert len(now.count(kept).yes) == 31
    assert {user_id for option_id, user_id in now.answers if option_id != kept.id} == set()
    assert all(isinstance(one, OptionGone) for one in done if isinstance(one, BaseException))
    assert len({one.place for one in now.options}) == len(now.options) == 2


async def test_a_cancelled_roll_call_takes_no_answers_and_becomes_no_session(
    database: Database, roll_call: RollCall
) -> None:
    await edit(database, roll_call, starts=[*DAYS, LATER])

    cancelled = await act(database, editing.cancel, HOST, roll_call.id)

    assert (cancelled.status, cancelled.closed_at) == (Status.CANCELLED, NOON)
    for kind in (Kind.DEADLINE, Kind.COMPLETE, Kind.NUDGE, Kind.CHANGED):
        assert await reminders_of(database, kind, roll_call.id) == []
    option = roll_call.options[0].id
    for attempt in (
        act(database, answers.toggle, BEN, option, cause()),
        act(database, answers.none_of_these, BEN, roll_call.id, cause()),
        act(database, promotion.promote, HOST, roll_call.id, option, CHANNEL),
        act(database, promotion.promote, HOST, roll_call.id, None, CHANNEL),
        act(database, closing.close, HOST, roll_call.id),
        act(database, editing.cancel, HOST, roll_call.id),
        edit(database, roll_call, title="Back"),
    ):
        with pytest.raises(RollCallCancelled):
            await attempt


async def test_a_closed_roll_call_can_be_cancelled_unless_it_became_a_session(
    database: Database, roll_call: RollCall
) -> None:
    session = await act(database, promotion.promote, HOST, roll_call.id, roll_call.options[0].id, CHANNEL)
    with pytest.raises(RollCallPromoted):
        await act(database, editing.cancel, HOST, roll_call.id)
    await act(database, planning.cancel, HOST, session.id, None)

    assert (await act(database, editing.cancel, HOST, roll_call.id)).status is Status.CANCELLED


@both_databases
async def test_of_closing_promoting_and_cancelling_at_once_one_wins(database: Database, roll_call: RollCall) -> None:
    await asyncio.gather(
        act(database, editing.cancel, ANA, roll_call.id),
        act(database, closing.close, HOST, roll_call.id),
        act(database, promotion.promote, HOST, roll_call.id, None, CHANNEL),
        return_exceptions=True,
    )

    now = await fresh(database, roll_call)
    assert now.status is not Status.OPEN
    assert (now.status is Status.CANCELLED) <= (now.session_id is None)


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_what_was_read_before_waiting_for_the_roll_call_is_read_again(
    database: Database, roll_call: RollCall
) -> None:
    async with database.transaction() as store:
        assert (await store.roll_calls.get(roll_call.id, GUILD)).status is Status.OPEN
        await act(database, answers.toggle, BEN, roll_call.options[0].id, cause())
        await act(database, closing.close, HOST, roll_call.id)

        locked = await store.roll_calls.get(roll_call.id, GUILD, lock=True)

    assert locked == await fresh(database, roll_call)


async def test_open_roll_calls_are_named_first_and_with_their_campaigns_where_there_are_several(
    database: Database, roll_call: RollCall
) -> None:
    newer = await act(database, open_roll_call, ANA, Poll(list(DAYS), title="Newer"), CHANNEL)
    await act(database, closing.close, ANA, newer.id)

    async with database.read() as store:
        names = await store.roll_calls.names(GUILD)
    assert [(one.id, one.group) for one in names] == [(roll_call.id, None), (newer.id, None)]
