"""The table of cards."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant, Word
from domain.cards import Card, CardKind


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


def card_of(row: CardRow) -> Card:
    """The value of a row."""
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
