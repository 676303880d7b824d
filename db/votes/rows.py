"""Tables of votes: one row for each message or imported line that ever voted."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant


class VoteRow(Base):
    """What one chat message votes. The message's text is not kept."""

    __tablename__ = "votes"
    __table_args__ = (Index("ix_votes_play_id_user_id", "play_id", "user_id"),)

    message_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, doc="Discord's id of the message")
    channel_id: Mapped[int] = mapped_column(doc="Discord's id of the channel")
    play_id: Mapped[int] = mapped_column(ForeignKey("plays.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(doc="Discord's id of the author")
    value: Mapped[int | None] = mapped_column(doc="+1 or -1; None: edited away or deleted")
    seen_at: Mapped[datetime] = mapped_column(Instant, doc="the message's own time of the version that said so")
    deleted: Mapped[bool] = mapped_column(doc="the message is gone, and no late event brings its vote back")


class HeardLineRow(Base):
    """One version of a message that is kept, as a log would have it: a line that is no new vote."""

    __tablename__ = "heard_lines"

    message_id: Mapped[int] = mapped_column(ForeignKey("votes.message_id", ondelete="CASCADE"), primary_key=True)
    line_hash: Mapped[bytes] = mapped_column(
        LargeBinary(32), primary_key=True, index=True, doc="as an imported line's: of username, message and instant"
    )


class ToldRow(Base):
    """Somebody who was told that there is nothing to vote on yet; once a session is enough."""

    __tablename__ = "votes_told"

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, doc="Discord's id of the user")


class DeletedMessageRow(Base):
    """A message that was deleted before it was heard; should it come late, it does not count."""

    __tablename__ = "deleted_messages"

    message_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, doc="Discord's id of the message")
    channel_id: Mapped[int] = mapped_column(doc="Discord's id of the channel")
    deleted_at: Mapped[datetime] = mapped_column(Instant)


class ReadBackRow(Base):
    """How far a live session's channel was read back."""

    __tablename__ = "read_backs"

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    channel_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    heard_until: Mapped[datetime] = mapped_column(Instant, doc="up to here everything counts as heard")


class ImportRow(Base):
    """A chat log that was imported."""

    __tablename__ = "vote_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(index=True, doc="Discord's id of the guild")
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    imported_by: Mapped[int] = mapped_column(doc="user id")
    imported_at: Mapped[datetime] = mapped_column(Instant)
    undone_at: Mapped[datetime | None] = mapped_column(Instant)


class ImportedVoteRow(Base):
    """One line of a chat log that voted. The line itself is not kept."""

    __tablename__ = "imported_votes"
    __table_args__ = (
        UniqueConstraint("guild_id", "line_hash"),
        Index("ix_imported_votes_play_id_user_id", "play_id", "user_id"),
        Index("ix_imported_votes_import_id", "import_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(doc="Discord's id of the guild")
    import_id: Mapped[int] = mapped_column(ForeignKey("vote_imports.id", ondelete="CASCADE"))
    line_hash: Mapped[bytes] = mapped_column(LargeBinary(32), doc="SHA-256 of username, message and instant")
    play_id: Mapped[int] = mapped_column(ForeignKey("plays.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(doc="the member of that name; None: a voter of its own")
    name: Mapped[str] = mapped_column(String(100), doc="the username in the log")
    voter: Mapped[str] = mapped_column(String(300), doc="the username as voters are told apart: its casefold()")
    value: Mapped[int] = mapped_column(doc="+1 or -1")
    said_at: Mapped[datetime] = mapped_column(Instant)
    message_id: Mapped[int] = mapped_column(doc="the smallest that a message of that instant can have")
