"""Sessions of all guilds."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from db.scheduling.mapping import fill, session_of
from db.scheduling.names import named
from db.scheduling.rows import SessionRow
from db.scheduling.tags import tag_rows
from domain.errors import NothingMatches
from domain.lookup import Named
from domain.scheduling.session import LIVE, Session, State
from domain.sessions.live import AlreadyLive


class Sessions:
    """The sessions of all guilds."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, session_id: int, guild_id: int, *, lock: bool = False) -> Session:
        """That session of that guild. Raises NothingMatches; one of another guild does not exist."""
        wanted = select(SessionRow).where(SessionRow.id == session_id, SessionRow.guild_id == guild_id)
        row = (await self._session.scalars(wanted.with_for_update(key_share=True) if lock else wanted)).one_or_none()
        if row is None:
            raise NothingMatches("session", f"#{session_id}")
        return session_of(row)

    async def add(self, session: Session) -> Session:
        """Keeps a new session, and gives it its id."""
        row = SessionRow(spans=[], tags=[])
        tags = await tag_rows(self._session, session.guild_id, session.tags)
        async with self._alone_live(session):
            fill(row, session, tags)
            self._session.add(row)
        return session_of(row)

    async def save(self, session: Session) -> Session:
        """Keeps a changed session. Raises AlreadyLive where another is live in its campaign or channel."""
        row = await self._session.get_one(SessionRow, session.id)
        tags = await tag_rows(self._session, session.guild_id, session.tags)
        async with self._alone_live(session):
            fill(row, session, tags)
        return session_of(row)

    async def delete(self, session_id: int) -> None:
        """Removes a session and its RSVPs for good."""
        await self._session.delete(await self._session.get_one(SessionRow, session_id))
        await self._session.flush()

    @asynccontextmanager
    async def _alone_live(self, session: Session) -> AsyncIterator[None]:
        """Writes what is done in it, at its end. Raises AlreadyLive where the session would be live beside another."""
        try:
            async with self._session.begin_nested():  # opened before the change: opening it writes what is pending
                yield
        except IntegrityError:
            if live := await self.live_instead(session.campaign_id, session.live_channel_id):
                raise AlreadyLive(live) from None
            raise

    async def live_instead(self, campaign_id: int, channel_id: int | None) -> Session | None:
        """The session that is live in this campaign or channel."""
        here = (SessionRow.campaign_id == campaign_id) | (SessionRow.live_channel_id == channel_id)
        found = await self._session.scalars(
            select(SessionRow).where(SessionRow.state.in_(LIVE), here).order_by(SessionRow.id).limit(1)
        )
        row = found.one_or_none()
        return session_of(row) if row else None

    async def live_in(self, guild_id: int, channel_ids: Sequence[int]) -> Session | None:
        """The session that is live in the first of these channels where any is: a thread before its parent."""
        found = await self._session.scalars(
            select(SessionRow).where(
                SessionRow.guild_id == guild_id,
                SessionRow.live_channel_id.in_(channel_ids),
                SessionRow.state.in_(LIVE),
            )
        )
        rows = {row.live_channel_id: row for row in found}
        return next((session_of(rows[one]) for one in channel_ids if one in rows), None)

    async def begun_in(
        self, guild_id: int, channel_ids: Collection[int], instant: datetime, *, lock: bool = False
    ) -> list[Session]:
        """The two sessions begun last, at that instant or before, in one of these channels; the newest first."""
        wanted = (
            select(SessionRow)
            .where(
                SessionRow.guild_id == guild_id,
                SessionRow.live_channel_id.in_(channel_ids),
                SessionRow.started_at <= instant,
            )
            .order_by(SessionRow.started_at.desc(), SessionRow.id.desc())
            .limit(2)
        )
        found = await self._session.scalars(wanted.with_for_update(key_share=True) if lock else wanted)
        return [session_of(row) for row in found]

    async def lock(self, session_ids: Collection[int]) -> list[int]:
        """Locks those sessions, and gives their ids, as `begun_in` does: the newest first."""
        found = await self._session.scalars(
            select(SessionRow.id)
            .where(SessionRow.id.in_(session_ids))
            .order_by(SessionRow.started_at.desc(), SessionRow.id.desc())
            .with_for_update(key_share=True)
        )
        return list(found)

    async def last_over(self, guild_id: int, without: Collection[int] = ()) -> Session | None:
        """The guild's session that ended last, but for those of these ids."""
        found = await self._session.scalars(
            select(SessionRow)
            .where(
                SessionRow.guild_id == guild_id,
                SessionRow.state == State.COMPLETED,
                SessionRow.id.not_in(without),
            )
            .order_by(SessionRow.ended_at.desc(), SessionRow.id.desc())
            .limit(1)
        )
        row = found.one_or_none()
        return session_of(row) if row else None

    async def active(self, campaign_id: int, now: datetime, without: Collection[int] = ()) -> Session | None:
        """The campaign's active session, but for those of these ids: the live one; if none, its next up."""
        live = await self.live_instead(campaign_id, None)
        return live if live and live.id not in without else await self.next_up(campaign_id, now, without)

    async def next_up(self, campaign_id: int, now: datetime, without: Collection[int] = ()) -> Session | None:
        """The campaign's earliest planned session whose end has not passed, but for those of these ids."""
        found = await self._session.scalars(
            select(SessionRow)
            .where(
                SessionRow.campaign_id == campaign_id,
                SessionRow.state == State.PLANNED,
                SessionRow.id.not_in(without),
            )
            .order_by(SessionRow.starts_at, SessionRow.id)
        )
        return next((one for one in map(session_of, found) if one.ends_at > now), None)

    async def startable(self, campaign_id: int, around: datetime, window: timedelta) -> Session | None:
        """The planned session whose start is nearest to that instant, within the window."""
        found = await self._session.scalars(
            select(SessionRow).where(
                SessionRow.campaign_id == campaign_id,
                SessionRow.state == State.PLANNED,
                SessionRow.starts_at.between(around - window, around + window),
            )
        )
        return min(map(session_of, found), key=lambda one: abs(one.starts_at - around), default=None)

    async def newest(self, campaign_id: int, *, private: bool = False) -> Session | None:
        """The campaign's session with the highest number that was not called off: what the next one is like.

        Only a private one takes them from a private one: its place is not for everybody.
        """
        wanted = select(SessionRow).where(SessionRow.campaign_id == campaign_id, SessionRow.state != State.CANCELLED)
        found = await self._session.scalars(
            (wanted if private else wanted.where(~SessionRow.private)).order_by(SessionRow.number.desc()).limit(1)
        )
        row = found.one_or_none()
        return session_of(row) if row else None

    async def names(self, guild_id: int, without: Collection[int] = (), now: datetime | None = None) -> list[Named]:
        """How the guild's sessions are named, newest first, but for those of these ids.

        Those that ended before `now` are over, and so are those that are complete or cancelled.
        """
        return await named(self._session, guild_id, without, now)
