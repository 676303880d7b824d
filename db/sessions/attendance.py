"""Attendance: who was at which session, as it is kept."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.campaigns.rows import OfflinePlayerRow, PlayerRow
from db.scheduling.rows import SessionRow
from db.sessions.rows import AttendanceRow
from db.settings import PersonRow
from domain.scheduling.session import State
from domain.sessions.attendance import Attendance
from domain.sessions.streaks import Played


class Attendances:
    """The attendance of all sessions."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_session(self, session_id: int) -> list[Attendance]:
        """How everybody attended that session, in the order of their ids."""
        found = await self._session.scalars(
            select(AttendanceRow)
            .where(AttendanceRow.session_id == session_id)
            .order_by(AttendanceRow.person_id)
            .execution_options(populate_existing=True)
        )
        return [_attendance(row) for row in found]

    async def save(self, session_id: int, attendances: Iterable[Attendance]) -> None:
        """Keeps how these people attended."""
        for one in attendances:
            await self._session.merge(
                AttendanceRow(
                    session_id=session_id,
                    person_id=one.person_id,
                    attended=one.attended,
                    came_at=one.came_at,
                    left_at=one.left_at,
                    present_for=one.present_for,
                    corrected_by=one.corrected_by,
                )
            )
        await self._session.flush()

    async def joined(self, campaign_id: int) -> dict[int, datetime]:
        """Since when each player has played in the campaign; an offline player is minus their id."""
        players = await self._session.execute(
            select(PlayerRow.user_id, PlayerRow.joined_at).where(PlayerRow.campaign_id == campaign_id)
        )
        offline = await self._session.execute(
            select(-OfflinePlayerRow.id, OfflinePlayerRow.joined_at).where(OfflinePlayerRow.campaign_id == campaign_id)
        )
        return {**dict(players.all()), **dict(offline.all())}

    async def played(self, campaign_id: int, without: Collection[int] = ()) -> list[Played]:
        """The campaign's complete sessions whose attendance is kept, in time order, but for those of these ids."""
        sessions = await self._session.execute(
            select(SessionRow.id, SessionRow.started_at, SessionRow.starts_at, SessionRow.private).where(
                SessionRow.campaign_id == campaign_id,
                SessionRow.state == State.COMPLETED,
                SessionRow.id.not_in(without),
            )
        )
        kept = await self._session.scalars(
            select(AttendanceRow)
            .join(SessionRow, SessionRow.id == AttendanceRow.session_id)
            .where(SessionRow.campaign_id == campaign_id)
        )
        of: dict[int, dict[int, AttendanceRow]] = {}
        for row in kept:
            of.setdefault(row.session_id, {})[row.person_id] = row
        played = [
            Played(
                one.id,
                one.started_at or one.starts_at,
                {person_id: row.attended for person_id, row in of[one.id].items()},
                one.private,
            )
            for one in sessions
            if one.id in of
        ]
        return sorted(played, key=lambda one: (one.began_at, one.session_id))

    async def hidden(self, user_ids: Collection[int]) -> set[int]:
        """Those of these people who keep their statistics to themselves."""
        found = await self._session.scalars(
            select(PersonRow.id).where(PersonRow.id.in_(user_ids), PersonRow.stats_hidden)
        )
        return set(found)


def _attendance(row: AttendanceRow) -> Attendance:
    return Attendance(row.person_id, row.attended, row.came_at, row.left_at, row.present_for, row.corrected_by)
