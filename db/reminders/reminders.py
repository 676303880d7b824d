"""What is due: rows of the timetable made, moved, taken back and looked up."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.reminders.rows import ReminderRow, reminder_of
from domain.reminders import TO_PEOPLE, Kind, Reminder, Status


class Reminders:
    """The timetable of all guilds. `changed`: what is due has changed, and when the clock shall ring next."""

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
        return reminder_of(row)

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
        return [reminder_of(row) for row in found]

    async def get(self, reminder_id: int, guild_id: int) -> Reminder | None:
        """That reminder of that guild."""
        row = await self._session.get(ReminderRow, reminder_id)
        return reminder_of(row) if row and row.guild_id == guild_id else None

    async def of_person(self, reminder_id: int, user_id: int) -> Reminder | None:
        """That reminder, if it went to that person directly."""
        row = await self._session.get(ReminderRow, reminder_id)
        return reminder_of(row) if row and row.user_id == user_id and row.kind in TO_PEOPLE else None

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
        return [reminder_of(row) for row in found]

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
