"""What the JSON API reads, a page at a time. Private sessions are not there at all."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.gamenight.mapping import with_tags_and_owners
from db.gamenight.rows import GameRow, GameTagRow
from db.scheduling.mapping import session_of
from db.scheduling.rows import SessionRow
from domain.gamenight.library import Game
from domain.scheduling.session import LIVE, Session, State


class ApiReading:
    """The open sessions and the games of all guilds, in the order of their ids.

    A page begins `after` an id. So whoever turns the pages meets everything once, whatever is added meanwhile.
    """

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def session(self, session_id: int, guild_id: int) -> Session | None:
        """That session of that guild, if it is open."""
        found = await self._session.scalars(_open(guild_id).where(SessionRow.id == session_id))
        row = found.one_or_none()
        return session_of(row) if row else None

    async def active(self, guild_id: int, channel_id: int | None) -> Session | None:
        """The open session that is live, in that channel or anywhere; of several the one started last."""
        wanted = _open(guild_id).where(SessionRow.state.in_(LIVE))
        if channel_id is not None:
            wanted = wanted.where(SessionRow.live_channel_id == channel_id)
        newest = wanted.order_by(SessionRow.started_at.desc(), SessionRow.id.desc()).limit(1)
        row = (await self._session.scalars(newest)).one_or_none()
        return session_of(row) if row else None

    async def sessions(
        self,
        guild_id: int,
        limit: int,
        *,
        after: int | None = None,
        newest_first: bool = False,
        state: State | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> list[Session]:
        """The guild's open sessions; those planned to start at `since` or later, and before `until`."""
        wanted = _open(guild_id)
        if state is not None:
            wanted = wanted.where(SessionRow.state == state)
        if since is not None:
            wanted = wanted.where(SessionRow.starts_at >= since)
        if until is not None:
            wanted = wanted.where(SessionRow.starts_at < until)
        if after is not None:
            wanted = wanted.where(SessionRow.id < after if newest_first else SessionRow.id > after)
        ordered = wanted.order_by(SessionRow.id.desc() if newest_first else SessionRow.id)
        return [session_of(row) for row in await self._session.scalars(ordered.limit(limit))]

    async def games(
        self,
        guild_id: int,
        limit: int,
        *,
        after: int | None = None,
        enabled: bool | None = None,
        tag: str | None = None,
    ) -> list[Game]:
        """The guild's games; `tag` in whatever case."""
        wanted = select(GameRow).where(GameRow.guild_id == guild_id).order_by(GameRow.id)
        if enabled is not None:
            wanted = wanted.where(GameRow.enabled.is_(enabled))
        if tag is not None:
            tagged = select(GameTagRow.game_id).where(
                GameTagRow.game_id == GameRow.id, GameTagRow.folded == tag.casefold()
            )
            wanted = wanted.where(tagged.exists())
        if after is not None:
            wanted = wanted.where(GameRow.id > after)
        rows = (await self._session.scalars(wanted.limit(limit))).all()
        return await with_tags_and_owners(self._session, rows)


def _open(guild_id: int) -> Select[SessionRow]:
    return select(SessionRow).where(SessionRow.guild_id == guild_id, ~SessionRow.private)
