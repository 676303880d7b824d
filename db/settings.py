"""Settings of guilds and people."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import String, false, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant, Offsets
from db.dialect import insert
from domain.settings import GuildSettings


class GuildRow(Base):
    """What a guild has set. A guild that set nothing has no row."""

    __tablename__ = "guilds"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, doc="Discord's id of the guild")
    timezone: Mapped[str] = mapped_column(String(64), doc="IANA name; times are read in it unless a person has one")
    channel_id: Mapped[int | None] = mapped_column(doc="where cards go; None: where the command was used")
    organiser_role_id: Mapped[int | None] = mapped_column(doc="its holders are organisers of every campaign")
    reminders: Mapped[tuple[timedelta, ...]] = mapped_column(Offsets, doc="offsets of a session's reminders")
    vote_reaction: Mapped[str | None] = mapped_column(String(64), doc="emoji put under a counted vote; None: none")
    digest: Mapped[str | None] = mapped_column(String(16), doc="weekday and wall time of the week ahead: mon 09:00")
    quiet_hours: Mapped[str | None] = mapped_column(String(16), doc="no private messages in this span: 22:00-08:00")
    mirror_told_at: Mapped[datetime | None] = mapped_column(Instant, doc="when it was said that events cannot be made")


class PersonRow(Base):
    """What a person has set, in every guild."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, doc="Discord's id of the user")
    timezone: Mapped[str | None] = mapped_column(String(64), doc="IANA name; times this person writes are read in it")
    stats_hidden: Mapped[bool] = mapped_column(
        server_default=false(), default=False, doc="this person's statistics show to nobody else"
    )
    private_reminders: Mapped[bool] = mapped_column(
        server_default=false(), default=False, doc="reminders come as private messages instead of a mention"
    )


class Settings:
    """The settings of guilds and people."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_guild(self, guild_id: int) -> GuildSettings:
        """A guild's settings; the defaults where it set nothing."""
        row = await self._session.get(GuildRow, guild_id)
        if row is None:
            return GuildSettings(guild_id)
        return GuildSettings(
            guild_id=row.id,
            timezone=row.timezone,
            channel_id=row.channel_id,
            organiser_role_id=row.organiser_role_id,
            reminders=row.reminders,
            vote_reaction=row.vote_reaction,
            digest=row.digest,
            quiet_hours=row.quiet_hours,
        )

    async def lock(self, guild_id: int) -> None:
        """Makes others who change this guild's settings wait until this transaction ends; makes the row if need be."""
        new = GuildSettings(guild_id)
        await self._session.execute(
            insert(self._session, GuildRow)
            .values(id=guild_id, timezone=new.timezone, reminders=new.reminders)
            .on_conflict_do_nothing()
        )
        locked = select(GuildRow).where(GuildRow.id == guild_id).with_for_update()
        await self._session.execute(locked.execution_options(populate_existing=True))

    async def save(self, settings: GuildSettings) -> None:
        """Keeps a guild's settings."""
        await self._session.merge(
            GuildRow(
                id=settings.guild_id,
                timezone=settings.timezone,
                channel_id=settings.channel_id,
                organiser_role_id=settings.organiser_role_id,
                reminders=settings.reminders,
                vote_reaction=settings.vote_reaction,
                digest=settings.digest,
                quiet_hours=settings.quiet_hours,
            )
        )

    async def mirror_lacks(self, guild_id: int, now: datetime) -> bool:
        """Notes that no events can be made in the guild; True where that is news since they last could."""
        await self.lock(guild_id)
        noted = await self._session.execute(
            update(GuildRow)
            .where(GuildRow.id == guild_id, GuildRow.mirror_told_at.is_(None))
            .values(mirror_told_at=now)
            .returning(GuildRow.id)
        )
        return noted.one_or_none() is not None

    async def mirror_works(self, guild_id: int) -> None:
        """Notes that events can be made in the guild."""
        await self._session.execute(
            update(GuildRow)
            .where(GuildRow.id == guild_id, GuildRow.mirror_told_at.is_not(None))
            .values(mirror_told_at=None)
        )

    async def timezone_of(self, user_id: int) -> str | None:
        """The IANA name of a person's own zone."""
        row = await self._session.get(PersonRow, user_id)
        return row.timezone if row else None

    async def set_timezone(self, user_id: int, timezone: str) -> None:
        """Keeps a person's own zone."""
        new = insert(self._session, PersonRow).values(id=user_id, timezone=timezone)
        await self._session.execute(
            new.on_conflict_do_update(index_elements=["id"], set_={"timezone": new.excluded.timezone})
        )

    async def set_private(self, user_id: int, *, private: bool) -> None:
        """Keeps whether a person wants sessions' reminders as private messages."""
        new = insert(self._session, PersonRow).values(id=user_id, private_reminders=private)
        await self._session.execute(
            new.on_conflict_do_update(index_elements=["id"], set_={"private_reminders": new.excluded.private_reminders})
        )

    async def set_stats_hidden(self, user_id: int, *, hidden: bool) -> None:
        """Keeps whether a person's statistics show to nobody else."""
        new = insert(self._session, PersonRow).values(id=user_id, stats_hidden=hidden)
        await self._session.execute(
            new.on_conflict_do_update(index_elements=["id"], set_={"stats_hidden": new.excluded.stats_hidden})
        )

    async def wanting_private(self, user_ids: Collection[int]) -> set[int]:
        """Those of these people who want sessions' reminders as private messages."""
        found = await self._session.scalars(
            select(PersonRow.id).where(PersonRow.id.in_(user_ids), PersonRow.private_reminders)
        )
        return set(found)

    async def lock_person(self, user_id: int) -> None:
        """Makes others who count what this person has wait until this transaction ends."""
        await self._session.execute(insert(self._session, PersonRow).values(id=user_id).on_conflict_do_nothing())
        await self._session.execute(select(PersonRow.id).where(PersonRow.id == user_id).with_for_update())
