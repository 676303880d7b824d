"""The logs of all sessions."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.scheduling.rows import SessionRow
from db.sessions.reading import readable
from db.sessions.rows import EventReaderRow, EventRow
from domain.errors import NothingMatches
from domain.sessions.log import Event, Readers, Said, Viewer

SAID = ("text", "category", "measure", "amount", "importance", "message_id", "channel_id", "said_by")


class Events:
    """The logs of all sessions. Whatever is shown to anybody comes from `visible`, without what is not for them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def visible(
        self, session_id: int, viewer: Viewer, *, since: datetime | None = None, limit: int | None = None
    ) -> list[Event]:
        """The session's entries that the viewer may read, in time order; those after `since`, and the last so many."""
        wanted = select(EventRow).join(SessionRow).where(EventRow.session_id == session_id, readable(viewer))
        if since is not None:
            wanted = wanted.where(EventRow.at > since)
        found = await self._session.scalars(wanted.order_by(EventRow.at.desc(), EventRow.id.desc()).limit(limit))
        return await self._events(list(reversed(found.all())))

    async def changeable(self, session_id: int, viewer: Viewer, limit: int) -> list[Event]:
        """The newest entries of the session that the viewer may change: their own, or all where they run it."""
        own = (EventRow.author_id == viewer.user_id) | SessionRow.campaign_id.in_(viewer.runs)
        found = await self._session.scalars(
            select(EventRow)
            .join(SessionRow)
            .where(EventRow.session_id == session_id, own)
            .order_by(EventRow.at.desc(), EventRow.id.desc())
            .limit(limit)
        )
        return await self._events(found.all())

    async def get(self, event_id: int, guild_id: int) -> Event:
        """That entry of that guild, whoever may read it. Raises NothingMatches."""
        found = await self._session.scalars(
            select(EventRow)
            .where(EventRow.id == event_id, EventRow.guild_id == guild_id)
            .execution_options(populate_existing=True)
        )
        row = found.one_or_none()
        if row is None:
            raise NothingMatches("entry", f"#{event_id}")
        return (await self._events([row]))[0]

    async def from_message(self, session_id: int, message_id: int) -> Event | None:
        """The session's entry that was taken from that message."""
        found = await self._session.scalars(
            select(EventRow).where(EventRow.session_id == session_id, EventRow.message_id == message_id).limit(1)
        )
        row = found.one_or_none()
        return (await self._events([row]))[0] if row else None

    async def count(self, session_id: int) -> int:
        """How many entries the session has."""
        counted = await self._session.execute(
            select(func.count()).select_from(EventRow).where(EventRow.session_id == session_id)
        )
        return counted.scalar_one()

    async def add(self, event: Event) -> Event:
        """Keeps a new entry, and gives it its id."""
        row = EventRow(
            guild_id=event.guild_id,
            session_id=event.session_id,
            author_id=event.author_id,
            at=event.at,
            game_time=event.game_time,
        )
        _fill(row, event.said)
        self._session.add(row)
        await self._session.flush()
        await self._keep_readers(row.id, event.said.readers)
        return (await self._events([row]))[0]

    async def save(self, event: Event) -> None:
        """Keeps what is said of an entry now."""
        row = await self._session.get_one(EventRow, event.id)
        _fill(row, event.said)
        await self._session.flush()
        await self._keep_readers(row.id, event.said.readers)

    async def delete(self, event_id: int) -> None:
        """Removes an entry for good."""
        await self._session.execute(delete(EventReaderRow).where(EventReaderRow.event_id == event_id))
        await self._session.execute(delete(EventRow).where(EventRow.id == event_id))

    async def _keep_readers(self, event_id: int, readers: Readers) -> None:
        await self._session.execute(delete(EventReaderRow).where(EventReaderRow.event_id == event_id))
        self._session.add_all(EventReaderRow(event_id=event_id, user_id=one) for one in sorted(readers.named))
        await self._session.flush()

    async def _events(self, rows: Collection[EventRow]) -> list[Event]:
        found = await self._session.execute(
            select(EventReaderRow.event_id, EventReaderRow.user_id).where(
                EventReaderRow.event_id.in_([row.id for row in rows])
            )
        )
        named: dict[int, set[int]] = {}
        for event_id, user_id in found:
            named.setdefault(event_id, set()).add(user_id)
        return [_event(row, frozenset(named.get(row.id, ()))) for row in rows]


def _fill(row: EventRow, said: Said) -> None:
    for name in SAID:
        setattr(row, name, getattr(said, name))
    row.visibility = said.readers.visibility


def _event(row: EventRow, named: frozenset[int]) -> Event:
    said = Said(readers=Readers(row.visibility, named), **{name: getattr(row, name) for name in SAID})
    return Event(row.id, row.guild_id, row.session_id, row.author_id, row.at, said, row.game_time)
