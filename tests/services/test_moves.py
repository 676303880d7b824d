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
        await store.reminders.settle(told.id, Status.SENT, store.now)
    clock.advance(minutes=5)

    assert (await moved(database, session, timedelta(0))).told
    assert await news(database, session) == [(session.starts_at + HOUR).isoformat()]
