"""Calendar feeds: secret addresses at which a calendar program reads sessions."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant
from domain.scheduling.feeds import Feed


class FeedRow(Base):
    """One person's address; only the hash of its secret is kept."""

    __tablename__ = "feeds"
    __table_args__ = (Index("ix_feeds_guild_id_user_id", "guild_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(doc="Discord's id of the guild")
    user_id: Mapped[int] = mapped_column(doc="Discord's id of the user")
    campaign_id: Mapped[int | None] = mapped_column(
        ForeignKey("campaigns.id", ondelete="CASCADE"), doc="None: all that concerns this person"
    )
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True, doc="SHA-256 of the secret")
    created_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)


class Feeds:
    """The feeds of all guilds."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def issue(self, feed: Feed, token_hash: bytes, now: datetime) -> None:
        """Keeps a new address; the person's earlier one for the same is revoked."""
        await self.revoke(feed, now)
        self._session.add(
            FeedRow(
                guild_id=feed.guild_id,
                user_id=feed.user_id,
                campaign_id=feed.campaign_id,
                token_hash=token_hash,
                created_at=now,
            )
        )
        await self._session.flush()

    async def revoke(self, feed: Feed, now: datetime) -> bool:
        """Takes a person's address back; whether there was one."""
        revoked = await self._session.scalars(
            update(FeedRow)
            .where(
                FeedRow.guild_id == feed.guild_id,
                FeedRow.user_id == feed.user_id,
                FeedRow.campaign_id.is_not_distinct_from(feed.campaign_id),
                FeedRow.revoked_at.is_(None),
            )
            .values(revoked_at=now)
            .returning(FeedRow.id)
        )
        return bool(revoked.all())

    async def by_hash(self, token_hash: bytes) -> Feed | None:
        """The feed whose secret has this hash, unless it was revoked."""
        found = await self._session.scalars(
            select(FeedRow).where(FeedRow.token_hash == token_hash, FeedRow.revoked_at.is_(None))
        )
        row = found.one_or_none()
        return Feed(row.guild_id, row.user_id, row.campaign_id) if row else None
