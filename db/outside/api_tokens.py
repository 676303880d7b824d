"""The tokens for the JSON API, one for each guild; only their hashes are kept."""

import hmac
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.dialect import insert
from db.outside.rows import ApiTokenRow
from domain.outside.tokens import Made


class ApiTokens:
    """The tokens of all guilds."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_guild(self, guild_id: int) -> Made | None:
        """Who made the guild's token, and when; None where it has none."""
        row = await self._session.get(ApiTokenRow, guild_id, populate_existing=True)
        return Made(row.made_by, row.made_at) if row else None

    async def save(self, guild_id: int, token_hash: bytes, user_id: int, now: datetime) -> None:
        """Keeps the guild's token, instead of the one it had."""
        kept = {"token_hash": token_hash, "made_by": user_id, "made_at": now}
        new = insert(self._session, ApiTokenRow).values(guild_id=guild_id, **kept)
        await self._session.execute(new.on_conflict_do_update(index_elements=["guild_id"], set_=kept))

    async def remove(self, guild_id: int) -> bool:
        """Takes the guild's token back; whether there was one."""
        gone = await self._session.execute(
            delete(ApiTokenRow).where(ApiTokenRow.guild_id == guild_id).returning(ApiTokenRow.guild_id)
        )
        return gone.one_or_none() is not None

    async def guild_of(self, token_hash: bytes) -> int | None:
        """The guild whose token has this hash."""
        found = await self._session.execute(
            select(ApiTokenRow.guild_id, ApiTokenRow.token_hash).where(ApiTokenRow.token_hash == token_hash)
        )
        row = found.one_or_none()
        # The index compares faster the earlier two hashes differ; who asks cannot choose a hash. This has no such leak.
        return row.guild_id if row is not None and hmac.compare_digest(row.token_hash, token_hash) else None
