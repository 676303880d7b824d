"""Tables of sessions and RSVPs."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base, Instant, Offsets, Seconds, Word
from domain.scheduling.seats import Plan
from domain.scheduling.session import State

_LIVE_SQL = text("state IN ('in_progress', 'paused')")


class SessionRow(Base):
    """One meeting of a campaign."""

    __tablename__ = "sessions"
    __table_args__ = (
        UniqueConstraint("campaign_id", "number"),
        Index(
            "uq_sessions_live_campaign",
            "campaign_id",
            unique=True,
            sqlite_where=_LIVE_SQL,
            postgresql_where=_LIVE_SQL,
        ),
        Index(
            "uq_sessions_live_channel",
            "live_channel_id",
            unique=True,
            sqlite_where=_LIVE_SQL,
            postgresql_where=_LIVE_SQL,
        ),
        Index("ix_sessions_guild_id_starts_at", "guild_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(doc="Discord's id of the guild")
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    number: Mapped[int] = mapped_column(doc="within the campaign, from 1; never reused")
    title: Mapped[str] = mapped_column(String(100))
    state: Mapped[State] = mapped_column(Word(State))
    starts_at: Mapped[datetime] = mapped_column(Instant, doc="the planned start")
    duration: Mapped[timedelta] = mapped_column(Seconds, doc="the planned length")
    created_by: Mapped[int] = mapped_column(doc="user id")
    started_at: Mapped[datetime | None] = mapped_column(Instant, doc="when it really began")
    ended_at: Mapped[datetime | None] = mapped_column(Instant, doc="when it really ended")
    live_channel_id: Mapped[int | None] = mapped_column(doc="where it is or was live: its board and chat votes")
    capacity: Mapped[int | None] = mapped_column(doc="seats; None: without end")
    description: Mapped[str | None] = mapped_column(Text)
    location: Mapped[str | None] = mapped_column(String(100))
    reminders: Mapped[tuple[timedelta, ...] | None] = mapped_column(Offsets, doc="None: the guild's")
    option_id: Mapped[int | None] = mapped_column(
        ForeignKey("rollcall_options.id", ondelete="SET NULL"),
        unique=True,
        doc="the roll call's option it was promoted from",
    )
    cancel_reason: Mapped[str | None] = mapped_column(String(200))
    spans: Mapped[list["SpanRow"]] = relationship(
        lazy="selectin", order_by="SpanRow.started_at", cascade="all, delete-orphan"
    )


class SpanRow(Base):
    """A stretch of time that a session was played."""

    __tablename__ = "session_spans"

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    started_at: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    ended_at: Mapped[datetime | None] = mapped_column(Instant, doc="None: going on")


class RsvpRow(Base):
    """One person's plan for one session."""

    __tablename__ = "rsvps"

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, doc="Discord's id of the user")
    plan: Mapped[Plan] = mapped_column(Word(Plan))
    cause: Mapped[int] = mapped_column(doc="snowflake of the act that set it; an older act changes nothing")
    asked: Mapped[int] = mapped_column(doc="snowflake of the act that asked for the seat: the waitlist's order")
    waiting: Mapped[bool] = mapped_column(doc="on the waitlist")
