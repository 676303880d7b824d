"""What was played, as statistics need it."""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.gamenight.mapping import game_of
from db.gamenight.rows import GameRow, PlayRow
from db.scheduling.rows import SessionRow
from db.sessions.rows import AttendanceRow
from domain.gamenight.plays import Play, PlayStatus
from domain.sessions.attendance import Attended
from domain.votes.matching import Evening
from domain.votes.statistics import PlayOf

CAME = (Attended.PRESENT, Attended.LATE, Attended.LEFT_EARLY)


class Played:
    """The plays of all guilds, with their games and sessions."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_guild(
        self,
        guild_id: int,
        *,
        campaign_id: int | None = None,
        session_id: int | None = None,
        without: Collection[int] = (),
    ) -> list[PlayOf]:
        """The guild's plays, or that campaign's or session's, in time order, but for those of sessions `without`."""
        wanted = (
            select(
                PlayRow.id,
                SessionRow.id,
                SessionRow.number,
                SessionRow.title,
                SessionRow.campaign_id,
                GameRow.id,
                GameRow.title,
                PlayRow.started_at,
                PlayRow.status,
            )
            .join(SessionRow, SessionRow.id == PlayRow.session_id)
            .join(GameRow, GameRow.id == PlayRow.game_id)
            .where(SessionRow.guild_id == guild_id, SessionRow.id.not_in(without))
            .order_by(PlayRow.started_at, PlayRow.id)
        )
        if campaign_id is not None:
            wanted = wanted.where(SessionRow.campaign_id == campaign_id)
        if session_id is not None:
            wanted = wanted.where(SessionRow.id == session_id)
        found = await self._session.execute(wanted)
        return [PlayOf(*row[:-1], row[-1] is PlayStatus.SKIPPED) for row in found]

    async def evenings(self, guild_id: int, session_id: int | None = None) -> list[tuple[int, Evening]]:
        """The guild's sessions with games that were played, or that one; each with the id of its campaign."""
        wanted = (
            select(SessionRow.id, SessionRow.campaign_id, SessionRow.started_at, SessionRow.ended_at, PlayRow, GameRow)
            .join(PlayRow, PlayRow.session_id == SessionRow.id)
            .join(GameRow, GameRow.id == PlayRow.game_id)
            .where(SessionRow.guild_id == guild_id)
            .order_by(PlayRow.started_at, PlayRow.id)
        )
        if session_id is not None:
            wanted = wanted.where(SessionRow.id == session_id)
        campaigns: dict[int, int] = {}
        evenings: dict[int, Evening] = {}
        for id_, campaign_id, started_at, ended_at, row, game in await self._session.execute(wanted):
            play = Play(row.id, id_, game_of(game), row.status, row.started_at, row.ended_at)
            before = evenings.get(id_, Evening(id_, started_at or play.started_at, ended_at, ()))
            evenings[id_] = replace(before, plays=(*before.plays, play))
            campaigns[id_] = campaign_id
        return [(campaigns[id_], evening) for id_, evening in evenings.items()]

    async def evenings_of(self, guild_id: int, user_id: int) -> set[int]:
        """The sessions of the guild at which this person was, as far as attendance is kept."""
        found = await self._session.scalars(
            select(AttendanceRow.session_id)
            .join(SessionRow, SessionRow.id == AttendanceRow.session_id)
            .where(
                SessionRow.guild_id == guild_id, AttendanceRow.person_id == user_id, AttendanceRow.attended.in_(CAME)
            )
        )
        return set(found)
