"""A night with one play, for the tests of single messages."""

from datetime import timedelta

from db.store import Database
from domain.scheduling.session import Session
from services import votes
from services.gamenight import plays
from tests.conftest import Clock
from tests.services.acting import HOST, NOON, act, live_session, queued


async def catan_from_ten_past_noon(database: Database, clock: Clock) -> Session:
    """A session begun at noon, with Catan played from 12:10; it is 12:30."""
    session = await live_session(database)
    await queued(database, "Catan")
    clock.now = NOON + timedelta(minutes=10)
    await act(database, plays.play_next, HOST, session)
    clock.now = NOON + timedelta(minutes=30)
    return session


async def tally(database: Database, session: Session) -> str:
    """The standing votes of its only play."""
    async with database.read() as store:
        ((_, standing),) = await votes.tally(store, session)
    return str(standing)
