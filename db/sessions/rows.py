"""Tables of live sessions and their record."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant, Seconds, Word
from domain.sessions.attendance import Attended
from domain.sessions.log import Category, Importance, Measure, Visibility
from domain.sessions.presence import Activity, Presence, Source


class PresenceRow(Base):
    """Who is there now, in one session."""

    __tablename__ = "presences"

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, doc="Discord's id of the user")
    presence: Mapped[Presence] = mapped_column(Word(Presence))
    since: Mapped[datetime] = mapped_column(Instant, doc="when it became so")
    acted_at: Mapped[datetime] = mapped_column(Instant, doc="their last act: a message, a tap, typing, joining voice")
    in_voice: Mapped[bool] = mapped_column(default=False, doc="in the session's voice channel")
    activity: Mapped[Activity | None] = mapped_column(Word(Activity))
    activity_until: Mapped[datetime | None] = mapped_column(Instant, doc="when the activity lapses by itself")


class PresenceChangeRow(Base):
    """Each change of somebody's presence, for the organiser and for the attendance."""

    __tablename__ = "presence_changes"
    __table_args__ = (Index("ix_presence_changes_session_id_user_id", "session_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(doc="Discord's id of the user")
    presence: Mapped[Presence] = mapped_column(Word(Presence))
    source: Mapped[Source] = mapped_column(Word(Source))
    at: Mapped[datetime] = mapped_column(Instant)


class GapRow(Base):
    """A stretch of a live session during which the bot heard nothing."""

    __tablename__ = "session_gaps"

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    began_at: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    ended_at: Mapped[datetime] = mapped_column(Instant)


class InviteRow(Base):
    """An invitation to a session; only the hash of its token is kept."""

    __tablename__ = "invites"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    guild_id: Mapped[int] = mapped_column(doc="Discord's id of the guild")
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True, doc="SHA-256 of the token")
    created_by: Mapped[int] = mapped_column(doc="user id")
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime | None] = mapped_column(Instant)
    uses: Mapped[int | None] = mapped_column(doc="how many may use it; None: without end")
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)


class GuestRow(Base):
    """Somebody who came by an invitation."""

    __tablename__ = "guests"

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, doc="Discord's id of the user")
    invite_id: Mapped[int] = mapped_column(ForeignKey("invites.id", ondelete="CASCADE"))
    joined_at: Mapped[datetime] = mapped_column(Instant)


class EventRow(Base):
    """An entry of a session's log."""

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_session_id_at", "session_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(doc="Discord's id of the guild")
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(doc="user id")
    at: Mapped[datetime] = mapped_column(Instant)
    text: Mapped[str] = mapped_column(Text, doc="saved on purpose")
    category: Mapped[Category] = mapped_column(Word(Category))
    measure: Mapped[Measure | None] = mapped_column(Word(Measure), doc="what the amount counts")
    amount: Mapped[int | None] = mapped_column()
    importance: Mapped[Importance] = mapped_column(Word(Importance))
    visibility: Mapped[Visibility] = mapped_column(Word(Visibility))
    game_time: Mapped[int | None] = mapped_column(doc="seconds since the campaign began")
    message_id: Mapped[int | None] = mapped_column(doc="the message it was taken from")
    channel_id: Mapped[int | None] = mapped_column(doc="that message's channel or thread")
    said_by: Mapped[int | None] = mapped_column(doc="user id: who wrote that message")


class EventReaderRow(Base):
    """A player for whom an entry is meant; others never see it."""

    __tablename__ = "event_readers"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, doc="Discord's id of the user")


class ObjectiveRow(Base):
    """Something to be done in a session, or, without one, over sessions: a campaign's goal."""

    __tablename__ = "objectives"

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(doc="Discord's id of the guild")
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(200))
    created_by: Mapped[int] = mapped_column(doc="user id")
    created_at: Mapped[datetime] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    carried_to: Mapped[int | None] = mapped_column(doc="the objective of the next session that goes on with it")


class RecapRow(Base):
    """What an organiser wrote about a session."""

    __tablename__ = "recaps"

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    summary: Mapped[str | None] = mapped_column(Text, doc="None: the one written from the log stands")
    highlights: Mapped[str] = mapped_column(Text, default="", doc="a line each; so are those below")
    people: Mapped[str] = mapped_column(Text, default="")
    places: Mapped[str] = mapped_column(Text, default="")
    items: Mapped[str] = mapped_column(Text, default="")
    quests_begun: Mapped[str] = mapped_column(Text, default="")
    quests_done: Mapped[str] = mapped_column(Text, default="")
    notes: Mapped[str] = mapped_column(Text, default="", doc="the organiser's own, for organisers only")
    edited_by: Mapped[int | None] = mapped_column(doc="user id")
    edited_at: Mapped[datetime | None] = mapped_column(Instant)


class PlayerNoteRow(Base):
    """A player's notes on a session."""

    __tablename__ = "player_notes"

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, doc="Discord's id of the user")
    text: Mapped[str] = mapped_column(Text)
    edited_at: Mapped[datetime] = mapped_column(Instant)


class AttendanceRow(Base):
    """Who was there, as it is kept. A negative person is an offline player, minus their id."""

    __tablename__ = "attendance"

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    attended: Mapped[Attended] = mapped_column(Word(Attended))
    came_at: Mapped[datetime | None] = mapped_column(Instant)
    left_at: Mapped[datetime | None] = mapped_column(Instant)
    present_for: Mapped[timedelta | None] = mapped_column(Seconds)
    corrected_by: Mapped[int | None] = mapped_column(doc="user id; None: as computed")


class DraftRow(Base):
    """What the assistant proposes; nothing of it is saved elsewhere until the organiser accepts."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("session_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    status: Mapped[str] = mapped_column(String(16), doc="processing, to review, failed, applied")
    content: Mapped[str | None] = mapped_column(Text, doc="JSON, as the assistant gave it and it was checked")
    problem: Mapped[str | None] = mapped_column(String(200))
    asked_at: Mapped[datetime] = mapped_column(Instant)
