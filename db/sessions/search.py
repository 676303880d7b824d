"""Full-text search over the record: SQLite's FTS5, and PostgreSQL's text search; migration 0006 made what they need."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, column, func, literal_column, or_, select, table, true
from sqlalchemy.ext.asyncio import AsyncSession

from db.scheduling.rows import SessionRow
from db.sessions.reading import readable
from db.sessions.rows import EventRow, PlayerNoteRow, RecapRow
from domain.sessions.log import Viewer
from domain.sessions.recall import Found, Place

PARTS = ("summary", "highlights", "people", "places", "items", "quests_begun", "quests_done")
BODY = " || ' ' || ".join(f"coalesce(recaps.{one}, '')" for one in PARTS)
MOST_OF_A_PLACE = 10
SIMPLE: ColumnElement[Any] = literal_column("'simple'::regconfig")


@dataclass(frozen=True, slots=True)
class _Source:
    """A text of a table: the expression that migration 0006 indexed, and the column of the FTS5 table."""

    place: Place
    row: Any
    expression: str
    part: str


SOURCES = (
    _Source(Place.EVENT, EventRow, "events.text", "text"),
    _Source(Place.RECAP, RecapRow, BODY, "body"),
    _Source(Place.ORGANISER, RecapRow, "recaps.notes", "notes"),
    _Source(Place.MINE, PlayerNoteRow, "player_notes.text", "text"),
)


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose record a person may search: sessions of these campaigns, and these as a guest; but for those `hidden`.

    `only`: nothing but that campaign's.
    """

    guild_id: int
    campaigns: frozenset[int]
    sessions: frozenset[int] = frozenset()
    hidden: frozenset[int] = frozenset()
    only: int | None = None

    def covers(self) -> ColumnElement[bool]:
        """The condition on sessions."""
        return and_(
            SessionRow.guild_id == self.guild_id,
            or_(SessionRow.campaign_id.in_(self.campaigns), SessionRow.id.in_(self.sessions)),
            SessionRow.id.not_in(self.hidden),
            *([] if self.only is None else [SessionRow.campaign_id == self.only]),
        )


class Search:
    """Full-text search over events, recaps and notes."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, words: Sequence[str], viewer: Viewer, reach: Reach, *, every: bool) -> list[Found]:
        """What holds these words, each as a beginning: `every` one, or any; the newest sessions' first.

        `words` are of letters and digits only. Of events those that the viewer may read, of notes their own, and the
        organiser's notes of what they run.
        """
        found: list[Found] = []
        for source in SOURCES if words else ():
            event_id: Any = EventRow.id if source.place is Place.EVENT else literal_column("NULL")
            wanted: Any = (
                select(literal_column(source.expression), event_id, SessionRow)
                .select_from(source.row)
                .join(SessionRow, SessionRow.id == source.row.session_id)
                .where(reach.covers(), _may(source.place, viewer))
                .limit(MOST_OF_A_PLACE)
            )
            matching = self._postgres if self._session.get_bind().dialect.name == "postgresql" else self._fts5
            found += [
                Found(source.place, text, of.id, of.number, of.title, of.started_at or of.starts_at, of_event)
                for text, of_event, of in await self._session.execute(matching(wanted, source, words, every=every))
            ]
        return sorted(found, key=lambda one: (one.at, one.event_id or 0), reverse=True)

    def _postgres(self, wanted: Select[Any], source: _Source, words: Sequence[str], *, every: bool) -> Select[Any]:
        query = func.to_tsquery(SIMPLE, (" & " if every else " | ").join(f"'{one}':*" for one in words))
        vector = func.to_tsvector(SIMPLE, literal_column(source.expression))
        return wanted.where(vector.op("@@")(query)).order_by(func.ts_rank_cd(vector, query).desc())

    def _fts5(self, wanted: Select[Any], source: _Source, words: Sequence[str], *, every: bool) -> Select[Any]:
        terms = (" AND " if every else " OR ").join(f'"{one}"*' for one in words)
        name = f"search_{source.row.__tablename__}"
        copy = table(name, column("rowid"), column("rank"), column("session_id"), column("user_id"))
        same = copy.c.rowid == (source.row.id if source.row is EventRow else source.row.session_id)
        if source.row is PlayerNoteRow:
            same = and_(copy.c.session_id == source.row.session_id, copy.c.user_id == source.row.user_id)
        matches = literal_column(name).op("MATCH")(f"{{{source.part}}} : ({terms})")
        return wanted.join(copy, same).where(matches).order_by(copy.c.rank)


def _may(place: Place, viewer: Viewer) -> ColumnElement[bool]:
    """The condition on what is found in that place."""
    match place:
        case Place.EVENT:
            return readable(viewer)
        case Place.RECAP:
            return true()
        case Place.ORGANISER:
            return SessionRow.campaign_id.in_(viewer.runs)
        case Place.MINE:
            return PlayerNoteRow.user_id == viewer.user_id
