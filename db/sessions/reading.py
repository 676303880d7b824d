"""What a viewer may read of the log: the one condition on which every read of it stands."""

from sqlalchemy import ColumnElement, and_, or_, select

from db.scheduling.rows import SessionRow
from db.sessions.rows import EventReaderRow, EventRow
from domain.sessions.log import Viewer, Visibility


def readable(viewer: Viewer) -> ColumnElement[bool]:
    """Of events joined to their sessions: those for everyone, the viewer's own, those for them, and those they run."""
    everyone = EventRow.visibility == Visibility.EVERYONE
    if viewer.user_id is None:
        return everyone
    for_them = (
        select(EventReaderRow.event_id)
        .where(EventReaderRow.event_id == EventRow.id, EventReaderRow.user_id == viewer.user_id)
        .exists()
    )
    return or_(
        everyone,
        EventRow.author_id == viewer.user_id,
        SessionRow.campaign_id.in_(viewer.runs),
        and_(EventRow.visibility == Visibility.NAMED, for_them),
    )
