"""Who is told that a session has moved, and of what."""

from datetime import timedelta

from db.store import Database
from domain.reminders import Kind, Status
from domain.scheduling.session import Session
from services.scheduling import planning
from services.scheduling.details import Details
from services.scheduling.planning import Edited
from tests.conftest import Clock
from tests.services.acting import DAY, HOST, HOUR, NOON, act, reminders_of, scheduled


async def moved(database: Database, session: Session, by: timedelta) -> Edited:
    return await act(database, planning.edit, HOST, session.id, session.starts_at + by, Details())


async def news(database: Database, session: Session) -> list[str | None]:
    """The starts that people know, of each message that is to come about a move."""
    return [one.text for one in await reminders_of(database, Kind.MOVED, session.id)]


async def test_of_several_moves_within_a_minute_one_is_told_from_the_start_that_people_know(
    database: Database, clock: Clock
) -> None:
    session = await scheduled(database, NOON + 3 * DAY)
    for days in (1, 2):
        assert (await moved(database, session, days * DAY)).told
        clock.advance(seconds=20)

    assert await news(database, session) == [session.starts_at.isoformat()]


async def test_a_move_away_and_back_tells_nothing(database: Database, clock: Clock) -> None:
    session = await scheduled(database, NOON + 3 * DAY)
    await moved(database, session, DAY)
    await moved(database, session, 2 * DAY)

    back = await moved(database, session, timedelta(0))

    assert (back.moved, back.told) == (True, False)
    assert await news(database, session) == []
    assert len(await reminders_of(database, Kind.SESSION, session.id)) == 3


async def test_a_move_back_after_people_were_told_is_told(database: Database, clock: Clock) -> None:
    session = await scheduled(database, NOON + 3 * DAY)
    await moved(database, session, HOUR)
    async with database.transaction() as store:
        (told,) = await store.reminders.of_subject(Kind.MOVED, session.id)
        await store.deliveries.settle(told.id, Status.SENT, store.now)
    clock.advance(minutes=5)

    assert (await moved(database, session, timedelta(0))).told
    assert await news(database, session) == [(session.starts_at + HOUR).isoformat()]


async def test_an_edit_leaves_a_reminder_that_is_on_its_way(database: Database, clock: Clock) -> None:
    session = await scheduled(database, NOON + DAY, reminders=(HOUR,))
    clock.now = session.starts_at - HOUR
    async with database.transaction() as store:
        (due,) = [one for one in await store.deliveries.claim("me", store.now) if one.kind is Kind.SESSION]

    await act(database, planning.edit, HOST, session.id, None, Details(duration=2 * HOUR))

    async with database.transaction() as store:
        assert await store.deliveries.trying(due, "me", store.now)


async def test_a_move_back_is_told_while_the_first_news_may_have_arrived(database: Database, clock: Clock) -> None:
    session = await scheduled(database, NOON + DAY)
    await act(database, planning.edit, HOST, session.id, NOON + 2 * DAY, Details())
    clock.now += timedelta(minutes=2)
    async with database.transaction() as store:
        (news,) = [one for one in await store.deliveries.claim("me", store.now) if one.kind is Kind.MOVED]
        assert await store.deliveries.trying(news, "me", store.now)

    edited = await act(database, planning.edit, HOST, session.id, NOON + DAY, Details())

    assert edited.told


async def test_a_cancellation_names_the_start_that_people_know(database: Database) -> None:
    session = await scheduled(database, NOON + DAY)
    await act(database, planning.edit, HOST, session.id, NOON + 2 * DAY, Details())
    await act(database, planning.cancel, HOST, session.id, None)

    async with database.read() as store:
        (news,) = await store.reminders.of_subject(Kind.CANCELLED, session.id)
    assert news.text == (NOON + DAY).isoformat()
