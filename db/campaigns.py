"""Campaigns and their players."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, UniqueConstraint, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant, Offsets, Word
from db.dialect import insert
from domain.campaigns import GAME_NIGHT, Campaign, Kind


class CampaignRow(Base):
    """A group that plays together again and again."""

    __tablename__ = "campaigns"
    __table_args__ = (UniqueConstraint("guild_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(doc="Discord's id of the guild")
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    organiser_id: Mapped[int | None] = mapped_column(doc="user id; None: the guild's organisers run it")
    channel_id: Mapped[int | None] = mapped_column(doc="where its cards go; None: the guild's channel")
    ping_role_id: Mapped[int | None] = mapped_column(doc="pinged when a card is first posted")
    timezone: Mapped[str | None] = mapped_column(String(64), doc="IANA name; None: the guild's")
    role_id: Mapped[int | None] = mapped_column(doc="only its holders may answer; None: everybody")
    reminders: Mapped[tuple[timedelta, ...] | None] = mapped_column(Offsets, doc="None: the guild's")
    archived_at: Mapped[datetime | None] = mapped_column(Instant, doc="when it was put away")
    last_number: Mapped[int] = mapped_column(default=0, doc="the number its newest session got; never goes down")


class PlayerRow(Base):
    """A member of a campaign."""

    __tablename__ = "players"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, doc="Discord's id of the user")
    joined_at: Mapped[datetime] = mapped_column(Instant)


class OfflinePlayerRow(Base):
    """A player without a Discord account."""

    __tablename__ = "offline_players"
    __table_args__ = (UniqueConstraint("campaign_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(50))
    joined_at: Mapped[datetime] = mapped_column(Instant)


class CharacterRow(Base):
    """Whom a player plays: of a member (`user_id`) or of an offline player (`offline_id`), never of both."""

    __tablename__ = "characters"
    __table_args__ = (UniqueConstraint("campaign_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(doc="Discord's id of the user")
    offline_id: Mapped[int | None] = mapped_column(ForeignKey("offline_players.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(50))


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
            select(CampaignRow).where(CampaignRow.id == campaign_id, CampaignRow.guild_id == guild_id)
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
    return Campaign(
        id=row.id,
        guild_id=row.guild_id,
        name=row.name,
        kind=row.kind,
        organiser_id=row.organiser_id,
        channel_id=row.channel_id,
        ping_role_id=row.ping_role_id,
        timezone=row.timezone,
        role_id=row.role_id,
        reminders=row.reminders,
        archived_at=row.archived_at,
    )
