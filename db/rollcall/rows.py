"""Tables of roll calls, their options and answers."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant, Seconds, Word
from domain.rollcall.options import Answer
from domain.rollcall.poll import Mode, Status


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
