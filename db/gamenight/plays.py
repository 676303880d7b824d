"""The plays of all sessions."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.gamenight.games import game_of
from db.gamenight.rows import GameRow, PlayRow
from domain.gamenight.library import Game
from domain.gamenight.plays import Play, PlayStatus


class Plays:
    """The plays of all sessions."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, session_id: int, game: Game, now: datetime) -> Play:
        """Starts a play."""
        row = PlayRow(session_id=session_id, game_id=game.id, status=PlayStatus.PLAYING, started_at=now)
        self._session.add(row)
        await self._session.flush()
        return Play(row.id, session_id, game, row.status, row.started_at)

    async def of_session(self, session_id: int) -> list[Play]:
        """The session's plays, in the order they were begun."""
        found = await self._session.execute(
            select(PlayRow, GameRow)
            .join(GameRow, GameRow.id == PlayRow.game_id)
            .where(PlayRow.session_id == session_id)
            .order_by(PlayRow.started_at, PlayRow.id)
        )
        return [
            Play(row.id, session_id, game_of(game), row.status, row.started_at, row.ended_at) for row, game in found
        ]

    async def session_of(self, play_id: int) -> int:
        """The id of the session that the play belongs to."""
        return (await self._session.get_one(PlayRow, play_id)).session_id

    async def settle(self, session_id: int, status: PlayStatus, now: datetime) -> Play | None:
        """Ends what is being played, as played or skipped; None where nothing is."""
        playing = next((one for one in await self.of_session(session_id) if one.status is PlayStatus.PLAYING), None)
        if playing is not None:
            row = await self._session.get_one(PlayRow, playing.id)
            row.status = status
            row.ended_at = now
            await self._session.flush()
        return playing
