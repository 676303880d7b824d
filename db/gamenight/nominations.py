"""The queues of all campaigns."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.gamenight.games import game_of
from db.gamenight.rows import BackerRow, GameRow, NominationRow
from domain.gamenight.library import Game
from domain.gamenight.nominations import Nomination


class Queue:
    """The queues of all campaigns."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, campaign_id: int, game: Game, user_id: int, now: datetime) -> None:
        """Puts a game at the end of the queue, backed by whoever nominated it."""
        row = NominationRow(campaign_id=campaign_id, game_id=game.id, nominated_by=user_id, nominated_at=now)
        self._session.add(row)
        await self._session.flush()
        self._session.add(BackerRow(nomination_id=row.id, user_id=user_id))
        await self._session.flush()

    async def of_campaign(self, campaign_id: int) -> list[Nomination]:
        """The queue: most backers first, then first come."""
        backers = func.count(BackerRow.user_id)
        found = await self._session.execute(
            select(NominationRow, GameRow, backers)
            .join(GameRow, GameRow.id == NominationRow.game_id)
            .outerjoin(BackerRow, BackerRow.nomination_id == NominationRow.id)
            .where(NominationRow.campaign_id == campaign_id)
            .group_by(NominationRow.id, GameRow.id)
            .order_by(backers.desc(), NominationRow.nominated_at, NominationRow.id)
        )
        return [
            Nomination(row.id, campaign_id, game_of(game), row.nominated_by, row.nominated_at, count)
            for row, game, count in found
        ]

    async def remove(self, nomination_id: int) -> None:
        """Takes a game off the queue."""
        await self._session.execute(delete(NominationRow).where(NominationRow.id == nomination_id))
