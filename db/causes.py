"""Causes: the ids of events that were carried out, so that one delivered twice is carried out once."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.dialect import insert
from domain.snowflake import snowflake_at

KEPT = timedelta(days=2)  # an interaction's token dies after 15 minutes; its id is not delivered again for long


class AlreadyDone(Exception):
    """This event was carried out before."""


class CauseRow(Base):
    """An event that was carried out."""

    __tablename__ = "causes"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, doc="Discord's id of the interaction")


class Causes:
    """The events that were carried out lately."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def once(self, cause: int) -> None:
        """Marks the event as carried out, with this transaction. Raises AlreadyDone where it was before."""
        added = await self._session.execute(
            insert(self._session, CauseRow).values(id=cause).on_conflict_do_nothing().returning(CauseRow.id)
        )
        if added.one_or_none() is None:
            raise AlreadyDone

    async def forget_old(self, now: datetime) -> None:
        """Drops those that cannot be delivered again."""
        await self._session.execute(delete(CauseRow).where(CauseRow.id < snowflake_at(now - KEPT)))
