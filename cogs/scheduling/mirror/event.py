"""What a session's scheduled event says, and how the one in Discord is brought there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

import discord
from discord import EventStatus, ScheduledEvent

from cogs.edge.text import cut
from domain.scheduling.session import LIVE, Session, State

SHORT, LONG = 100, 1000  # characters that Discord takes of a name or a place, and of a description
SAME = timedelta(seconds=1)  # Discord keeps no more of an instant than that
OPEN = frozenset({EventStatus.scheduled, EventStatus.active})


@dataclass(frozen=True, slots=True)
class Wanted:
    """The event as it is to be. Its times are the session's."""

    session: Session
    name: str
    description: str
    location: str

    def is_to_come(self, now: datetime) -> bool:
        """Whether the session is planned, and has not begun."""
        return self.session.state is State.PLANNED and self.session.starts_at > now

    @property
    def is_over(self) -> bool:
        """Whether nothing will change any more."""
        return self.session.state in (State.COMPLETED, State.CANCELLED)


def mark(session_id: int) -> str:
    """The last line of the description: it tells people where there is more, and us which session an event mirrors."""
    return f"/session show #{session_id}"


def wanted(session: Session, card_url: str | None, place: str) -> Wanted:
    """The event of a session whose card has that address; `place` is where it is if nobody said."""
    last = (f"Who comes, and your answer: {card_url}\n" if card_url else "") + mark(session.id)
    said = cut(_silent(session.description or ""), LONG - len(last) - 2)
    return Wanted(
        session=session,
        name=cut(_silent(f"Session {session.number}: {session.title}"), SHORT),
        description=f"{said}\n\n{last}" if said else last,
        location=cut(_silent(session.location or place), SHORT),
    )


def place(channel: discord.abc.GuildChannel | discord.Thread | None) -> str:
    """The place of a session that shows in that channel: everybody reads events, so others learn no channel's name."""
    if channel is None or (isinstance(channel, discord.Thread) and (channel.is_private() or channel.parent is None)):
        return "Discord"
    return f"#{channel.name}" if channel.permissions_for(channel.guild.default_role).view_channel else "Discord"


def _silent(text: str) -> str:
    return discord.utils.escape_mentions(text.strip())


def mirrors(event: ScheduledEvent, session_id: int) -> bool:
    """Whether the event is that session's, and not over."""
    return event.status in OPEN and (event.description or "").endswith(mark(session_id))


class Fate(Enum):
    """What becomes of an event."""

    FOLLOW = auto()  # it is kept as the session is
    REPLACE = auto()  # it has begun, or its time is over, and the session was moved: only a new one can have that time
    LET_GO = auto()  # somebody in Discord ended it: that is respected


def fate(event: ScheduledEvent, wanted: Wanted, now: datetime) -> Fate:
    """Discord itself begins and ends events at their times, and nothing of an event that is over can be changed."""
    to_come = wanted.is_to_come(now)
    match event.status:
        case EventStatus.active if to_come and _differ(event.start_time, wanted.session.starts_at):
            return Fate.REPLACE
        case EventStatus.completed if wanted.session.state is State.PLANNED and _ended_by_itself(event, now):
            return Fate.REPLACE if to_come else Fate.FOLLOW
        case EventStatus.completed | EventStatus.cancelled:
            return Fate.LET_GO
        case _:
            return Fate.FOLLOW


def _ended_by_itself(event: ScheduledEvent, now: datetime) -> bool:
    return event.end_time is not None and event.end_time <= now


def edits(event: ScheduledEvent, wanted: Wanted, now: datetime) -> list[Mapping[str, Any]]:
    """The changes that bring the event where it is to be, one after the other; none where it is there."""
    if event.status not in OPEN:
        return []
    steps = _steps(event.status, wanted.session.state)
    if wanted.is_over:
        return steps
    texts = {name: getattr(wanted, name) for name in ("name", "description", "location")}
    changed: dict[str, Any] = {name: text for name, text in texts.items() if getattr(event, name) != text}
    session = wanted.session
    if (
        wanted.is_to_come(now)
        and event.status is EventStatus.scheduled
        and _differ(event.start_time, session.starts_at)
    ):
        changed["start_time"] = session.starts_at
    if session.ends_at > now and _differ(event.end_time, session.ends_at):
        changed["end_time"] = session.ends_at
    first = {**changed, **(steps[0] if steps else {})}
    return [first] if first else []


def _steps(status: EventStatus, state: State) -> list[Mapping[str, Any]]:
    """Discord knows three ways: scheduled to active, active to completed, scheduled to cancelled."""
    begin, end = {"status": EventStatus.active}, {"status": EventStatus.completed}
    if status is EventStatus.scheduled:
        if state is State.CANCELLED:
            return [{"status": EventStatus.cancelled}]
        return [begin] if state in LIVE else [begin, end] if state is State.COMPLETED else []
    return [end] if state in (State.COMPLETED, State.CANCELLED) else []


def _differ(one: datetime | None, other: datetime) -> bool:
    return one is None or abs(one - other) >= SAME
