"""What a guild's webhook is told, and how often it is tried."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from http import HTTPStatus

from domain.errors import UserError

RETRIES = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)
LEASE = timedelta(seconds=60)  # how long one process has a guild's webhook to itself; an attempt takes seconds
MOST_WAITING = 1000  # events of one guild
MOST_GAMES = 50  # of one import that are told one by one


class Event(StrEnum):
    """What a webhook is told of."""

    SESSION_STARTED = "session.started"
    SESSION_ENDED = "session.ended"
    GAME_ADDED = "game.added"
    LIBRARY_IMPORTED = "library.imported"
    PLAY_CHANGED = "play.changed"
    VOTE_CAST = "vote.cast"
    DROPPED = "events.dropped"
    TEST = "webhook.test"


class Trouble(StrEnum):
    """Why nobody answered. That is one thing: how it failed would show which ports of a host are open."""

    UNREACHED = "unreached"
    INSIDE = "inside"


class NoWebhook(UserError):
    """The guild has no webhook."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """A guild's webhook. `set_by` is a user id, 0 if that person was forgotten; it fails since `failing_since`.

    `sent_at` is when something was last sent there, if ever; `sending`: what came of that is not known yet.
    """

    guild_id: int
    url: str = field(repr=False)
    set_by: int
    set_at: datetime
    failing_since: datetime | None = None
    sent_at: datetime | None = None
    sending: bool = False


@dataclass(frozen=True, slots=True)
class Parcel:
    """An event on its way since `taken_at`. `failures` is how often it was tried in vain before.

    `delivery_id` is the same each time.
    """

    id: int
    guild_id: int
    event: str
    delivery_id: str
    failures: int
    taken_at: datetime
    url: str = field(repr=False)
    secret: str = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Backlog:
    """What a guild's webhook has not been told: how many events wait, how many were dropped, and what went wrong last.

    `problem` is an HTTP status or a Trouble; `gave_up`: since it last worked, an event was given up.
    """

    waiting: int = 0
    dropped: int = 0
    problem: str | None = None
    gave_up: bool = False


def again_at(now: datetime, failures: int, result: int | Trouble) -> datetime | None:
    """When an event is tried again, after so many failures, this one among them; None: it is given up."""
    if result == HTTPStatus.GONE or failures > len(RETRIES):
        return None
    return now + RETRIES[failures - 1]


def is_delivered(result: int | Trouble) -> bool:
    """Whether the receiver took it: any status from 200 to 299."""
    return isinstance(result, int) and 200 <= result < 300
