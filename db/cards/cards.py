"""Cards: which message shows what, and whether it shows the newest state."""

from datetime import datetime

from sqlalchemy import case, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.cards.rows import CardRow, card_of
from domain.cards import REFUSED, Card, CardKind


class Cards:
    """The cards of all guilds."""

    def __init__(
        self,
        session: AsyncSession,
        touched: set[tuple[CardKind, int]],
        touched_slowly: set[tuple[CardKind, int]],
    ) -> None:
        self._session = session
        self._touched = touched
        self._touched_slowly = touched_slowly

    async def post(self, kind: CardKind, subject_id: int, guild_id: int, channel_id: int) -> None:
        """Wants a card posted in that channel, after the commit."""
        self._session.add(
            CardRow(
                kind=kind,
                subject_id=subject_id,
                guild_id=guild_id,
                channel_id=channel_id,
                wanted=1,
                drawn=0,
                posting=0,
            )
        )
        await self._session.flush()
        self._touched.add((kind, subject_id))

    async def want(self, kind: CardKind, subject_id: int, *, slowly: bool = False) -> None:
        """Wants the card redrawn, after the commit. Nothing happens where there is no such card.

        `slowly`: nobody clicked for the change, and it may wait for others.
        """
        await self._session.execute(
            update(CardRow)
            .where(CardRow.kind == kind, CardRow.subject_id == subject_id)
            .values(wanted=CardRow.wanted + 1)
        )
        (self._touched_slowly if slowly else self._touched).add((kind, subject_id))

    async def remove(self, kind: CardKind, subject_id: int) -> None:
        """Wants the message gone, after the commit: what it shows was deleted."""
        await self._session.execute(
            update(CardRow)
            .where(CardRow.kind == kind, CardRow.subject_id == subject_id)
            .values(wanted=CardRow.wanted + 1, removed=True, given_up_at=None)
        )
        self._touched.add((kind, subject_id))

    async def forget(self, card: Card) -> None:
        """Forgets a card whose message is gone."""
        await self._session.execute(delete(CardRow).where(CardRow.id == card.id))

    async def get(self, kind: CardKind, subject_id: int) -> Card | None:
        """The card that shows this."""
        found = await self._session.scalars(
            select(CardRow).where(CardRow.kind == kind, CardRow.subject_id == subject_id)
        )
        row = found.one_or_none()
        return card_of(row) if row else None

    async def by_message(self, message_id: int) -> Card | None:
        """The card that this message is."""
        found = await self._session.scalars(select(CardRow).where(CardRow.message_id == message_id))
        row = found.one_or_none()
        return card_of(row) if row else None

    async def stale(self) -> list[Card]:
        """Cards that do not show the newest state."""
        found = await self._session.scalars(
            select(CardRow).where(
                or_(CardRow.drawn < CardRow.wanted, CardRow.message_id.is_(None)),
                CardRow.given_up_at.is_(None),
            )
        )
        return [card_of(row) for row in found]

    async def trying(self, card: Card, now: datetime) -> None:
        """Notes that posting its next message is about to be attempted."""
        await self._session.execute(
            update(CardRow).where(CardRow.id == card.id, CardRow.tried_at.is_(None)).values(tried_at=now)
        )

    async def claim(self, card: Card, now: datetime) -> bool:
        """As `trying`, for what has no nonce: False where somebody else has tried since `card` was read."""
        claimed = await self._session.execute(
            update(CardRow)
            .where(
                CardRow.id == card.id,
                CardRow.message_id.is_(None),
                CardRow.removed.is_(False),
                CardRow.tried_at.is_not_distinct_from(card.tried_at),
            )
            .values(tried_at=now)
            .returning(CardRow.id)
        )
        return claimed.one_or_none() is not None

    async def untried(self, card: Card) -> None:
        """Notes that what was attempted has made nothing for certain."""
        await self._session.execute(update(CardRow).where(CardRow.id == card.id).values(tried_at=None))

    async def posted(self, card: Card, message_id: int) -> None:
        """Notes that it has a message; what else belongs to posting may still be to come."""
        await self._session.execute(
            update(CardRow).where(CardRow.id == card.id).values(message_id=message_id, tried_at=None, picture=None)
        )

    async def drawn(self, card: Card, message_id: int, picture: str | None = None, *, behind: bool = False) -> None:
        """Notes that this message now shows what `card` wanted, with that picture; `behind`: a newer one is to come."""
        newest = case((CardRow.drawn < card.wanted, card.wanted), else_=CardRow.drawn)
        await self._session.execute(
            update(CardRow)
            .where(CardRow.id == card.id)
            .values(
                message_id=message_id,
                drawn=newest,
                wanted=CardRow.wanted + int(behind),
                picture=picture,
                given_up_at=None,
            )
        )

    async def pictures_refused_in(self, channel_id: int) -> bool:
        """Whether a card in that channel is shown without its picture because Discord takes none there."""
        found = await self._session.scalars(
            select(CardRow.id).where(CardRow.channel_id == channel_id, CardRow.picture == REFUSED).limit(1)
        )
        return found.one_or_none() is not None

    async def gone(self, card: Card) -> None:
        """Notes that its message is gone, or shall be replaced: the next drawing posts a new one."""
        await self._session.execute(
            update(CardRow)
            .where(CardRow.id == card.id, CardRow.message_id == card.message_id)
            .values(message_id=None, drawn=0, posting=CardRow.posting + 1, tried_at=None, picture=None)
        )
