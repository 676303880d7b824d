"""Stays: from when to when somebody was in a session, by the changes of their presence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.sessions.presence import IDLE_AFTER, THERE, Change, Presence


@dataclass(frozen=True, slots=True)
class Stay:
    """A stretch of being there, short absences included. `left_at` None: they were there to the end."""

    came_at: datetime
    left_at: datetime | None = None


def stays(changes: Sequence[Change]) -> tuple[Stay, ...]:
    """One person's stays, by their changes in order. Who comes back before they count as LEFT was never gone."""
    found: list[Stay] = []
    came_at: datetime | None = None
    gone_at: datetime | None = None
    for change in changes:
        if change.presence in THERE:
            came_at, gone_at = came_at or change.at, None
        elif change.presence is Presence.DISCONNECTED:
            gone_at = change.at
        elif came_at is not None:
            found.append(Stay(came_at, gone_at or change.at))
            came_at = gone_at = None
    return (*found, Stay(came_at, gone_at)) if came_at is not None else tuple(found)


def missed_since(changes: Sequence[Change], started_at: datetime) -> datetime:
    """From when on somebody missed something: when they were last away, or else the start of the session.

    Who was idle may have missed what happened after their last act.
    """
    since: datetime | None = None
    for change in reversed(changes):
        if change.presence is not Presence.ONLINE:
            since = change.at - (IDLE_AFTER if change.presence is Presence.IDLE else timedelta(0))
        elif since is not None:
            break
    return max(since, started_at) if since is not None else started_at
