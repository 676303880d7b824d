"""A session: one meeting of a campaign, from plan to record."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.errors import UserError

DEFAULT_DURATION = timedelta(hours=3)


class State(StrEnum):
    """What is stored of a session's life; the badge says more."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    PAUSED = "paused"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


LIVE = frozenset({State.IN_PROGRESS, State.PAUSED})


class Badge(StrEnum):
    """What a list shows beside a session: derived, never stored."""

    NEXT_UP = "Next up"
    SCHEDULED = "Scheduled"
    IN_PROGRESS = "In progress"
    PAUSED = "Paused"
    COMPLETE = "Complete"
    CANCELLED = "Cancelled"
    MISSED = "Missed"


class Act(StrEnum):
    """What somebody may want to do to a session."""

    EDIT = "edited"
    CANCEL = "cancelled"
    DELETE = "deleted"
    RSVP = "answered"
    START = "started"
    PAUSE = "paused"
    RESUME = "resumed"
    END = "ended"


ALLOWED: Mapping[State, frozenset[Act]] = {
    State.PLANNED: frozenset({Act.EDIT, Act.CANCEL, Act.DELETE, Act.RSVP, Act.START}),
    State.IN_PROGRESS: frozenset({Act.RSVP, Act.PAUSE, Act.END}),
    State.PAUSED: frozenset({Act.RSVP, Act.RESUME, Act.END}),
    State.COMPLETED: frozenset(),
    State.CANCELLED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time played: from an instant, inclusive, to another, exclusive; open while it lasts."""

    started_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting of a campaign. All instants are aware UTC; `number` counts within the campaign.

    `series_id` and `occurrence_on`: the repeating series it belongs to, and the local date it stands for there, which
    stays when it is moved. `sequence` counts its changes, as iCalendar's SEQUENCE does; `changed_at` is the last.
    `thread_id` is a private session's own thread, into which its campaign's players were let at `asked_in_at`, or that
    of an open session's guests, made while it is live; `voice_id` the voice channel it is played in.
    `game_began`, `game_ended`: the campaign's game time at its start and end, in seconds.
    """

    id: int
    guild_id: int
    campaign_id: int
    number: int
    title: str
    state: State
    starts_at: datetime
    duration: timedelta
    created_by: int
    started_at: datetime | None = None
    ended_at: datetime | None = None
    live_channel_id: int | None = None
    capacity: int | None = None
    description: str | None = None
    location: str | None = None
    reminders: tuple[timedelta, ...] | None = None
    option_id: int | None = None
    cancel_reason: str | None = None
    scenario: str | None = None
    tags: tuple[str, ...] = ()
    private: bool = False
    thread_id: int | None = None
    voice_id: int | None = None
    asked_in_at: datetime | None = None
    series_id: int | None = None
    occurrence_on: date | None = None
    sequence: int = 0
    changed_at: datetime | None = None
    game_began: int | None = None
    game_ended: int | None = None
    spans: tuple[Span, ...] = field(default=())

    @property
    def ends_at(self) -> datetime:
        """The planned end: start plus duration."""
        return self.starts_at + self.duration

    @property
    def is_live(self) -> bool:
        """Whether it is in progress or paused."""
        return self.state in LIVE

    def allow(self, act: Act) -> None:
        """Raises NotInThisState unless the session's state allows the act."""
        if act not in ALLOWED[self.state]:
            raise NotInThisState(self, act)

    def badge(self, now: datetime, *, next_up: bool) -> Badge:
        """What a list shows beside it. `next_up`: it is the earliest planned one of its campaign not yet over."""
        match self.state:
            case State.PLANNED if self.ends_at <= now:
                return Badge.MISSED
            case State.PLANNED:
                return Badge.NEXT_UP if next_up else Badge.SCHEDULED
            case State.IN_PROGRESS:
                return Badge.IN_PROGRESS
            case State.PAUSED:
                return Badge.PAUSED
            case State.COMPLETED:
                return Badge.COMPLETE
            case State.CANCELLED:
                return Badge.CANCELLED

    def played(self, now: datetime) -> timedelta:
        """Time played so far: the sum of its spans, pauses left out."""
        spans = (max((span.ended_at or now) - span.started_at, timedelta(0)) for span in self.spans)
        return sum(spans, timedelta(0))

    def changed(self, now: datetime, **given: Any) -> "Session":
        """The session with these new values; calendars see a newer version of it."""
        return replace(self, sequence=self.sequence + 1, changed_at=now, **given)

    def cancelled(self, reason: str | None) -> "Session":
        """The session, called off; a roll call that it came from can become another. Raises NotInThisState."""
        self.allow(Act.CANCEL)
        return replace(self, state=State.CANCELLED, cancel_reason=reason, option_id=None)


class NotInThisState(UserError):
    """The session's state does not allow the act."""

    def __init__(self, session: Session, act: Act) -> None:
        super().__init__(session.id, act)
        self.session = session
        self.act = act
