"""Tables of sessions and RSVPs."""

from datetime import date, datetime, timedelta

from sqlalchemy import DateTime, ForeignKey, Index, String, Text, UniqueConstraint, false, text
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
        UniqueConstraint("series_id", "occurrence_on"),
        {"sqlite_autoincrement": True},  # an id is never given twice: messages and rows of the timetable go by it
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
    scenario: Mapped[str | None] = mapped_column(String(100), doc="the adventure, module or script to be played")
    private: Mapped[bool] = mapped_column(server_default=false(), default=False)
    thread_id: Mapped[int | None] = mapped_column(doc="a private session's own thread")
    asked_in_at: Mapped[datetime | None] = mapped_column(Instant, doc="who played then was let into that thread")
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id", ondelete="SET NULL"))
    occurrence_on: Mapped[date | None] = mapped_column(doc="the local date it stands for in its series")
    voice_id: Mapped[int | None] = mapped_column(doc="the voice channel it is played in")
    game_began: Mapped[int | None] = mapped_column(doc="the campaign's game time when it was started, in seconds")
    game_ended: Mapped[int | None] = mapped_column(doc="the campaign's game time when it ended, in seconds")
    sequence: Mapped[int] = mapped_column(server_default="0", default=0, doc="counts its changes, for calendars")
    changed_at: Mapped[datetime | None] = mapped_column(Instant, doc="its last change, for calendars")
    spans: Mapped[list["SpanRow"]] = relationship(
        lazy="selectin", order_by="SpanRow.started_at", cascade="all, delete-orphan"
    )
    tags: Mapped[list["TagRow"]] = relationship(lazy="selectin", secondary="session_tags", order_by="TagRow.folded")


class TagRow(Base):
    """A free word of a guild."""

    __tablename__ = "tags"
    __table_args__ = (UniqueConstraint("guild_id", "folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(doc="Discord's id of the guild")
    name: Mapped[str] = mapped_column(String(40), doc="as it was first written")
    folded: Mapped[str] = mapped_column(String(80), doc="without regard to case: what makes it unique")


class SessionTagRow(Base):
    """A session has a tag."""

    __tablename__ = "session_tags"

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id", ondelete="CASCADE"), primary_key=True)


class SeriesRow(Base):
    """Sessions that repeat by a rule; its details are those of the next one made."""

    __tablename__ = "series"

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(doc="Discord's id of the guild")
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    rrule: Mapped[str] = mapped_column(String(250), doc="iCalendar's RRULE, without DTSTART")
    dtstart: Mapped[datetime] = mapped_column(DateTime(timezone=False), doc="wall time of the first one")
    timezone: Mapped[str] = mapped_column(String(64), doc="IANA name: where the wall time is kept")
    skipped: Mapped[str] = mapped_column(Text, default="", doc="local dates left out, ISO, with commas between")
    last_on: Mapped[date] = mapped_column(doc="the local date of the newest one made; never goes back")
    channel_id: Mapped[int] = mapped_column(doc="where the cards go")
    created_by: Mapped[int] = mapped_column(doc="user id")
    stopped_at: Mapped[datetime | None] = mapped_column(Instant, doc="when it was stopped, or found at its end")
    title: Mapped[str] = mapped_column(String(100))
    duration: Mapped[timedelta] = mapped_column(Seconds)
    description: Mapped[str | None] = mapped_column(Text)
    scenario: Mapped[str | None] = mapped_column(String(100))
    location: Mapped[str | None] = mapped_column(String(100))
    capacity: Mapped[int | None] = mapped_column()
    tags: Mapped[str] = mapped_column(Text, default="", doc="with commas between")
    reminders: Mapped[tuple[timedelta, ...] | None] = mapped_column(Offsets, doc="None: the campaign's")
    private: Mapped[bool] = mapped_column(default=False)
    thread_id: Mapped[int | None] = mapped_column(doc="the private sessions' own thread")


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
    note: Mapped[str | None] = mapped_column(String(100), doc="what the person wants the others to know")
