"""Stretches of chat that are read back, because nobody may have listened."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.votes.intervals import AFTERGLOW

REACH = timedelta(days=1)  # sessions that ended earlier are not read back


@dataclass(frozen=True, slots=True)
class Stretch:
    """A session's channel from its first play on. `heard_until`: up to here everything counts as heard; None: unknown.

    `organiser_id` is the person to be told where it cannot be read.
    """

    session_id: int
    guild_id: int
    channel_id: int
    organiser_id: int
    begun_at: datetime
    ended_at: datetime | None = None
    heard_until: datetime | None = None

    @property
    def over_at(self) -> datetime | None:
        """When votes stop counting; None while the session is live."""
        return None if self.ended_at is None else self.ended_at + AFTERGLOW

    def is_due(self, now: datetime) -> bool:
        """Whether it is to be read: the session is live, or ended lately and was not heard to the end."""
        if self.ended_at is None or self.over_at is None:
            return True
        return now - self.ended_at < REACH and (self.heard_until is None or self.heard_until < self.over_at)
