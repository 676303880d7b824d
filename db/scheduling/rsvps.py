"""RSVPs: who plans to come."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.scheduling.rows import RsvpRow
from domain.scheduling.seats import Rsvp, Seating, ordered
from domain.scheduling.session import Session


class Rsvps:
    """The RSVPs of all sessions."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def seating(self, session: Session) -> Seating:
        """Everybody's plan for a session."""
        rows = await self._session.scalars(select(RsvpRow).where(RsvpRow.session_id == session.id))
        rsvps = (Rsvp(row.user_id, row.plan, row.cause, row.asked, row.waiting, row.note) for row in rows)
        return Seating(ordered(rsvps), session.capacity)

    async def save(self, session_id: int, before: Seating, after: Seating) -> None:
        """Keeps what changed between the two."""
        for rsvp in set(after.rsvps) - set(before.rsvps):
            await self._session.merge(
                RsvpRow(
                    session_id=session_id,
                    user_id=rsvp.user_id,
                    plan=rsvp.plan,
                    cause=rsvp.cause,
                    asked=rsvp.asked,
                    waiting=rsvp.waiting,
                    note=rsvp.note,
                )
            )
