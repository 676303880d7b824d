"""The queues of all campaigns."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db import dialect
from db.campaigns.rows import CampaignRow
from db.gamenight.mapping import with_tags_and_owners
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
        """The queue: most backers first, then first come. A game that was put away is not in it meanwhile."""
        backers = func.count(BackerRow.user_id)
        rows = (
            await self._session.execute(
                select(NominationRow, GameRow, backers)
                .join(GameRow, GameRow.id == NominationRow.game_id)
                .outerjoin(BackerRow, BackerRow.nomination_id == NominationRow.id)
                .where(NominationRow.campaign_id == campaign_id, GameRow.enabled)
                .group_by(NominationRow.id, GameRow.id)
                .order_by(backers.desc(), NominationRow.nominated_at, NominationRow.id)
            )
        ).all()
        games = await with_tags_and_owners(self._session, [game for _, game, _ in rows])
        return [
            Nomination(row.id, campaign_id, game, row.nominated_by, row.nominated_at, count)
            for (row, _, count), game in zip(rows, games, strict=True)
        ]

    async def campaign_of(self, nomination_id: int, guild_id: int, *, lock: bool = False) -> int | None:
        """The id of the guild's campaign in whose queue that nomination stands; None where it stands in none.

        `lock`: it stays there until this transaction ends.
        """
        wanted = (
            select(NominationRow.campaign_id)
            .join(CampaignRow, CampaignRow.id == NominationRow.campaign_id)
            .where(NominationRow.id == nomination_id, CampaignRow.guild_id == guild_id)
        )
        locked = wanted.with_for_update(of=NominationRow, key_share=True)
        return (await self._session.scalars(locked if lock else wanted)).one_or_none()

    async def backed_by(self, campaign_id: int, user_id: int) -> set[int]:
        """The ids of the nominations of that queue that this person votes for."""
        found = await self._session.scalars(
            select(BackerRow.nomination_id)
            .join(NominationRow, NominationRow.id == BackerRow.nomination_id)
            .where(NominationRow.campaign_id == campaign_id, BackerRow.user_id == user_id)
        )
        return set(found)

    async def back(self, nomination_id: int, user_id: int) -> bool:
        """Notes that a person votes for the nomination, or does not any more; gives which."""
        theirs = (BackerRow.nomination_id == nomination_id, BackerRow.user_id == user_id)
        gone = await self._session.execute(delete(BackerRow).where(*theirs).returning(BackerRow.user_id))
        if gone.one_or_none() is not None:
            return False
        new = dialect.insert(self._session, BackerRow).values(nomination_id=nomination_id, user_id=user_id)
        await self._session.execute(new.on_conflict_do_nothing())
        return True

    async def remove(self, nomination_id: int) -> None:
        """Takes a game off the queue."""
        await self.remove_all((nomination_id,))

    async def remove_all(self, nomination_ids: Collection[int]) -> None:
        """Takes these off their queue."""
        await self._session.execute(delete(NominationRow).where(NominationRow.id.in_(nomination_ids)))

    async def remove_game(self, campaign_id: int, game_id: int) -> None:
        """Takes that game off the queue, if it is in it."""
        await self._session.execute(
            delete(NominationRow).where(NominationRow.campaign_id == campaign_id, NominationRow.game_id == game_id)
        )
