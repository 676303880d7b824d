"""The timeline of a session: everything that happened in it, in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.gamenight.plays import Play
from domain.scheduling.session import Session
from domain.sessions.gametime import Jump
from domain.sessions.log import Event
from domain.sessions.objectives import Objective


class What(StrEnum):
    """What can happen; of things that happen at one instant, the earlier here comes first."""

    STARTED = "started"
    JUMP = "jump"
    RESUMED = "resumed"
    CAME = "came"
    PLAY = "play"
    LOGGED = "logged"
    DONE = "done"
    GAP = "gap"
    LEFT = "left"
    PAUSED = "paused"
    ENDED = "ended"


_ORDER = {what: place for place, what in enumerate(What)}


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened, with what it is about; `until` is when a gap was over."""

    at: datetime
    what: What
    user_id: int | None = None
    until: datetime | None = None
    jump: Jump | None = None
    play: Play | None = None
    event: Event | None = None
    objective: Objective | None = None


def in_order(happenings: Iterable[Happening]) -> list[Happening]:
    """The happenings as a timeline tells them."""
    return sorted(happenings, key=lambda one: (one.at, _ORDER[one.what]))


def course(session: Session) -> list[Happening]:
    """When the session began, was paused, went on and ended."""
    found = []
    for place, span in enumerate(session.spans):
        found.append(Happening(span.started_at, What.RESUMED if place else What.STARTED))
        if span.ended_at is not None and span.ended_at != session.ended_at:
            found.append(Happening(span.ended_at, What.PAUSED))
    if session.ended_at is not None:
        found.append(Happening(session.ended_at, What.ENDED))
    return found
