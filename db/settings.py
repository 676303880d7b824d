"""Settings of guilds and people."""

from datetime import timedelta

from sqlalchemy import String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Offsets
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


class PersonRow(Base):
    """What a person has set, in every guild."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, doc="Discord's id of the user")
    timezone: Mapped[str] = mapped_column(String(64), doc="IANA name; times this person writes are read in it")


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
            row.id, row.timezone, row.channel_id, row.organiser_role_id, row.reminders, row.vote_reaction
        )

    async def lock(self, guild_id: int) -> None:
        """Makes others who change this guild's settings wait until this transaction ends; makes the row if need be."""
        new = GuildSettings(guild_id)
        await self._session.execute(
            insert(self._session, GuildRow)
            .values(id=guild_id, timezone=new.timezone, reminders=new.reminders)
            .on_conflict_do_nothing()
        )
        await self._session.execute(select(GuildRow.id).where(GuildRow.id == guild_id).with_for_update())

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
            )
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
