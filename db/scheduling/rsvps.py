"""RSVPs: who plans to come."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.scheduling.rows import RsvpRow, SessionRow
from domain.scheduling.seats import SEATED, Plan, Rsvp, Seating, ordered
from domain.scheduling.session import LIVE, Session, State


class Rsvps:
    """The RSVPs of all sessions."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def seating(self, session: Session) -> Seating:
        """Everybody's plan for a session."""
        rows = await self._session.scalars(select(RsvpRow).where(RsvpRow.session_id == session.id))
        return Seating(ordered(map(_rsvp, rows)), session.capacity)

    async def taken(self, session_ids: Collection[int]) -> dict[int, int]:
        """How many seats are held of each of these sessions; one of which none is held is not in it."""
        found = await self._session.execute(
            select(RsvpRow.session_id, func.count())
            .where(RsvpRow.session_id.in_(session_ids), RsvpRow.plan.in_(SEATED), ~RsvpRow.waiting)
            .group_by(RsvpRow.session_id)
        )
        return dict(found.all())

    async def of_user(self, user_id: int, session_ids: Collection[int]) -> dict[int, Rsvp]:
        """What that person answered to each of these sessions."""
        found = await self._session.scalars(
            select(RsvpRow).where(RsvpRow.user_id == user_id, RsvpRow.session_id.in_(session_ids))
        )
        return {row.session_id: _rsvp(row) for row in found}

    async def plans_of(self, user_id: int, guild_id: int, now: datetime) -> list[int]:
        """The guild's sessions, live or to come, for which that person did not say no; in one order for everybody."""
        found = await self._session.execute(
            _open_plans(guild_id).where(RsvpRow.user_id == user_id).order_by(SessionRow.id)
        )
        return [one.id for one in found if _goes_on(one.state, one.starts_at, one.duration, now)]

    async def planning_in(self, guild_id: int, now: datetime) -> list[int]:
        """Everybody with an account who did not say no to one of the guild's sessions, live or to come."""
        found = await self._session.execute(_open_plans(guild_id).where(RsvpRow.user_id > 0))
        return sorted({one.user_id for one in found if _goes_on(one.state, one.starts_at, one.duration, now)})

    async def save(self, session_id: int, before: Seating, after: Seating) -> None:
        """Keeps what changed between the two."""
        gone = {one.user_id for one in before.rsvps} - {one.user_id for one in after.rsvps}
        if gone:
            await self._session.execute(
                delete(RsvpRow).where(RsvpRow.session_id == session_id, RsvpRow.user_id.in_(gone))
            )
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


def _rsvp(row: RsvpRow) -> Rsvp:
    return Rsvp(row.user_id, row.plan, row.cause, row.asked, row.waiting, row.note)


def _open_plans(guild_id: int) -> Select[int, State, datetime, timedelta, int]:
    return (
        select(SessionRow.id, SessionRow.state, SessionRow.starts_at, SessionRow.duration, RsvpRow.user_id)
        .join(RsvpRow, RsvpRow.session_id == SessionRow.id)
        .where(
            SessionRow.guild_id == guild_id,
            SessionRow.state.in_((State.PLANNED, *LIVE)),
            RsvpRow.plan != Plan.NOT_GOING,
        )
    )


def _goes_on(state: State, starts_at: datetime, duration: timedelta, now: datetime) -> bool:
    return state in LIVE or starts_at + duration > now
