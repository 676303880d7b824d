"""A series: sessions that repeat, of which the next one is made once the one before it is behind."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.errors import UserError
from domain.scheduling.repeats.repeat import Occurrence, Repeat, following, next_after
from domain.scheduling.session import Session
from domain.scheduling.wall import to_wall

DAY = timedelta(days=1)


class Scope(StrEnum):
    """Which sessions of a series a change is for: one alone, or that one and all to come."""

    THIS = "this"
    ALL = "all"


class Again(StrEnum):
    """What a change of a session says of its repeating, where it names no new repeat."""

    AS_BEFORE = "as before"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Series:
    """Sessions that repeat. Title, duration and so on are those of the next one made; a session may have its own.

    `last_on` is the date of the newest one made, as the repeat gives it, and never goes back. `stopped_at`: no other
    is made, because somebody stopped it or it came to its end. `thread_id` is the private sessions' own thread.
    """

    id: int
    guild_id: int
    campaign_id: int
    repeat: Repeat
    last_on: date
    channel_id: int
    created_by: int
    title: str
    duration: timedelta
    description: str | None = None
    scenario: str | None = None
    location: str | None = None
    capacity: int | None = None
    tags: tuple[str, ...] = ()
    reminders: tuple[timedelta, ...] | None = None
    private: bool = False
    thread_id: int | None = None
    stopped_at: datetime | None = None

    def coming(self, now: datetime) -> Occurrence | None:
        """The occurrence to be made next: the first after the newest whose end is still to come; None at the end."""
        over = to_wall(now - self.duration, self.repeat.zone).date() - DAY  # what was on that date has ended
        found = next_after(self.repeat, max(self.last_on, over))
        while found and found.instant + self.duration <= now:
            found = next_after(self.repeat, found.wall.date())
        return found

    def with_next(self, occurrence: Occurrence) -> "Series":
        """The series once that occurrence is made. Raises ValueError for a date that is not after the newest."""
        day = occurrence.wall.date()
        if day <= self.last_on:
            raise ValueError(f"{day} is not after {self.last_on}")
        return replace(self, last_on=day)

    def has_gone_on(self, session: Session) -> bool:
        """Whether another session was made after that one."""
        return session.occurrence_on != self.last_on

    def ends_with(self, session: Session) -> bool:
        """Whether no other session follows that one."""
        over = self.stopped_at is not None or not following(self.repeat, self.last_on, 1)
        return over and not self.has_gone_on(session)


class SeriesWentOn(UserError):
    """All to come cannot be changed by way of an earlier session: `newest` was made after it."""

    def __init__(self, newest: Session) -> None:
        super().__init__(newest.id)
        self.newest = newest
