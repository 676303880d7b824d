"""Tables of campaigns, their players and characters."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant, Offsets, Seconds, Word
from domain.campaigns import Kind


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
    offer_after: Mapped[timedelta | None] = mapped_column(
        Seconds, doc="how long after its last session, with none planned, a roll call is offered; None: as usual"
    )
    offers_muted: Mapped[bool] = mapped_column(server_default=false(), default=False, doc="no such offers")
    game_time: Mapped[int] = mapped_column(server_default="0", default=0, doc="seconds since the campaign began")
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
