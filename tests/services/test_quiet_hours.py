"""Quiet hours hold back a private copy, unless it would be of no use in the morning."""

from datetime import datetime, timedelta

import pytest

from db.store import Database
from domain.quiet import read_quiet_hours
from domain.reminders import Kind, Reminder
from domain.scheduling.seats import Plan
from services import settings
from services.reminders.copies import copy_privately
from services.reminders.sending import quiet_until
from services.scheduling import planning
from services.scheduling.details import Details
from tests.conftest import Clock
from tests.services.acting import ADMIN, ANA, DAY, HOST, HOUR, NOON, act, answers, reminders_of, scheduled
from tests.services.rollcalls import campaign, opened, ring, says

NIGHT = NOON.replace(hour=23)
MORNING = NIGHT + 9 * HOUR


@pytest.fixture(autouse=True)
async def asleep(database: Database, clock: Clock) -> None:
    """Ana hears privately, and not at night."""
    await act(database, settings.edit, ADMIN, quiet_hours=read_quiet_hours("22:00-08:00"))
    await act(database, settings.receive_privately, ANA, private=True)


async def said_at(database: Database, clock: Clock, news: Reminder) -> datetime:
    """When Ana is told what is due by then."""
    clock.now = max(clock.now, news.due_at)
    await act(database, copy_privately, news, (ANA.user_id,))
    async with database.read() as store:
        (copy,) = await store.reminders.of_subject(Kind.PRIVATE, news.id)
    return await act(database, quiet_until, copy) or clock.now


async def waits(database: Database, clock: Clock, kind: Kind, subject_id: int) -> bool:
    """Whether what is to be said of that kind is said to Ana in the morning, and not when it is due."""
    (news,) = await reminders_of(database, kind, subject_id)
    at = await said_at(database, clock, news)
    assert at in (clock.now, MORNING)
    return at == MORNING


@pytest.mark.parametrize(("starts_in", "in_the_morning"), [(2 * HOUR, False), (DAY, True)])
async def test_a_cancellation_of_tonights_session_does_not_wait_for_the_morning(
    database: Database, clock: Clock, starts_in: timedelta, in_the_morning: bool
) -> None:
    clock.now = NIGHT
    session = await scheduled(database, NIGHT + starts_in)

    await act(database, planning.cancel, HOST, session.id, None)

    assert await waits(database, clock, Kind.CANCELLED, session.id) is in_the_morning


async def test_a_reminder_of_tonights_session_does_not_wait_and_one_of_tomorrow_nights_does(
    database: Database, clock: Clock
) -> None:
    session = await scheduled(database, NIGHT + DAY, reminders=(DAY, HOUR / 2))
    day_before, tonight = await reminders_of(database, Kind.SESSION, session.id)

    assert await said_at(database, clock, day_before) == MORNING
    assert await said_at(database, clock, tonight) == tonight.due_at


@pytest.mark.parametrize(
    ("starts_at", "to", "in_the_morning"),
    [
        (NIGHT + 7 * HOUR, NIGHT + 2 * DAY, False),  # who is not told comes at six
        (NIGHT - HOUR, NIGHT + 2 * DAY, False),  # they sit there
        (NIGHT + 2 * DAY, NIGHT + 7 * HOUR, False),
        (NIGHT + DAY, NIGHT + 2 * DAY, True),
        (NIGHT - 10 * HOUR, NIGHT + 2 * DAY, True),  # it was missed, and nobody waits for it any more
    ],
)
@pytest.mark.parametrize("then_cancelled", [False, True])
async def test_who_might_come_at_the_old_start_is_told_of_another_before_it(
    database: Database, clock: Clock, starts_at: datetime, to: datetime, in_the_morning: bool, then_cancelled: bool
) -> None:
    session = await scheduled(database, starts_at)
    await answers(database, session, ANA, Plan.GOING)
    clock.now = NIGHT
    await act(database, planning.edit, HOST, session.id, to, Details())
    if then_cancelled:
        await act(database, planning.cancel, HOST, session.id, None)

    kind = Kind.CANCELLED if then_cancelled else Kind.MOVED
    assert await waits(database, clock, kind, session.id) is in_the_morning


@pytest.mark.parametrize(("closes_at", "in_the_morning"), [(MORNING - HOUR, False), (MORNING + HOUR, True)])
async def test_a_nudge_comes_while_answers_are_taken(
    database: Database, clock: Clock, closes_at: datetime, in_the_morning: bool
) -> None:
    roll_call = await opened(database, await campaign(database, ANA), deadline=closes_at)
    (nudge,) = await reminders_of(database, Kind.NUDGE, roll_call.id)
    clock.now = NIGHT

    assert (await said_at(database, clock, nudge) == MORNING) is in_the_morning


@pytest.mark.parametrize(("first", "in_the_morning"), [(MORNING - HOUR, False), (MORNING + DAY, True)])
async def test_why_nothing_became_a_session_is_said_while_something_still_can(
    database: Database, clock: Clock, first: datetime, in_the_morning: bool
) -> None:
    starts = [first, MORNING + 2 * DAY, MORNING + 3 * DAY]
    roll_call = await opened(database, await campaign(database), quorum="3", starts=starts, deadline=NIGHT)
    await says(database, roll_call, ANA, "yyy")

    await ring(database, clock, roll_call)

    assert await waits(database, clock, Kind.MISSING, roll_call.id) is in_the_morning
