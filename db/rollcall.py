"""Roll calls, their options and their answers."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant, Seconds, Word
from db.scheduling.rows import SessionRow
from domain.errors import NothingMatches
from domain.lookup import Named
from domain.rollcall.options import Answer, Given, Option
from domain.rollcall.poll import Mode, RollCall, Status


class RollCallRow(Base):
    """An availability poll."""

    __tablename__ = "rollcalls"
    __table_args__ = (Index("ix_rollcalls_guild_id", "guild_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(doc="Discord's id of the guild")
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    title: Mapped[str] = mapped_column(String(100), doc="empty: none of its own")
    mode: Mapped[Mode] = mapped_column(Word(Mode))
    status: Mapped[Status] = mapped_column(Word(Status))
    created_by: Mapped[int] = mapped_column(doc="user id")
    deadline: Mapped[datetime] = mapped_column(Instant, doc="closes by itself then")
    duration: Mapped[timedelta] = mapped_column(Seconds, doc="planned length of the session it becomes")
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    quorum: Mapped[str | None] = mapped_column(String(32), doc="as it was written: 4, 4 and organiser, 4 of 6")
    players_only: Mapped[bool] = mapped_column(server_default=false(), default=False)
    anonymous: Mapped[bool] = mapped_column(server_default=false(), default=False, doc="no names until it closes")
    fair: Mapped[bool] = mapped_column(
        server_default=false(), default=False, doc="those who missed more lately come first among equals"
    )
    ping_role_id: Mapped[int | None] = mapped_column(doc="pinged when the card is first posted; None: the campaign's")
    nudged_at: Mapped[datetime | None] = mapped_column(Instant, doc="when the silent were pinged")
    undo_until: Mapped[datetime | None] = mapped_column(Instant, doc="an automatic promotion can be undone until then")


class OptionRow(Base):
    """A start time that can be chosen."""

    __tablename__ = "rollcall_options"
    __table_args__ = (UniqueConstraint("rollcall_id", "starts_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rollcall_id: Mapped[int] = mapped_column(ForeignKey("rollcalls.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    place: Mapped[int] = mapped_column(server_default="0", doc="gives its letter, which it keeps: 0 is A")


class AnswerRow(Base):
    """What a person says to an option; kept when taken back, so that an old tap cannot set it again."""

    __tablename__ = "rollcall_answers"

    option_id: Mapped[int] = mapped_column(ForeignKey("rollcall_options.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, doc="Discord's id of the user")
    answer: Mapped[Answer | None] = mapped_column(Word(Answer), doc="None: taken back")
    cause: Mapped[int] = mapped_column(doc="snowflake of the act that set it; an older act changes nothing")


class ReactionRow(Base):
    """A reaction as it was last seen on a roll call's card: after an absence only what differs from it counts."""

    __tablename__ = "rollcall_reactions"

    option_id: Mapped[int] = mapped_column(ForeignKey("rollcall_options.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, doc="Discord's id of the user")


class RollCalls:
    """The roll calls of all guilds."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, roll_call: RollCall, starts: list[datetime]) -> RollCall:
        """Keeps a new roll call with these options, and gives it and them their ids."""
        row = RollCallRow(
            guild_id=roll_call.guild_id,
            campaign_id=roll_call.campaign_id,
            title=roll_call.title,
            mode=roll_call.mode,
            status=roll_call.status,
            created_by=roll_call.created_by,
            deadline=roll_call.deadline,
            duration=roll_call.duration,
            quorum=roll_call.quorum,
            players_only=roll_call.players_only,
            anonymous=roll_call.anonymous,
            fair=roll_call.fair,
            ping_role_id=roll_call.ping_role_id,
        )
        self._session.add(row)
        await self._session.flush()
        self._session.add_all(
            OptionRow(rollcall_id=row.id, starts_at=one, place=place) for place, one in enumerate(starts)
        )
        await self._session.flush()
        return await self.get(row.id, roll_call.guild_id)

    async def get(self, roll_call_id: int, guild_id: int, *, lock: bool = False) -> RollCall:
        """That roll call of that guild, with its answers. Raises NothingMatches; another guild's does not exist."""
        wanted = select(RollCallRow).where(RollCallRow.id == roll_call_id, RollCallRow.guild_id == guild_id)
        row = (await self._session.scalars(wanted.with_for_update(key_share=True) if lock else wanted)).one_or_none()
        if row is None:
            raise NothingMatches("roll call", f"#{roll_call_id}")
        return await self._value(row)

    async def with_option(self, option_id: int, guild_id: int) -> RollCall:
        """The roll call that has this option, locked for a decision. Raises NothingMatches."""
        option = await self._session.get(OptionRow, option_id)
        if option is None:
            raise NothingMatches("roll call option", f"#{option_id}")
        return await self.get(option.rollcall_id, guild_id, lock=True)

    async def id_of_option(self, option_id: int) -> int:
        """The id of the roll call that has this option."""
        return (await self._session.get_one(OptionRow, option_id)).rollcall_id

    async def _value(self, row: RollCallRow) -> RollCall:
        options = await self._session.scalars(
            select(OptionRow).where(OptionRow.rollcall_id == row.id).order_by(OptionRow.starts_at)
        )
        kept = tuple(Option(one.id, one.starts_at, one.place) for one in options)
        ids = [one.id for one in kept]
        answers = await self._session.scalars(select(AnswerRow).where(AnswerRow.option_id.in_(ids)))
        promoted = await self._session.scalars(select(SessionRow.id).where(SessionRow.option_id.in_(ids)))
        return RollCall(
            id=row.id,
            guild_id=row.guild_id,
            campaign_id=row.campaign_id,
            title=row.title,
            mode=row.mode,
            status=row.status,
            created_by=row.created_by,
            deadline=row.deadline,
            duration=row.duration,
            options=kept,
            answers={(one.option_id, one.user_id): Given(one.answer, one.cause) for one in answers},
            closed_at=row.closed_at,
            session_id=promoted.first(),
            quorum=row.quorum,
            players_only=row.players_only,
            anonymous=row.anonymous,
            fair=row.fair,
            ping_role_id=row.ping_role_id,
            nudged_at=row.nudged_at,
            undo_until=row.undo_until,
        )

    async def save_answers(self, before: RollCall, after: RollCall) -> None:
        """Keeps the answers that changed between the two."""
        for key, given in after.answers.items():
            if before.answers.get(key) != given:
                option_id, user_id = key
                await self._session.merge(
                    AnswerRow(option_id=option_id, user_id=user_id, answer=given.answer, cause=given.cause)
                )

    async def save_status(self, roll_call: RollCall) -> None:
        """Keeps whether it is open, and what came of it."""
        row = await self._session.get_one(RollCallRow, roll_call.id)
        row.status = roll_call.status
        row.closed_at = roll_call.closed_at
        row.nudged_at = roll_call.nudged_at
        row.undo_until = roll_call.undo_until

    async def newest(self, guild_id: int, *, open_only: bool = False) -> RollCall | None:
        """The guild's newest roll call, or its newest open one."""
        wanted = select(RollCallRow).where(RollCallRow.guild_id == guild_id).order_by(RollCallRow.id.desc())
        if open_only:
            wanted = wanted.where(RollCallRow.status == Status.OPEN)
        row = (await self._session.scalars(wanted.limit(1))).one_or_none()
        return await self._value(row) if row else None

    async def open_in(self, guild_id: int) -> list[RollCall]:
        """The guild's open roll calls, the one that closes first first."""
        found = await self._session.scalars(
            select(RollCallRow)
            .where(RollCallRow.guild_id == guild_id, RollCallRow.status == Status.OPEN)
            .order_by(RollCallRow.deadline, RollCallRow.id)
        )
        return [await self._value(row) for row in found.all()]

    async def names(self, guild_id: int) -> list[Named]:
        """How the guild's roll calls are named, newest first."""
        found = await self._session.execute(
            select(RollCallRow.id, RollCallRow.title)
            .where(RollCallRow.guild_id == guild_id)
            .order_by(RollCallRow.id.desc())
        )
        return [Named(id_, title, id_) for id_, title in found]
