"""Campaigns of all guilds."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.campaigns.rows import CampaignRow, PlayerRow
from db.dialect import insert
from domain.campaigns import GAME_NIGHT, Campaign, Kind

SAME = (
    "guild_id", "name", "kind", "organiser_id", "channel_id", "ping_role_id", "timezone", "role_id", "reminders",
    "archived_at", "offer_after", "offers_muted",
)  # fmt: skip


class Campaigns:
    """The campaigns of all guilds."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def game_night(self, guild_id: int) -> Campaign:
        """The guild's "Game night", made at first use."""
        await self._session.execute(
            insert(self._session, CampaignRow)
            .values(guild_id=guild_id, name=GAME_NIGHT, kind=Kind.GAME_NIGHT, last_number=0)
            .on_conflict_do_nothing(index_elements=["guild_id", "name"])
        )
        found = await self._session.scalars(
            select(CampaignRow).where(CampaignRow.guild_id == guild_id, CampaignRow.name == GAME_NIGHT)
        )
        return _campaign(found.one())

    async def get(self, campaign_id: int, guild_id: int) -> Campaign:
        """The campaign of that guild with that id, which some row refers to."""
        found = await self._session.scalars(
            select(CampaignRow)
            .where(CampaignRow.id == campaign_id, CampaignRow.guild_id == guild_id)
            .execution_options(populate_existing=True)  # whoever waited for a lock has to see what is kept now
        )
        return _campaign(found.one())

    async def existing(self, guild_id: int) -> Campaign | None:
        """The guild's "Game night", if it was ever used; for reads, which make nothing."""
        found = await self._session.scalars(
            select(CampaignRow).where(CampaignRow.guild_id == guild_id, CampaignRow.name == GAME_NIGHT)
        )
        row = found.one_or_none()
        return _campaign(row) if row else None

    async def of_guild(self, guild_id: int, *, archived: bool = False) -> list[Campaign]:
        """The guild's campaigns that go on, or those put away, by name."""
        gone = CampaignRow.archived_at.is_not(None)
        found = await self._session.scalars(
            select(CampaignRow)
            .where(CampaignRow.guild_id == guild_id, gone if archived else ~gone)
            .order_by(CampaignRow.name, CampaignRow.id)
        )
        return [_campaign(row) for row in found]

    async def add(self, campaign: Campaign) -> Campaign:
        """Keeps a new campaign, and gives it its id."""
        row = CampaignRow(last_number=0, **{name: getattr(campaign, name) for name in SAME})
        self._session.add(row)
        await self._session.flush()
        return _campaign(row)

    async def save(self, campaign: Campaign) -> None:
        """Keeps a changed campaign."""
        row = await self._session.get_one(CampaignRow, campaign.id)
        for name in SAME:
            setattr(row, name, getattr(campaign, name))
        await self._session.flush()

    async def lock(self, campaign_id: int) -> None:
        """Makes others who decide about this campaign wait until this transaction ends."""
        # Without key_share it would wait for everybody who adds a player or a session, and deadlock with two of them.
        await self._session.execute(
            select(CampaignRow.id).where(CampaignRow.id == campaign_id).with_for_update(key_share=True)
        )

    async def next_number(self, campaign_id: int) -> int:
        """The number of the campaign's next session: never given twice."""
        given = await self._session.execute(
            update(CampaignRow)
            .where(CampaignRow.id == campaign_id)
            .values(last_number=CampaignRow.last_number + 1)
            .returning(CampaignRow.last_number)
        )
        return given.scalar_one()

    async def add_player(self, campaign_id: int, user_id: int, now: datetime) -> None:
        """Makes the person a player of the campaign, if they are not one."""
        await self._session.execute(
            insert(self._session, PlayerRow)
            .values(campaign_id=campaign_id, user_id=user_id, joined_at=now)
            .on_conflict_do_nothing(index_elements=["campaign_id", "user_id"])
        )

    async def is_player(self, campaign_id: int, user_id: int) -> bool:
        """Whether the person is a player of the campaign."""
        return await self._session.get(PlayerRow, (campaign_id, user_id)) is not None


def _campaign(row: CampaignRow) -> Campaign:
    return Campaign(id=row.id, **{name: getattr(row, name) for name in SAME})
