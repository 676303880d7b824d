"""Presence: who is there while a session is live, and what they are doing just now."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from domain.errors import UserError

IDLE_AFTER = timedelta(minutes=10)
REJOIN_WINDOW = timedelta(minutes=15)
KEPT_EVERY = timedelta(seconds=30)  # acts that change nothing but when the last one was
TYPING_KEPT_EVERY = timedelta(seconds=5)
TICK = timedelta(microseconds=1)  # the least by which two changes of one person are apart


class Presence(StrEnum):
    """Whether somebody is there. LEFT: disconnected for longer than the rejoin window."""

    ONLINE = "online"
    IDLE = "idle"
    DISCONNECTED = "disconnected"
    LEFT = "left"


class Source(StrEnum):
    """What showed a change of presence."""

    VOICE = "voice"
    MESSAGE = "message"
    TYPING = "typing"
    BUTTON = "button"
    COMMAND = "command"
    TIME = "time"
    RESTART = "restart"


class Activity(StrEnum):
    """What somebody is doing just now; it lapses by itself."""

    TYPING = "typing"
    ROLLING = "rolling"
    AWAY = "away"
    HAND_UP = "hand_up"


LASTS: Mapping[Activity, timedelta] = MappingProxyType(
    {
        Activity.TYPING: timedelta(seconds=10),
        Activity.ROLLING: timedelta(minutes=2),
        Activity.HAND_UP: timedelta(minutes=10),
        Activity.AWAY: timedelta(minutes=30),
    }
)
THERE = frozenset({Presence.ONLINE, Presence.IDLE})
GONE = frozenset({Presence.DISCONNECTED, Presence.LEFT})


class NotThere(UserError):
    """Who says that they leave is not there."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of somebody's presence."""

    presence: Presence
    source: Source
    at: datetime


@dataclass(frozen=True, slots=True)
class Participant:
    """How one person stands in a live session. `since`: when it became so; `acted_at`: their last act.

    Whatever happens to them gives them anew, with the changes of presence that it made, each later than the one before.
    """

    user_id: int
    presence: Presence
    since: datetime
    acted_at: datetime
    in_voice: bool = False
    activity: Activity | None = None
    activity_until: datetime | None = None

    @property
    def lapses_at(self) -> datetime | None:
        """When their presence changes by itself: they are idle, or have left."""
        if self.presence is Presence.ONLINE and not self.in_voice:
            return max(self.acted_at + IDLE_AFTER, self.since + TICK)
        return self.since + REJOIN_WINDOW if self.presence is Presence.DISCONNECTED else None

    @property
    def changes_at(self) -> datetime | None:
        """When anything of them changes by itself."""
        return min((one for one in (self.lapses_at, self.activity_until) if one), default=None)

    def is_nearly(self, later: "Participant") -> bool:
        """Whether they are as they were, but for having done something more a moment later: not worth keeping."""
        if replace(later, acted_at=self.acted_at, activity_until=self.activity_until) != self:
            return False
        lasts_longer = timedelta(0)
        if self.activity_until is not None and later.activity_until is not None:
            lasts_longer = later.activity_until - self.activity_until
        return later.acted_at - self.acted_at < KEPT_EVERY and lasts_longer < TYPING_KEPT_EVERY

    def lapsed(self, now: datetime, not_before: datetime | None = None) -> "Move":
        """They as they are at `now` if nothing was heard of them; what lapsed is dated `not_before` at the earliest."""
        person = self
        if self.activity_until is not None and self.activity_until <= now:
            person = replace(person, activity=None, activity_until=None)
        lapses_at = self.lapses_at
        if lapses_at is None or lapses_at > now:
            return Move(person)
        after = Presence.IDLE if self.presence is Presence.ONLINE else Presence.LEFT
        return Move(person).to(after, Source.TIME, max(lapses_at, not_before or lapses_at))

    def acted(self, source: Source, at: datetime) -> "Move":
        """They did something then: they are there. What comes so late that they have changed since changes nothing."""
        if at <= self.since:
            return Move(self)
        move = self.lapsed(at - TICK)
        person = replace(move.person, acted_at=max(self.acted_at, at))
        if person.activity is Activity.AWAY or (person.activity is Activity.TYPING and source is Source.MESSAGE):
            person = replace(person, activity=None, activity_until=None)
        if source is Source.TYPING:
            person = person.doing(Activity.TYPING, at)
        return Move(person, move.changes).to(Presence.ONLINE, source, at)

    def joined_voice(self, at: datetime, source: Source = Source.VOICE) -> "Move":
        """They came into the session's voice channel."""
        at = max(at, self.since + TICK)
        move = self.lapsed(at - TICK)
        person = replace(move.person, in_voice=True, acted_at=max(self.acted_at, at))
        return Move(person, move.changes).to(Presence.ONLINE, source, at)

    def left_voice(self, at: datetime, source: Source = Source.VOICE) -> "Move":
        """They went out of the session's voice channel; who was not in it, or is gone anyway, does not change."""
        at = max(at, self.since + TICK)
        move = self.lapsed(at - TICK)
        person = replace(move.person, in_voice=False)
        if not self.in_voice or person.presence in GONE:
            return Move(person, move.changes)
        return Move(person, move.changes).to(Presence.DISCONNECTED, source, at)

    def left(self, source: Source, at: datetime) -> "Move":
        """They say that they leave. Raises NotThere where they are gone."""
        at = max(at, self.since + TICK)
        move = self.lapsed(at - TICK)
        if move.person.presence in GONE:
            raise NotThere
        return move.to(Presence.DISCONNECTED, source, at)

    def doing(self, activity: Activity, at: datetime) -> "Participant":
        """They are doing that from then on, for a while; if they said so already, no more.

        Typing shows only where nothing else does.
        """
        current = self.activity if self.activity_until and self.activity_until > at else None
        if activity is Activity.TYPING and current not in (None, Activity.TYPING):
            return self
        if activity is current and activity is not Activity.TYPING:
            return replace(self, activity=None, activity_until=None)
        return replace(self, activity=activity, activity_until=at + LASTS[activity])

    def says(self, activity: Activity, at: datetime) -> "Move":
        """They tap what they are doing, which shows that they are there; the same once more takes it back."""
        at = max(at, self.since + TICK)
        done, move = self.doing(activity, at), self.acted(Source.BUTTON, at)
        person = replace(move.person, activity=done.activity, activity_until=done.activity_until)
        return Move(person, move.changes)


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody as they are now, and the changes of presence by which they came to be so, in order."""

    person: Participant
    changes: tuple[Change, ...] = ()

    def to(self, presence: Presence, source: Source, at: datetime) -> "Move":
        """The move, further to this presence; what it was already is no change. Who is gone does nothing any more."""
        if presence is self.person.presence:
            return self
        person = replace(self.person, presence=presence, since=at)
        if presence in GONE:
            person = replace(person, activity=None, activity_until=None)
        return Move(person, (*self.changes, Change(presence, source, at)))


def arrived(
    user_id: int, source: Source, at: datetime, *, in_voice: bool = False, activity: Activity | None = None
) -> Move:
    """Somebody of whom nothing was known is there."""
    person = Participant(user_id, Presence.ONLINE, since=at, acted_at=at, in_voice=in_voice)
    return Move(person if activity is None else person.doing(activity, at), (Change(Presence.ONLINE, source, at),))
