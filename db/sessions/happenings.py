"""What the timelines of all sessions tell besides their logs: who came and went, and when nothing was heard."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.base import Instant
from db.sessions.rows import GapRow, GuestRow, PresenceChangeRow
from domain.sessions.presence import Presence


class Happenings:
    """Who came and went in all sessions, and when nothing was heard. Only read from here."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def joins(self, session_id: int) -> list[tuple[int, datetime]]:
        """Everybody who came, with the instant they were first there."""
        found = await self._session.execute(
            select(PresenceChangeRow.user_id, func.min(PresenceChangeRow.at, type_=Instant))
            .where(PresenceChangeRow.session_id == session_id, PresenceChangeRow.presence == Presence.ONLINE)
            .group_by(PresenceChangeRow.user_id)
        )
        return [(user_id, at) for user_id, at in found]

    async def leaves(self, session_id: int) -> list[tuple[int, datetime]]:
        """Everybody who left for good, and when; one who came back later left more than once."""
        found = await self._session.execute(
            select(PresenceChangeRow.user_id, PresenceChangeRow.at).where(
                PresenceChangeRow.session_id == session_id, PresenceChangeRow.presence == Presence.LEFT
            )
        )
        return [(user_id, at) for user_id, at in found]

    async def gaps(self, session_id: int) -> list[tuple[datetime, datetime]]:
        """The stretches during which the bot heard nothing."""
        found = await self._session.execute(
            select(GapRow.began_at, GapRow.ended_at).where(GapRow.session_id == session_id)
        )
        return [(began_at, ended_at) for began_at, ended_at in found]

    async def guest_at(self, user_id: int) -> frozenset[int]:
        """The ids of the sessions to which that person came by an invitation."""
        return frozenset(await self._session.scalars(select(GuestRow.session_id).where(GuestRow.user_id == user_id)))
