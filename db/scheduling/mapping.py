"""Between a session's rows and its value."""

from collections.abc import Sequence

from db.scheduling.rows import SessionRow, SpanRow, TagRow
from domain.scheduling.session import Session, Span

SAME = (
    "guild_id", "campaign_id", "number", "title", "state", "starts_at", "duration", "created_by", "started_at",
    "ended_at", "live_channel_id", "capacity", "description", "location", "reminders", "option_id", "cancel_reason",
    "scenario", "private", "thread_id", "voice_id", "asked_in_at", "series_id", "occurrence_on", "sequence",
    "changed_at", "game_began", "game_ended",
)  # fmt: skip


def session_of(row: SessionRow) -> Session:
    """The value of a row."""
    return Session(
        id=row.id,
        spans=tuple(Span(span.started_at, span.ended_at) for span in row.spans),
        tags=tuple(tag.name for tag in row.tags),
        **{name: getattr(row, name) for name in SAME},
    )


def fill(row: SessionRow, session: Session, tags: Sequence[TagRow]) -> None:
    """Brings a row to the session's values; `tags` are the rows of its tags."""
    for name in SAME:
        setattr(row, name, getattr(session, name))
    kept = {span.started_at: span for span in row.spans}
    for span in session.spans:
        if span.started_at in kept:
            kept[span.started_at].ended_at = span.ended_at
        else:
            row.spans.append(SpanRow(started_at=span.started_at, ended_at=span.ended_at))
    row.tags = list(tags)
