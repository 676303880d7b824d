"""Who plays in the campaigns of all guilds, and whom."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.campaigns.rows import CampaignRow, CharacterRow, OfflinePlayerRow, PlayerRow
from domain.campaigns import OfflinePlayer, Player, Roster


class Players:
    """The players of all campaigns, with and without accounts, and their characters."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def roster(self, campaign_id: int) -> Roster:
        """Everybody who plays in the campaign, in the order of joining, with their characters in that of theirs."""
        players = await self._session.scalars(
            select(PlayerRow)
            .where(PlayerRow.campaign_id == campaign_id)
            .order_by(PlayerRow.joined_at, PlayerRow.user_id)
        )
        offline = await self._session.scalars(
            select(OfflinePlayerRow).where(OfflinePlayerRow.campaign_id == campaign_id).order_by(OfflinePlayerRow.id)
        )
        played = await self._session.scalars(
            select(CharacterRow).where(CharacterRow.campaign_id == campaign_id).order_by(CharacterRow.id)
        )
        characters = list(played)
        return Roster(
            tuple(
                Player(row.user_id, row.joined_at, tuple(one.name for one in characters if one.user_id == row.user_id))
                for row in players
            ),
            tuple(
                OfflinePlayer(row.id, row.name, tuple(one.name for one in characters if one.offline_id == row.id))
                for row in offline
            ),
        )

    async def counts(self, guild_id: int) -> dict[int, int]:
        """How many play in each campaign of the guild, by its id; those with an account and those without."""
        counted: dict[int, int] = {}
        for row in (PlayerRow, OfflinePlayerRow):
            found = await self._session.execute(
                select(row.campaign_id, func.count())
                .join(CampaignRow, CampaignRow.id == row.campaign_id)
                .where(CampaignRow.guild_id == guild_id)
                .group_by(row.campaign_id)
            )
            for campaign_id, count in found:
                counted[campaign_id] = counted.get(campaign_id, 0) + count
        return counted

    async def add_offline(self, campaign_id: int, name: str, now: datetime) -> int:
        """Keeps a new player without an account; gives their id."""
        row = OfflinePlayerRow(campaign_id=campaign_id, name=name, joined_at=now)
        self._session.add(row)
        await self._session.flush()
        return row.id

    async def add_character(
        self, campaign_id: int, name: str, *, user_id: int | None = None, offline_id: int | None = None
    ) -> None:
        """Keeps a new character of a player, or of one without an account."""
        self._session.add(CharacterRow(campaign_id=campaign_id, name=name, user_id=user_id, offline_id=offline_id))
        await self._session.flush()

    async def remove(self, campaign_id: int, user_id: int) -> None:
        """Has a person play no more, nor their characters."""
        for row in (CharacterRow, PlayerRow):
            await self._session.execute(delete(row).where(row.campaign_id == campaign_id, row.user_id == user_id))

    async def remove_offline(self, offline_id: int) -> None:
        """Has a player without an account play no more, nor their characters."""
        await self._session.execute(delete(CharacterRow).where(CharacterRow.offline_id == offline_id))
        await self._session.execute(delete(OfflinePlayerRow).where(OfflinePlayerRow.id == offline_id))

    async def remove_character(self, campaign_id: int, name: str) -> None:
        """Removes the campaign's character of exactly that name."""
        await self._session.execute(
            delete(CharacterRow).where(CharacterRow.campaign_id == campaign_id, CharacterRow.name == name)
        )
