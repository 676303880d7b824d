"""A campaign's whole history, and a guild's whole data."""

from collections.abc import AsyncIterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.base import Base
from db.data.scope import of_guild
from db.scheduling.mapping import session_of
from db.scheduling.rows import SessionRow
from domain.scheduling.session import Session

SECRETS = frozenset({"token_hash", "line_hash", "secret", "url", "room_code"})
"""Columns that no export holds."""
LEFT_OUT = frozenset({"causes", "people", "undelivered", "deleted_messages", "heard_lines", "webhook_deliveries"})
"""Tables that belong to no guild alone, or hold only hashes, or what is to be sent."""


class Archives:
    """Whole histories, read."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def sessions(self, campaign_id: int) -> list[Session]:
        """All sessions of the campaign, by number."""
        found = await self._session.scalars(
            select(SessionRow).where(SessionRow.campaign_id == campaign_id).order_by(SessionRow.number)
        )
        return [session_of(row) for row in found]

    async def of_guild(self, guild_id: int) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        """Every row of the guild, with the name of its table, without secrets."""
        for table in Base.metadata.sorted_tables:
            if table.name in LEFT_OUT:
                continue
            columns = [one for one in table.c if one.name not in SECRETS]
            wanted = select(*columns).where(of_guild(table, guild_id)).order_by(*table.primary_key.columns)
            for row in await self._session.execute(wanted):
                yield table.name, dict(row._mapping)
