"""Private messages that Discord did not take, kept until they can be said."""

from datetime import datetime

from sqlalchemy import Text, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant
from domain.reminders import Letter

MOST_KEPT = 60  # of one person; more than the notes they may have to come


class UndeliveredRow(Base):
    """A private message that Discord did not take; it is said at the person's next use."""

    __tablename__ = "undelivered"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(index=True, doc="Discord's id of the user")
    content: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime] = mapped_column(Instant)


class Undelivered:
    """What could not be said to people privately."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, letter: Letter) -> None:
        """Keeps it; of more than a person may have, the oldest go."""
        row = UndeliveredRow(user_id=letter.user_id, content=letter.content, due_at=letter.due_at)
        self._session.add(row)
        await self._session.flush()
        newest = (
            select(UndeliveredRow.id)
            .where(UndeliveredRow.user_id == letter.user_id)
            .order_by(UndeliveredRow.id.desc())
            .limit(MOST_KEPT)
        )
        await self._session.execute(
            delete(UndeliveredRow)
            .where(UndeliveredRow.user_id == letter.user_id, UndeliveredRow.id.not_in(newest))
            .execution_options(synchronize_session=False)
        )

    async def waits_for(self, user_id: int) -> bool:
        """Whether there is something to be said to that person."""
        found = await self._session.scalars(select(UndeliveredRow.id).where(UndeliveredRow.user_id == user_id).limit(1))
        return found.one_or_none() is not None

    async def take(self, user_id: int) -> list[Letter]:
        """All that is kept for that person, in the order it was due; it is kept no more, so nobody else says it."""
        taken = await self._session.scalars(
            delete(UndeliveredRow)
            .where(UndeliveredRow.user_id == user_id)
            .returning(UndeliveredRow)
            .execution_options(synchronize_session=False)
        )
        rows = sorted(taken, key=lambda row: (row.due_at, row.id))
        return [Letter(row.user_id, row.content, row.due_at) for row in rows]
