"""How sessions are named, to be chosen from and found by what people type."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.campaigns.rows import CampaignRow
from db.scheduling.rows import SessionRow
from domain.lookup import Named
from domain.scheduling.session import LIVE, State


async def named(session: AsyncSession, guild_id: int, without: Collection[int], now: datetime | None) -> list[Named]:
    """The names of the guild's sessions, newest first, but for those of these ids.

    Numbers are a campaign's own: where they are sessions of several, each is named with its campaign.
    """
    found = await session.execute(
        select(
            SessionRow.id,
            SessionRow.title,
            SessionRow.number,
            SessionRow.state,
            SessionRow.starts_at,
            SessionRow.duration,
            SessionRow.campaign_id,
            CampaignRow.name.label("campaign"),
        )
        .join(CampaignRow, CampaignRow.id == SessionRow.campaign_id)
        .where(SessionRow.guild_id == guild_id, SessionRow.id.not_in(without))
        .order_by(SessionRow.starts_at.desc())
    )
    rows = found.all()
    several = len({row.campaign_id for row in rows}) > 1
    return [
        Named(
            row.id,
            row.title,
            row.number,
            group=row.campaign if several else None,
            at=row.starts_at,
            state=None if row.state is State.PLANNED else row.state.replace("_", " "),
            over=_is_over(row.state, row.starts_at + row.duration, now),
        )
        for row in rows
    ]


def _is_over(state: State, ends_at: datetime, now: datetime | None) -> bool:
    if state is State.PLANNED:
        return now is not None and ends_at <= now
    return state not in LIVE
