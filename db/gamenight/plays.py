"""The plays of all sessions."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.gamenight.mapping import game_of
from db.gamenight.rows import GameRow, PlayRow
from domain.gamenight.library import Game
from domain.gamenight.plays import Play, PlayStatus

_PLAYS = select(PlayRow, GameRow).join(GameRow, GameRow.id == PlayRow.game_id)


class Plays:
    """The plays of all sessions."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(
        self, session_id: int, game: Game, now: datetime, *, room_code: str | None = None, count: int | None = None
    ) -> Play:
        """Starts a play; the room of that code is looked at from now on."""
        row = PlayRow(
            session_id=session_id,
            game_id=game.id,
            status=PlayStatus.PLAYING,
            started_at=now,
            room_code=room_code,
            room_next_at=now if room_code is not None else None,
            player_count=count,
        )
        self._session.add(row)
        await self._session.flush()
        return _play(row, game)

    async def of_session(self, session_id: int) -> list[Play]:
        """The session's plays, in the order they were begun."""
        wanted = _PLAYS.where(PlayRow.session_id == session_id).order_by(PlayRow.started_at, PlayRow.id)
        return [_play(row, game_of(game)) for row, game in await self._session.execute(wanted)]

    async def get(self, play_id: int) -> Play:
        """That play."""
        row, game = (await self._session.execute(_PLAYS.where(PlayRow.id == play_id))).one()
        return _play(row, game_of(game))

    async def playing(self, session_id: int) -> Play | None:
        """What is being played in the session."""
        return next((one for one in await self.of_session(session_id) if one.status is PlayStatus.PLAYING), None)

    async def session_of(self, play_id: int) -> int:
        """The id of the session that the play belongs to."""
        return (await self._session.get_one(PlayRow, play_id)).session_id

    async def settle(self, session_id: int, status: PlayStatus, now: datetime) -> Play | None:
        """Ends what is being played, as played or skipped; None where nothing is. Its room code goes."""
        playing = await self.playing(session_id)
        if playing is not None:
            row = await self._session.get_one(PlayRow, playing.id, populate_existing=True)
            row.status = status
            row.ended_at = now
            row.room_code = row.room_next_at = None
            await self._session.flush()
        return playing

    async def count(self, play_id: int, count: int) -> None:
        """Notes how many play it."""
        row = await self._session.get_one(PlayRow, play_id)
        row.player_count = count
        await self._session.flush()


def _play(row: PlayRow, game: Game) -> Play:
    return Play(
        row.id,
        row.session_id,
        game,
        row.status,
        row.started_at,
        row.ended_at,
        row.player_count,
        row.room_code is not None,
        row.room,
        row.room_changed_at,
    )
