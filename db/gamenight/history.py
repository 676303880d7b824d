"""When games were played, by which the picker decides."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.base import Instant
from db.gamenight.rows import GameRow, PlayRow
from db.scheduling.rows import SessionRow
from domain.gamenight.plays import PlayStatus

_LAST = func.max(PlayRow.started_at, type_=Instant)


class PlayHistory:
    """When the games of all guilds were played; where one was skipped, it was not.

    `without` are the ids of sessions that do not count.
    """

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def last_played(self, guild_id: int, without: Collection[int]) -> dict[int, datetime]:
        """When each game of the guild was last begun, by its id; of those that were played at all."""
        found = await self._session.execute(
            select(PlayRow.game_id, _LAST.label("at"))
            .join(GameRow, GameRow.id == PlayRow.game_id)
            .where(
                GameRow.guild_id == guild_id,
                PlayRow.status != PlayStatus.SKIPPED,
                PlayRow.session_id.not_in(without),
            )
            .group_by(PlayRow.game_id)
        )
        return {row.game_id: row.at for row in found}

    async def latest(self, campaign_id: int, count: int, without: Collection[int]) -> list[int]:
        """The ids of the last so many games that the campaign played, the last first."""
        found = await self._session.scalars(
            select(PlayRow.game_id)
            .join(SessionRow, SessionRow.id == PlayRow.session_id)
            .where(
                SessionRow.campaign_id == campaign_id,
                PlayRow.status != PlayStatus.SKIPPED,
                PlayRow.session_id.not_in(without),
            )
            .group_by(PlayRow.game_id)
            .order_by(_LAST.desc())
            .limit(count)
        )
        return list(found)

    async def since(self, guild_id: int, instant: datetime, without: Collection[int]) -> dict[int, int]:
        """The plays of the guild that were begun since then, skipped ones too: the id of each one's game by its own."""
        found = await self._session.execute(
            select(PlayRow.id, PlayRow.game_id)
            .join(GameRow, GameRow.id == PlayRow.game_id)
            .where(
                GameRow.guild_id == guild_id,
                PlayRow.started_at >= instant,
                PlayRow.session_id.not_in(without),
            )
        )
        return {row.id: row.game_id for row in found}
