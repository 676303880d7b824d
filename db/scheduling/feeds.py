"""Calendar feeds: secret addresses at which a calendar program reads sessions."""

import hmac
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, and_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant
from db.campaigns.campaigns import Campaigns
from db.campaigns.rows import PlayerRow
from db.cards.rows import CardRow
from db.scheduling.mapping import session_of
from db.scheduling.rows import RsvpRow, SessionRow
from domain.cards import CardKind, message_url
from domain.scheduling.feeds import Entry, Feed


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

    async def issue(self, feed: Feed, token_hash: bytes, now: datetime) -> bool:
        """Keeps a new address; the person's earlier one for the same is revoked, and whether there was one."""
        replaced = await self.revoke(feed, now)
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
        return replaced

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
        # The index compares faster the earlier two hashes differ; who asks cannot choose a hash. This has no such leak.
        if row is None or not hmac.compare_digest(row.token_hash, token_hash):
            return None
        return Feed(row.guild_id, row.user_id, row.campaign_id)

    async def entries(self, feed: Feed, since: datetime) -> list[Entry]:
        """The sessions of the feed's guild, or of its campaign, that start at that instant or later, in time order.

        They stand as they do to the feed's person; what that person may see, the domain says.
        """
        known = Campaigns(self._session)
        campaigns = {
            one.id: one for gone in (False, True) for one in await known.of_guild(feed.guild_id, archived=gone)
        }
        wanted = (
            select(SessionRow, PlayerRow.joined_at, RsvpRow.plan, CardRow.channel_id, CardRow.message_id)
            .outerjoin(
                PlayerRow, and_(PlayerRow.campaign_id == SessionRow.campaign_id, PlayerRow.user_id == feed.user_id)
            )
            .outerjoin(RsvpRow, and_(RsvpRow.session_id == SessionRow.id, RsvpRow.user_id == feed.user_id))
            .outerjoin(CardRow, and_(CardRow.kind == CardKind.SESSION, CardRow.subject_id == SessionRow.id))
            .where(SessionRow.guild_id == feed.guild_id, SessionRow.starts_at >= since)
            .order_by(SessionRow.starts_at, SessionRow.id)
        )
        if feed.campaign_id is not None:
            wanted = wanted.where(SessionRow.campaign_id == feed.campaign_id)
        return [
            Entry(
                session_of(row),
                campaigns[row.campaign_id],
                plays=joined_at is not None,
                asked_in=row.asked_in_at is None or (joined_at is not None and joined_at <= row.asked_in_at),
                plan=plan,
                url=message_url(feed.guild_id, channel_id, message_id) if message_id else None,
            )
            for row, joined_at, plan, channel_id, message_id in await self._session.execute(wanted)
        ]
