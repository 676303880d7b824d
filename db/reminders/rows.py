"""The timetable's table."""

from datetime import datetime, timedelta

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant, Seconds, Word
from domain.reminders import Kind, Reminder, Status


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


def reminder_of(row: ReminderRow) -> Reminder:
    """The value of a row."""
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
