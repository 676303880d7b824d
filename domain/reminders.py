"""Reminders: messages that are due at one instant, and what becomes of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LATE_AFTER = timedelta(minutes=1)
TOO_LATE_AFTER = timedelta(hours=6)
LEASE = timedelta(seconds=60)  # longer than discord.py retries one POST (25 s)
NONCE_KEPT = timedelta(minutes=2)  # Discord: "the past few minutes"; the low end of a few
ATTEMPTS_AT_A_DEAD_TARGET = 2


class Kind(StrEnum):
    """What is due. DEADLINE closes a roll call and OVER comes at a planned session's end; all others are messages.

    PRIVATE is a session's reminder for one person alone, NOTE is what a person asked to be reminded of, DIGEST is a
    guild's week ahead.
    """

    SESSION = "session"
    MOVED = "moved"
    CANCELLED = "cancelled"
    SEAT = "seat"
    PROMOTED = "promoted"
    DEADLINE = "deadline"
    OVER = "over"
    PRIVATE = "private"
    NOTE = "note"
    DIGEST = "digest"


class Status(StrEnum):
    """What became of it. PENDING and CLAIMED are still to come."""

    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    SKIPPED = "skipped"
    DEAD = "dead"
    DOUBTFUL = "doubtful"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One row of the timetable. `offset` is how long before the session's start it is due.

    `tried_at` is when a send was first attempted; None means that nothing can have reached Discord yet. `text` is what
    a person asked to be told.
    """

    id: int
    guild_id: int
    kind: Kind
    subject_id: int
    due_at: datetime
    status: Status = Status.PENDING
    user_id: int | None = None
    offset: timedelta | None = None
    attempts: int = 0
    tried_at: datetime | None = None
    message_id: int | None = None
    note: str | None = None
    text: str | None = None

    @property
    def nonce(self) -> str:
        """The same for every attempt at this reminder, so that Discord sends it once. At most 25 characters."""
        return f"rollcall-{self.id}"

    def is_late(self, now: datetime) -> bool:
        """Whether the message has to say that it is late."""
        return now - self.due_at > LATE_AFTER

    def nonce_has_aged(self, now: datetime) -> bool:
        """Whether an earlier attempt may have arrived and Discord no longer remembers its nonce."""
        return self.tried_at is not None and now - self.tried_at > NONCE_KEPT


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows the timetable has of each status; `overdue` are still to come and should have been sent."""

    by_status: Mapping[Status, int]
    overdue: int


def due_instants(starts_at: datetime, offsets: Iterable[timedelta], now: datetime) -> list[tuple[timedelta, datetime]]:
    """Each offset with its instant; those already past are not made."""
    return [(offset, starts_at - offset) for offset in offsets if starts_at - offset > now]


def reason_to_skip(reminder: Reminder, now: datetime, *, over_at: datetime | None, newer_due: bool) -> str | None:
    """Why a due reminder is not sent: too late, superseded by a later one that is due too, or all over."""
    if now - reminder.due_at >= TOO_LATE_AFTER:
        return "more than 6 hours late"
    if newer_due:
        return "a later reminder of the same session was due too"
    if over_at is not None and now >= over_at:
        return "the session was over"
    return None
