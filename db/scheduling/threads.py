"""Threads of private sessions, and what is said in them."""

from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.base import Instant
from db.scheduling.rows import SeriesRow, SessionRow
from domain.scheduling.session import LIVE, State


class Threads:
    """The private sessions' threads of all guilds."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def is_private(self, channel_id: int) -> bool:
        """Whether a private session shows in that channel: what is said there is for nobody else."""
        shown = or_(SessionRow.thread_id == channel_id, SessionRow.live_channel_id == channel_id)
        found = await self._session.scalars(select(SessionRow.id).where(SessionRow.private, shown).limit(1))
        return found.one_or_none() is not None

    async def is_used(self, channel_id: int) -> bool:
        """Whether a session has its place in that thread, or one of a series that goes on will."""
        session = select(SessionRow.id).where(
            or_(SessionRow.thread_id == channel_id, SessionRow.live_channel_id == channel_id)
        )
        series = select(SeriesRow.id).where(and_(SeriesRow.thread_id == channel_id, SeriesRow.stopped_at.is_(None)))
        for wanted in (session, series):
            if (await self._session.scalars(wanted.limit(1))).one_or_none() is not None:
                return True
        return False

    async def to_come(self, campaign_id: int, user_id: int) -> list[int]:
        """The threads of a campaign's private sessions, live or planned, that this person did not make."""
        found = await self._session.scalars(
            select(SessionRow.thread_id)
            .where(
                SessionRow.campaign_id == campaign_id,
                SessionRow.private,
                SessionRow.thread_id.is_not(None),
                SessionRow.state.in_((State.PLANNED, *LIVE)),
                SessionRow.created_by != user_id,
            )
            .distinct()
        )
        return sorted(one for one in found if one is not None)

    async def asked_in_at(self, thread_id: int) -> datetime | None:
        """When players were let into that private thread, if a session has it."""
        found = await self._session.scalars(
            select(func.min(SessionRow.asked_in_at, type_=Instant)).where(SessionRow.thread_id == thread_id)
        )
        return found.one_or_none()
