"""Sessions that repeat: how a series begins, and how a session of it is left behind."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from db.store import Database
from domain.scheduling.repeats.reading import read_repeat
from domain.scheduling.repeats.series import Series
from domain.scheduling.session import Session, State
from domain.scheduling.wall import to_wall
from services.scheduling import planning
from services.scheduling.details import Details
from services.sessions import running as live
from tests.conftest import Clock
from tests.services.acting import CHANNEL, GUILD, HOST, act

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = datetime(2026, 9, 8, 18, 0, tzinfo=UTC)  # 20:00 in Berlin
WEEK = timedelta(weeks=1)


async def begun(
    database: Database,
    text: str = "weekly",
    starts_at: datetime = TUESDAY,
    *,
    thread_id: int | None = None,
    **details: Any,
) -> Session:
    """The first session of a series in Berlin."""
    repeat = read_repeat(text, to_wall(starts_at, BERLIN), BERLIN)
    async with database.transaction() as store:
        campaign = await store.campaigns.game_night(GUILD)
        return await planning.schedule(
            store, HOST, campaign, starts_at, Details(**details), CHANNEL, thread_id, repeat=repeat
        )


async def all_of(database: Database) -> list[Session]:
    """The guild's sessions, in the order they were made."""
    async with database.read() as store:
        found = await store.listing.find(GUILD, frozenset(State), store.now)
    return sorted(found, key=lambda one: one.number)


async def newest(database: Database) -> Session:
    return (await all_of(database))[-1]


async def series_of(database: Database, session: Session) -> Series:
    async with database.read() as store:
        series = await store.series.of(session)
    assert series is not None
    return series


async def missed(database: Database, clock: Clock, session: Session) -> None:
    """The session's end passes, and nobody started it."""
    clock.now = max(clock.now, session.ends_at)
    await act(database, planning.over, session.id, GUILD)


async def played(database: Database, clock: Clock, session: Session) -> None:
    """The session starts and ends when it is planned to."""
    clock.now = max(clock.now, session.starts_at)
    await act(database, live.start, HOST, session.id, CHANNEL)
    clock.now += session.duration
    await act(database, live.end, HOST, session.id)


async def cancelled(database: Database, clock: Clock, session: Session) -> None:
    await act(database, planning.cancel, HOST, session.id, None)


async def deleted(database: Database, clock: Clock, session: Session) -> None:
    await act(database, planning.delete, HOST, session.id)
