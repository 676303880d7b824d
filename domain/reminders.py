"""Reminders: messages that are due at one instant, and what becomes of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import UserError

LATE_AFTER = timedelta(minutes=1)
TOO_LATE_AFTER = timedelta(hours=6)
LEASE = timedelta(seconds=60)  # longer than discord.py retries one POST (25 s)
NONCE_KEPT = timedelta(minutes=2)  # Discord: "the past few minutes"; the low end of a few
ATTEMPTS_AT_A_DEAD_TARGET = 2
MOST_NOTES = 50  # of one person, to come


class Kind(StrEnum):
    """What is due. DEADLINE closes a roll call, or ends the time to undo its promotion; COMPLETE closes one that
    everybody answered; OVER comes at a planned session's end; PRESENCE when somebody in a live one is
    idle by then, or has left. All others are messages.

    PRIVATE is the copy of another reminder for one person alone, NOTE is what a person asked to be reminded of, DIGEST
    is a guild's week ahead. Of roll calls: NUDGE asks the silent, MISSING tells the organiser why nothing was promoted,
    UNDONE tells that what was promoted is off again, CHANGED tells of new options, REFUSED why
    a reaction does not count, OFFER offers one to an organiser.
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
    COMPLETE = "complete"
    NUDGE = "nudge"
    MISSING = "missing"
    UNDONE = "undone"
    CHANGED = "changed"
    REFUSED = "refused"
    OFFER = "offer"
    PICK = "pick"
    PRESENCE = "presence"


UNASKED = frozenset({Kind.PRIVATE, Kind.OFFER})
"""These go to one person directly, who did not time them: they keep the person's quiet hours."""
TO_PEOPLE = UNASKED | {Kind.NOTE}
"""These go to one person directly; all other messages go to a channel."""
NEVER_TOO_LATE = frozenset({Kind.NOTE, Kind.OFFER})
"""What a person asked to be reminded of is said however late it is; an offer is worth as much some hours later."""
OF_SESSIONS = frozenset({Kind.SESSION, Kind.MOVED, Kind.CANCELLED, Kind.PROMOTED, Kind.SEAT})
"""Messages about a session."""
OF_ROLL_CALLS = frozenset({Kind.NUDGE, Kind.MISSING, Kind.UNDONE, Kind.CHANGED, Kind.REFUSED})
"""Messages about a roll call."""
COPIED = OF_SESSIONS | OF_ROLL_CALLS
"""Of these, those who want it so get a private copy, instead of the mention in the channel."""


class Status(StrEnum):
    """What became of it. PENDING and CLAIMED are still to come."""

    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    SKIPPED = "skipped"
    DEAD = "dead"
    DOUBTFUL = "doubtful"
    WITHDRAWN = "withdrawn"


TO_COME = frozenset({Status.PENDING, Status.CLAIMED})


@dataclass(frozen=True, slots=True)
class Reminder:
    """One row of the timetable. `offset` is how long before the session's start it is due.

    `subject_id` is the session or roll call that it is about; of a private copy the reminder that it is a copy of, of
    a note the channel where it was asked for (`offset` is how long before it is due that was), of a digest the guild,
    of an offer the campaign.

    `tried_at` is when a send was first attempted; None means that nothing can have reached Discord yet. `text` is what
    a person asked to be told; of MOVED, the start that people know, in ISO 8601; of OFFER, the times that it offers.
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

    @property
    def asked_at(self) -> datetime:
        """When a person asked for this note."""
        return self.due_at - (self.offset or timedelta(0))

    def is_late(self, now: datetime) -> bool:
        """Whether the message has to say that it is late."""
        return now - self.due_at > LATE_AFTER

    def nonce_has_aged(self, now: datetime) -> bool:
        """Whether an earlier attempt may have arrived and Discord no longer remembers its nonce."""
        return self.tried_at is not None and now - self.tried_at > NONCE_KEPT


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written to one person directly. `url` is the place it is about; `due_at` when it was to be said."""

    user_id: int
    content: str
    due_at: datetime
    url: str | None = None


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
    if reminder.kind not in NEVER_TOO_LATE and now - reminder.due_at >= TOO_LATE_AFTER:
        return "more than 6 hours late"
    if newer_due:
        return "a later reminder of the same session was due too"
    if over_at is not None and now >= over_at:
        return "the session was over"
    return None


class TooManyNotes(UserError):
    """The person has as many notes to come as one may have."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class AlreadyAsked(UserError):
    """The person is reminded of just this already."""

    def __init__(self, due_at: datetime) -> None:
        super().__init__(due_at)
        self.due_at = due_at


class NoteUnderWay(UserError):
    """The note is being sent, and cannot be taken back any more."""
