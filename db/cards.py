"""Cards: which message shows what, and whether it shows the newest state."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint, and_, case, delete, false, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant, Word
from db.scheduling.rows import SessionRow
from domain.cards import REFUSED, Card, CardKind


class CardRow(Base):
    """A message that shows something and is edited as it changes."""

    __tablename__ = "cards"
    __table_args__ = (UniqueConstraint("kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[CardKind] = mapped_column(Word(CardKind))
    subject_id: Mapped[int] = mapped_column(doc="the id of what it shows, by kind")
    guild_id: Mapped[int] = mapped_column(doc="Discord's id of the guild")
    channel_id: Mapped[int] = mapped_column(doc="where it is posted")
    message_id: Mapped[int | None] = mapped_column(unique=True, doc="None: not posted yet, or to be posted anew")
    wanted: Mapped[int] = mapped_column(doc="counts the changes of what it shows")
    drawn: Mapped[int] = mapped_column(doc="the count that the message shows")
    posting: Mapped[int] = mapped_column(doc="counts its messages")
    tried_at: Mapped[datetime | None] = mapped_column(Instant, doc="when posting its next message was first attempted")
    removed: Mapped[bool] = mapped_column(
        server_default=false(), default=False, doc="what it shows was deleted: its message goes too, then this row"
    )
    picture: Mapped[str | None] = mapped_column(
        String(64), doc="the name of the picture that the message shows; empty: Discord takes none"
    )
    given_up_at: Mapped[datetime | None] = mapped_column(Instant, doc="when it turned out that it cannot be posted")


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
        return _card(row) if row else None

    async def by_message(self, message_id: int) -> Card | None:
        """The card that this message is."""
        found = await self._session.scalars(select(CardRow).where(CardRow.message_id == message_id))
        row = found.one_or_none()
        return _card(row) if row else None

    async def stale(self) -> list[Card]:
        """Cards that do not show the newest state."""
        found = await self._session.scalars(
            select(CardRow).where(
                or_(CardRow.drawn < CardRow.wanted, CardRow.message_id.is_(None)),
                CardRow.given_up_at.is_(None),
            )
        )
        return [_card(row) for row in found]

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

    async def give_up(self, card: Card, now: datetime) -> bool:
        """Notes that it cannot be shown where it belongs; the next change tries again. True where that was noted."""
        row = await self._session.get(CardRow, card.id)
        if row is None:  # removed meanwhile
            return True
        already = row.given_up_at is not None
        row.given_up_at = now
        return already

    async def give_up_in(self, channel_id: int, now: datetime) -> None:
        """Notes that nothing can be shown in that channel any more."""
        await self._session.execute(
            update(CardRow)
            .where(CardRow.channel_id == channel_id, CardRow.given_up_at.is_(None))
            .values(given_up_at=now)
        )

    async def move_given_up(self, guild_id: int, channel_id: int, left: int | None = None) -> None:
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


def _card(row: CardRow) -> Card:
    return Card(
        id=row.id,
        kind=row.kind,
        subject_id=row.subject_id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        message_id=row.message_id,
        wanted=row.wanted,
        drawn=row.drawn,
        posting=row.posting,
        tried_at=row.tried_at,
        removed=row.removed,
        picture=row.picture,
    )
