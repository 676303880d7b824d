"""Which webhook is told next: one process at a time is at a guild's, and tells it one thing after the other."""

import json
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.outside.rows import WebhookDeliveryRow, WebhookRow
from domain.outside.outbox import LEASE, Parcel


class Turns:
    """The turns of all guilds' webhooks."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def next_due(self, now: datetime) -> datetime | None:
        """When something is to be told next, to a webhook that no process is at; None where nothing waits for one."""
        wanted = select(func.min(WebhookDeliveryRow.due_at)).join(
            WebhookRow, WebhookRow.guild_id == WebhookDeliveryRow.guild_id
        )
        found: datetime | None = (await self._session.scalars(wanted.where(~_is_held(now)))).one()
        return found

    async def claim(self, now: datetime, limit: int, guild_id: int | None = None) -> list[Parcel]:
        """The oldest due event of so many guilds, or of that one: first of those whose last turn is longest ago.

        No other process gets anything of these guilds until the turn is ended, or its lease is over.
        """
        due = select(WebhookDeliveryRow.guild_id).where(WebhookDeliveryRow.due_at <= now)
        wanted = select(WebhookRow).where(WebhookRow.guild_id.in_(due), ~_is_held(now))
        if guild_id is not None:
            wanted = wanted.where(WebhookRow.guild_id == guild_id)
        hooks = await self._session.scalars(
            wanted.order_by(WebhookRow.taken_at.nulls_first(), WebhookRow.guild_id)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        )
        return [one for hook in hooks.all() if (one := await self._take(hook, now)) is not None]

    async def _take(self, hook: WebhookRow, now: datetime) -> Parcel | None:
        found = await self._session.scalars(
            select(WebhookDeliveryRow)
            .where(WebhookDeliveryRow.guild_id == hook.guild_id, WebhookDeliveryRow.due_at <= now)
            .order_by(WebhookDeliveryRow.id)
            .limit(1)
            .execution_options(populate_existing=True)
        )
        row = found.one_or_none()
        if row is None:  # told meanwhile
            return None
        hook.sending_id, hook.taken_at = row.id, now
        await self._session.flush()
        said = {"sequence": row.id, **json.loads(row.payload)}
        body = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
        return Parcel(row.id, row.guild_id, row.event, said["id"], row.attempts, now, hook.url, hook.secret, body)

    async def end(self, parcel: Parcel) -> bool:
        """Ends the turn in which that event was sent. Whether it still lasted.

        It does not where its lease was over and another process is at it, or the webhook was set anew.
        """
        ended = await self._session.execute(
            update(WebhookRow)
            .where(
                WebhookRow.guild_id == parcel.guild_id,
                WebhookRow.sending_id == parcel.id,
                WebhookRow.taken_at == parcel.taken_at,
            )
            .values(sending_id=None)
            .returning(WebhookRow.guild_id)
            .execution_options(synchronize_session=False)
        )
        return ended.one_or_none() is not None


def _is_held(now: datetime) -> ColumnElement[bool]:
    """Whether a process is at it. One that began later than any clock can show by now had a wrong clock."""
    lasts = and_(WebhookRow.taken_at > now - LEASE, WebhookRow.taken_at < now + LEASE)
    return and_(WebhookRow.sending_id.is_not(None), func.coalesce(lasts, False))
