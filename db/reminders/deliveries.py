"""What is sent: rows of the timetable that are due, who works on them, and what became of them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.base import Instant
from db.reminders.rows import ReminderRow, reminder_of
from domain.reminders import LATE_AFTER, LEASE, TO_COME, Counted, Kind, Reminder, Status


class Deliveries:
    """The work on the timetable of all guilds, by every process."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def next_due(self) -> datetime | None:
        """When there is something to do next: the earliest due row, or the end of the earliest lease."""
        at = func.min(
            func.coalesce(ReminderRow.lease_until, ReminderRow.due_at, type_=Instant),
            type_=Instant,
        )
        found = await self._session.scalars(select(at).where(ReminderRow.status.in_(TO_COME)))
        return found.one_or_none()

    async def next(self, without: Collection[Kind] = ()) -> tuple[datetime, Reminder] | None:
        """What is due next, and when: then its lease ends, if it has one. Kinds `without` do not count."""
        at = func.coalesce(ReminderRow.lease_until, ReminderRow.due_at, type_=Instant)
        found = await self._session.execute(
            select(at, ReminderRow)
            .where(ReminderRow.status.in_(TO_COME), ReminderRow.kind.not_in(without))
            .order_by(at, ReminderRow.id)
            .limit(1)
        )
        first = found.one_or_none()
        return (first[0], reminder_of(first[1])) if first else None

    async def counted(self, now: datetime) -> Counted:
        """How many rows there are of each status, and how many are overdue."""
        late = case((ReminderRow.due_at < now - LATE_AFTER, 1), else_=0)
        found = await self._session.execute(
            select(ReminderRow.status, func.count(), func.sum(late)).group_by(ReminderRow.status)
        )
        rows = found.all()
        overdue = sum(of_it for status, _, of_it in rows if status in (Status.PENDING, Status.CLAIMED))
        return Counted({status: count for status, count, _ in rows}, overdue)

    async def claim(self, owner: str, now: datetime, limit: int = 50) -> list[Reminder]:
        """Claims what is due, and what was claimed under a lease that has run out, for this process.

        Two processes never claim the same row at the same time.
        """
        free = or_(
            and_(
                ReminderRow.status == Status.PENDING,
                ReminderRow.due_at <= now,
                or_(ReminderRow.lease_until.is_(None), ReminderRow.lease_until <= now),
            ),
            and_(ReminderRow.status == Status.CLAIMED, ReminderRow.lease_until <= now),
        )
        due = (
            select(ReminderRow.id)
            .where(free)
            .order_by(ReminderRow.due_at, ReminderRow.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        claimed = await self._session.scalars(
            update(ReminderRow)
            .where(ReminderRow.id.in_(due))
            .values(status=Status.CLAIMED, claimed_by=owner, lease_until=now + LEASE)
            .returning(ReminderRow)
            .execution_options(synchronize_session=False)
        )
        return sorted((reminder_of(row) for row in claimed), key=lambda one: (one.due_at, one.id))

    async def trying(self, reminder: Reminder, owner: str, now: datetime) -> bool:
        """Notes that a send is about to be attempted; False where the row is no longer this process's to send."""
        changed = await self._session.execute(
            update(ReminderRow)
            .where(
                ReminderRow.id == reminder.id,
                ReminderRow.status == Status.CLAIMED,
                ReminderRow.claimed_by == owner,
            )
            .values(tried_at=func.coalesce(ReminderRow.tried_at, now, type_=Instant), lease_until=now + LEASE)
            .returning(ReminderRow.id)
        )
        return changed.one_or_none() is not None

    async def settle(
        self,
        reminder_id: int,
        status: Status,
        now: datetime,
        *,
        message_id: int | None = None,
        note: str | None = None,
    ) -> None:
        """Notes what became of it."""
        row = await self._session.get_one(ReminderRow, reminder_id)
        row.status = status
        row.settled_at = now
        row.message_id = message_id
        row.note = note

    async def again(self, reminder_id: int, at: datetime, *, note: str, refused: bool) -> None:
        """Puts it back, to be tried again at that instant, unless it was withdrawn meanwhile.

        `refused`: Discord said no, so certainly nothing was sent; otherwise nobody knows.
        """
        row = await self._session.get_one(ReminderRow, reminder_id, with_for_update=True)
        if row.status is Status.WITHDRAWN:
            return
        row.status = Status.PENDING
        row.lease_until = at
        row.note = note
        if refused:
            row.attempts += 1
            row.tried_at = None

    async def release(self, owner: str) -> None:
        """Puts back what this process claimed and has not begun to send: it stops."""
        await self._session.execute(
            update(ReminderRow)
            .where(
                ReminderRow.status == Status.CLAIMED, ReminderRow.claimed_by == owner, ReminderRow.tried_at.is_(None)
            )
            .values(status=Status.PENDING, lease_until=None)
        )
