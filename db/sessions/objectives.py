"""The objectives of all sessions, and the goals of all campaigns."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from db.scheduling.rows import SessionRow
from db.sessions.rows import ObjectiveRow
from domain.scheduling.session import Session, State
from domain.sessions.objectives import Objective


class Objectives:
    """The objectives of all sessions; those without a session are goals of their campaign."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_session(self, session_id: int) -> list[Objective]:
        """The session's objectives, in the order they were set."""
        found = await self._session.scalars(
            select(ObjectiveRow).where(ObjectiveRow.session_id == session_id).order_by(ObjectiveRow.id)
        )
        return [_objective(row) for row in found]

    async def goals(self, campaign_id: int) -> list[Objective]:
        """The campaign's goals, in the order they were set."""
        found = await self._session.scalars(
            select(ObjectiveRow)
            .where(ObjectiveRow.campaign_id == campaign_id, ObjectiveRow.session_id.is_(None))
            .order_by(ObjectiveRow.id)
        )
        return [_objective(row) for row in found]

    async def left_over(self, session: Session) -> list[Objective]:
        """What earlier sessions of its campaign left undone, and none went on with; of private ones to private ones."""
        later, of_later = aliased(ObjectiveRow), aliased(SessionRow)
        # That of a session which was deleted or cancelled goes on no more; a deleted row's id may name another by now.
        goes_on = (
            select(later.id)
            .join(of_later, of_later.id == later.session_id)
            .where(
                later.id == ObjectiveRow.carried_to,
                later.campaign_id == ObjectiveRow.campaign_id,
                func.lower(later.text) == func.lower(ObjectiveRow.text),
                of_later.state != State.CANCELLED,
            )
            .exists()
        )
        wanted = (
            select(ObjectiveRow)
            .join(SessionRow, SessionRow.id == ObjectiveRow.session_id)
            .where(
                ObjectiveRow.campaign_id == session.campaign_id,
                ObjectiveRow.session_id != session.id,
                ObjectiveRow.done_at.is_(None),
                ~goes_on,
                SessionRow.state == State.COMPLETED,
            )
            .order_by(ObjectiveRow.id)
        )
        found = await self._session.scalars(wanted if session.private else wanted.where(~SessionRow.private))
        return [_objective(row) for row in found]

    async def add(
        self, campaign_id: int, session_id: int | None, guild_id: int, text: str, by: int, now: datetime
    ) -> Objective:
        """Keeps a new objective; without a session, a goal."""
        row = ObjectiveRow(
            guild_id=guild_id,
            campaign_id=campaign_id,
            session_id=session_id,
            text=text,
            created_by=by,
            created_at=now,
        )
        self._session.add(row)
        await self._session.flush()
        return _objective(row)

    async def mark(self, objective_id: int, done_at: datetime | None) -> None:
        """Keeps that it was done then; None: it is not done."""
        (await self._session.get_one(ObjectiveRow, objective_id)).done_at = done_at
        await self._session.flush()

    async def carry(self, objective_id: int, carried_to: int) -> None:
        """Keeps that another one goes on with it."""
        (await self._session.get_one(ObjectiveRow, objective_id)).carried_to = carried_to
        await self._session.flush()


def _objective(row: ObjectiveRow) -> Objective:
    return Objective(
        row.id,
        row.guild_id,
        row.campaign_id,
        row.session_id,
        row.text,
        row.created_by,
        row.created_at,
        row.done_at,
        row.carried_to,
    )
