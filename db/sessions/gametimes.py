"""The game time of all campaigns."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.campaigns.rows import CampaignRow
from db.scheduling.rows import SessionRow
from domain.scheduling.session import Session
from domain.sessions.gametime import Jump


class GameTimes:
    """The game time of all campaigns, in seconds since each began."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_campaign(self, campaign_id: int) -> int:
        """What it is now."""
        found = await self._session.execute(select(CampaignRow.game_time).where(CampaignRow.id == campaign_id))
        return found.scalar_one()

    async def set(self, campaign_id: int, seconds: int) -> None:
        """What it is from now on; whoever calls has locked the campaign."""
        await self._session.execute(
            update(CampaignRow)
            .where(CampaignRow.id == campaign_id)
            .values(game_time=seconds)
            .execution_options(synchronize_session=False)
        )

    async def is_latest(self, session: Session) -> bool:
        """Whether no session of its campaign was started after this one."""
        later = await self._session.scalars(
            select(SessionRow.id)
            .where(SessionRow.campaign_id == session.campaign_id, SessionRow.started_at > session.started_at)
            .limit(1)
        )
        return session.started_at is not None and later.first() is None

    async def jump(self, session: Session) -> Jump | None:
        """The game time that passed between the end of the campaign's session before and the start of this one."""
        if session.game_began is None:
            return None
        found = await self._session.scalars(
            select(SessionRow.game_ended)
            .where(
                SessionRow.campaign_id == session.campaign_id,
                SessionRow.started_at < session.started_at,
                SessionRow.game_ended.is_not(None),
            )
            .order_by(SessionRow.started_at.desc())
            .limit(1)
        )
        before = found.first()
        return None if before is None or before == session.game_began else Jump(before, session.game_began)
