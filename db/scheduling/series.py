"""Series of all guilds: sessions that repeat."""

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.scheduling.mapping import session_of
from db.scheduling.rows import SeriesRow, SessionRow
from domain.scheduling.repeats.repeat import Repeat
from domain.scheduling.repeats.series import Series
from domain.scheduling.session import Session

SAME = (
    "guild_id", "campaign_id", "last_on", "channel_id", "created_by", "title", "duration", "description", "scenario",
    "location", "capacity", "reminders", "private", "thread_id", "stopped_at",
)  # fmt: skip


class AllSeries:
    """The series of all guilds."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, session: Session, *, lock: bool = False) -> Series | None:
        """The series that the session belongs to; None for one that stands alone.

        `lock`: others who decide about the series wait until this transaction ends.
        """
        if session.series_id is None:
            return None
        wanted = select(SeriesRow).where(SeriesRow.id == session.series_id, SeriesRow.guild_id == session.guild_id)
        if lock:
            # Whoever waited for the lock has to see what is kept now.
            wanted = wanted.with_for_update(key_share=True).execution_options(populate_existing=True)
        return _series((await self._session.scalars(wanted)).one())

    async def newest(self, series: Series) -> Session | None:
        """The session that was made last, unless it was deleted."""
        found = await self._session.scalars(
            select(SessionRow).where(SessionRow.series_id == series.id, SessionRow.occurrence_on == series.last_on)
        )
        row = found.one_or_none()
        return session_of(row) if row else None

    async def add(self, series: Series) -> Series:
        """Keeps a new series, and gives it its id."""
        row = SeriesRow()
        _fill(row, series)
        self._session.add(row)
        await self._session.flush()
        return _series(row)

    async def save(self, series: Series) -> None:
        """Keeps a changed series."""
        _fill(await self._session.get_one(SeriesRow, series.id), series)
        await self._session.flush()


def _fill(row: SeriesRow, series: Series) -> None:
    for name in SAME:
        setattr(row, name, getattr(series, name))
    repeat = series.repeat
    row.rrule, row.dtstart, row.timezone = repeat.rrule, repeat.dtstart, repeat.zone.key
    row.skipped = ",".join(day.isoformat() for day in sorted(repeat.skipped))
    row.tags = ",".join(series.tags)


def _series(row: SeriesRow) -> Series:
    skipped = frozenset(date.fromisoformat(day) for day in row.skipped.split(",") if day)
    return Series(
        id=row.id,
        repeat=Repeat(row.rrule, row.dtstart, ZoneInfo(row.timezone), skipped),
        tags=tuple(tag for tag in row.tags.split(",") if tag),
        **{name: getattr(row, name) for name in SAME},
    )
