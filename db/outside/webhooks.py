"""The webhooks of all guilds."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.dialect import insert
from db.gamenight.rows import PlayRow
from db.outside.rows import WebhookDeliveryRow, WebhookRow
from db.scheduling.rows import SessionRow
from domain.outside.outbox import LEASE, Webhook


class Webhooks:
    """The webhooks of all guilds."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_guild(self, guild_id: int) -> Webhook | None:
        """The guild's webhook, without its secret; None where it has none."""
        row = await self._session.get(WebhookRow, guild_id, populate_existing=True)
        if row is None:
            return None
        sending = row.sending_id is not None
        return Webhook(row.guild_id, row.url, row.set_by, row.set_at, row.failing_since, row.taken_at, sending)

    async def is_set(self, guild_id: int) -> bool:
        """Whether the guild has a webhook."""
        found = await self._session.scalars(select(WebhookRow.guild_id).where(WebhookRow.guild_id == guild_id))
        return found.one_or_none() is not None

    async def hearing_of(self, play_id: int) -> int | None:
        """The guild whose webhook is told of that play; None where it has none, or the session is private."""
        found = await self._session.scalars(
            select(WebhookRow.guild_id)
            .join(SessionRow, SessionRow.guild_id == WebhookRow.guild_id)
            .join(PlayRow, PlayRow.session_id == SessionRow.id)
            .where(PlayRow.id == play_id, SessionRow.private.is_(False))
        )
        return found.one_or_none()

    async def save(self, guild_id: int, url: str, secret: str, user_id: int, now: datetime) -> None:
        """Sets the guild's webhook, instead of the one it had: how that fares is not known, and nobody is at it."""
        kept = {"url": url, "secret": secret, "set_by": user_id, "set_at": now}
        kept |= dict.fromkeys(("failing_since", "say_at", "sending_id", "taken_at"))
        new = insert(self._session, WebhookRow).values(guild_id=guild_id, **kept)
        await self._session.execute(new.on_conflict_do_update(index_elements=["guild_id"], set_=kept))

    async def renew(self, guild_id: int, secret: str) -> bool:
        """Gives the guild's webhook another secret; whether it has one."""
        return bool(await self._put(WebhookRow.guild_id == guild_id, secret=secret))

    async def works(self, guild_id: int) -> None:
        """Notes that it took something: nothing is to be said of it any more."""
        await self._put(WebhookRow.guild_id == guild_id, failing_since=None, say_at=None)

    async def fails(self, guild_id: int, now: datetime) -> None:
        """Notes that it took something in vain."""
        await self._put((WebhookRow.guild_id == guild_id) & WebhookRow.failing_since.is_(None), failing_since=now)

    async def want_said(self, guild_id: int, now: datetime) -> None:
        """Has the guild told that it fails."""
        await self._put(WebhookRow.guild_id == guild_id, say_at=now)

    async def any_unsaid(self, now: datetime) -> bool:
        """Whether a guild is to be told by now that its webhook fails."""
        found = await self._session.scalars(select(WebhookRow.guild_id).where(WebhookRow.say_at <= now).limit(1))
        return found.one_or_none() is not None

    async def claim_unsaid(self, now: datetime) -> list[int]:
        """The guilds that are to be told by now that their webhook fails. No other process gets them for a minute."""
        found = await self._put(WebhookRow.say_at <= now, say_at=now + LEASE)
        return sorted(found)

    async def said(self, guild_id: int) -> None:
        """Notes that the guild was told that it fails."""
        await self._put(WebhookRow.guild_id == guild_id, say_at=None)

    async def remove(self, guild_id: int) -> bool:
        """Removes the guild's webhook and what waits for it; whether it had one."""
        gone = await self._session.execute(  # first, as everybody locks a webhook before what waits for it
            delete(WebhookRow).where(WebhookRow.guild_id == guild_id).returning(WebhookRow.guild_id)
        )
        await self._session.execute(
            delete(WebhookDeliveryRow)
            .where(WebhookDeliveryRow.guild_id == guild_id)
            .execution_options(synchronize_session=False)
        )
        return gone.one_or_none() is not None

    async def _put(self, which: ColumnElement[bool], **values: object) -> list[int]:
        changed = await self._session.scalars(
            update(WebhookRow)
            .where(which)
            .values(**values)
            .returning(WebhookRow.guild_id)
            .execution_options(synchronize_session=False)
        )
        return list(changed)
