"""The timetable's rows: what is due, who works on it, and what became of it."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Index, String, Text, and_, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant, Seconds, Word
from domain.reminders import LATE_AFTER, LEASE, TO_PEOPLE, Counted, Kind, Reminder, Status


class ReminderRow(Base):
    """One thing that is due at one instant."""

    __tablename__ = "reminders"
    __table_args__ = (
        Index("ix_reminders_status_due_at", "status", "due_at"),
        Index("ix_reminders_kind_subject_id", "kind", "subject_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(doc="Discord's id of the guild")
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    subject_id: Mapped[int] = mapped_column(doc="the session's or roll call's id, by kind; of a copy the reminder's")
    user_id: Mapped[int | None] = mapped_column(doc="whom it concerns, where it is one person")
    offset: Mapped[timedelta | None] = mapped_column(
        Seconds, doc="how long before the session's start it is due; how long a note was asked for before"
    )
    due_at: Mapped[datetime] = mapped_column(Instant)
    status: Mapped[Status] = mapped_column(Word(Status))
    claimed_by: Mapped[str | None] = mapped_column(String(32), doc="the process that works on it")
    lease_until: Mapped[datetime | None] = mapped_column(Instant, doc="after this, another process may claim it")
    attempts: Mapped[int] = mapped_column(default=0, doc="how often Discord refused it")
    tried_at: Mapped[datetime | None] = mapped_column(Instant, doc="when a send was first attempted")
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    message_id: Mapped[int | None] = mapped_column(doc="the message that was sent")
    note: Mapped[str | None] = mapped_column(Text, doc="why it was skipped, or what failed")
    text: Mapped[str | None] = mapped_column(Text, doc="what a person asked to be told, or what else its message needs")


class Reminders:
    """The timetable of all guilds."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self.changed = False

    async def add(self, reminder: Reminder) -> Reminder:
        """Keeps a new reminder; its id is given here."""
        row = ReminderRow(
            guild_id=reminder.guild_id,
            kind=reminder.kind,
            subject_id=reminder.subject_id,
            user_id=reminder.user_id,
            offset=reminder.offset,
            due_at=reminder.due_at,
            text=reminder.text,
            status=Status.PENDING,
            attempts=0,
        )
        self._session.add(row)
        await self._session.flush()
        self.changed = True
        return _reminder(row)

    async def withdraw(
        self, kinds: Collection[Kind], subject_id: int, now: datetime, *, but: Collection[int] = ()
    ) -> None:
        """Takes back what is still to come of these kinds, also where a process has claimed it and not sent it yet.

        With them go the private copies that were made of them. `but` are the ids of those that stay.
        """
        theirs = and_(ReminderRow.kind.in_(kinds), ReminderRow.subject_id == subject_id, ReminderRow.id.not_in(but))
        ids = select(ReminderRow.id).where(theirs)
        # One after the other: a copy that a process is just making is seen once the first has waited for it.
        for which in (theirs, and_(ReminderRow.kind == Kind.PRIVATE, ReminderRow.subject_id.in_(ids))):
            await self._session.execute(
                update(ReminderRow)
                .where(which, ReminderRow.status.in_((Status.PENDING, Status.CLAIMED)))
                .values(status=Status.WITHDRAWN, settled_at=now)
                .execution_options(synchronize_session=False)
            )

    async def next_due(self, without: Collection[Kind] = ()) -> datetime | None:
        """When there is something to do next: the earliest due row, or the end of the earliest lease.

        What is of the kinds `without` does not count.
        """
        at = func.min(
            func.coalesce(ReminderRow.lease_until, ReminderRow.due_at, type_=Instant),
            type_=Instant,
        )
        found = await self._session.scalars(
            select(at).where(ReminderRow.status.in_((Status.PENDING, Status.CLAIMED)), ReminderRow.kind.not_in(without))
        )
        return found.one_or_none()

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
        return sorted((_reminder(row) for row in claimed), key=lambda one: (one.due_at, one.id))

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

    async def reword(self, reminder_id: int, text: str) -> None:
        """Keeps what it says, so that another attempt says the same."""
        row = await self._session.get_one(ReminderRow, reminder_id)
        row.text = text

    async def put_off(self, reminder_id: int, until: datetime) -> None:
        """Has it due at another instant; nothing of it was sent."""
        row = await self._session.get_one(ReminderRow, reminder_id)
        row.status = Status.PENDING
        row.due_at = until
        row.lease_until = None
        row.tried_at = None
        self.changed = True

    async def release(self, owner: str) -> None:
        """Puts back what this process claimed and has not begun to send: it stops."""
        await self._session.execute(
            update(ReminderRow)
            .where(
                ReminderRow.status == Status.CLAIMED, ReminderRow.claimed_by == owner, ReminderRow.tried_at.is_(None)
            )
            .values(status=Status.PENDING, lease_until=None)
        )

    async def newer_due(self, reminder: Reminder, now: datetime) -> bool:
        """Whether a later reminder of the same kind and subject is due too."""
        found = await self._session.scalars(
            select(ReminderRow.id)
            .where(
                ReminderRow.kind == reminder.kind,
                ReminderRow.subject_id == reminder.subject_id,
                ReminderRow.due_at <= now,
                ReminderRow.due_at > reminder.due_at,
                ReminderRow.status.in_((Status.PENDING, Status.CLAIMED, Status.SENT)),
            )
            .limit(1)
        )
        return found.one_or_none() is not None

    async def of_subject(self, kind: Kind, subject_id: int) -> list[Reminder]:
        """All reminders of that kind and subject, in the order they are due."""
        found = await self._session.scalars(
            select(ReminderRow)
            .where(ReminderRow.kind == kind, ReminderRow.subject_id == subject_id)
            .order_by(ReminderRow.due_at, ReminderRow.id)
        )
        return [_reminder(row) for row in found]

    async def get(self, reminder_id: int, guild_id: int) -> Reminder | None:
        """That reminder of that guild."""
        row = await self._session.get(ReminderRow, reminder_id)
        return _reminder(row) if row and row.guild_id == guild_id else None

    async def of_person(self, reminder_id: int, user_id: int) -> Reminder | None:
        """That reminder, if it went to that person directly."""
        row = await self._session.get(ReminderRow, reminder_id)
        return _reminder(row) if row and row.user_id == user_id and row.kind in TO_PEOPLE else None

    async def notes(self, user_id: int) -> list[Reminder]:
        """What that person asked to be reminded of and is still to come, in the order it is due."""
        found = await self._session.scalars(
            select(ReminderRow)
            .where(
                ReminderRow.user_id == user_id,
                ReminderRow.kind == Kind.NOTE,
                ReminderRow.status.in_((Status.PENDING, Status.CLAIMED)),
            )
            .order_by(ReminderRow.due_at, ReminderRow.id)
        )
        return [_reminder(row) for row in found]

    async def forget(self, note: Reminder, now: datetime) -> bool:
        """Takes one note back; False where it was sent, or may have been, meanwhile."""
        changed = await self._session.execute(
            update(ReminderRow)
            .where(
                ReminderRow.id == note.id,
                ReminderRow.status.in_((Status.PENDING, Status.CLAIMED)),
                ReminderRow.tried_at.is_(None),
            )
            .values(status=Status.WITHDRAWN, settled_at=now)
            .returning(ReminderRow.id)
        )
        return changed.one_or_none() is not None


def _reminder(row: ReminderRow) -> Reminder:
    return Reminder(
        id=row.id,
        guild_id=row.guild_id,
        kind=row.kind,
        subject_id=row.subject_id,
        due_at=row.due_at,
        status=row.status,
        user_id=row.user_id,
        offset=row.offset,
        attempts=row.attempts,
        tried_at=row.tried_at,
        message_id=row.message_id,
        note=row.note,
        text=row.text,
    )
