"""Cards that could not be shown where they belong."""

from datetime import datetime

from sqlalchemy import and_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.cards.rows import CardRow
from db.scheduling.rows import SessionRow
from domain.cards import Card, CardKind


class GivenUpCards:
    """The cards of all guilds that are not shown; a card's next change tries again."""

    def __init__(self, session: AsyncSession, touched: set[tuple[CardKind, int]]) -> None:
        self._session = session
        self._touched = touched

    async def add(self, card: Card, now: datetime) -> bool:
        """Notes that it cannot be shown where it belongs. True where that was noted before."""
        row = await self._session.get(CardRow, card.id)
        if row is None:  # removed meanwhile
            return True
        already = row.given_up_at is not None
        row.given_up_at = now
        return already

    async def add_all_in(self, channel_id: int, now: datetime) -> None:
        """Notes that nothing can be shown in that channel any more."""
        await self._session.execute(
            update(CardRow)
            .where(CardRow.channel_id == channel_id, CardRow.given_up_at.is_(None))
            .values(given_up_at=now)
        )

    async def move(self, guild_id: int, channel_id: int, left: int | None = None) -> None:
        """Has the guild's cards that could not be shown where they belong (only those of the channel `left`, where
        one is given) posted in this channel. Those of private sessions stay: this channel is for everybody.
        """
        of_private = and_(
            CardRow.kind.in_((CardKind.SESSION, CardKind.BOARD, CardKind.RECAP)),
            CardRow.subject_id.in_(select(SessionRow.id).where(SessionRow.private)),
        )
        moved = await self._session.execute(
            update(CardRow)
            .where(
                CardRow.guild_id == guild_id,
                CardRow.given_up_at.is_not(None),
                # An event is in no channel; a pick is over soon, and may be a private session's.
                CardRow.kind.not_in((CardKind.EVENT, CardKind.PICK)),
                ~of_private,
                true() if left is None else CardRow.channel_id == left,
            )
            .values(
                channel_id=channel_id,
                message_id=None,
                drawn=0,
                wanted=CardRow.wanted + 1,
                posting=CardRow.posting + 1,
                tried_at=None,
                picture=None,
                given_up_at=None,
            )
            .returning(CardRow.kind, CardRow.subject_id)
        )
        self._touched.update((kind, subject_id) for kind, subject_id in moved)
