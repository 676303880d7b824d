"""Live sessions: starting, pausing, resuming and ending, with the spans played."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.errors import UserError
from domain.scheduling.session import Act, Session, Span, State

START_WINDOW = timedelta(hours=2)  # a planned session this near is offered when none is named


class AlreadyLive(UserError):
    """Another session is live in that campaign or channel."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.id)
        self.session = session


class NothingLive(UserError):
    """No session is live where one was expected."""


def started(session: Session, now: datetime, channel_id: int) -> Session:
    """The session, live in that channel from now on. Raises NotInThisState."""
    session.allow(Act.START)
    return session.changed(
        now,
        state=State.IN_PROGRESS,
        started_at=now,
        live_channel_id=channel_id,
        spans=(*session.spans, Span(now)),
    )


def paused(session: Session, now: datetime) -> Session:
    """The session with its open span closed. Raises NotInThisState."""
    session.allow(Act.PAUSE)
    return replace(session, state=State.PAUSED, spans=closed(session.spans, now))


def resumed(session: Session, now: datetime) -> Session:
    """The session with a new span open, after the last one even if the clock went back. Raises NotInThisState."""
    session.allow(Act.RESUME)
    begins_at = max((now, *(span.ended_at for span in session.spans if span.ended_at)))
    return replace(session, state=State.IN_PROGRESS, spans=(*session.spans, Span(begins_at)))


def ended(session: Session, now: datetime) -> Session:
    """The session, completed; ending ends a pause too. Raises NotInThisState."""
    session.allow(Act.END)
    return session.changed(now, state=State.COMPLETED, ended_at=now, spans=closed(session.spans, now))


def closed(spans: tuple[Span, ...], now: datetime) -> tuple[Span, ...]:
    """The spans with the open one, if any, ending now; if the clock went back, no earlier than it began."""
    return tuple(span if span.ended_at else replace(span, ended_at=max(now, span.started_at)) for span in spans)
