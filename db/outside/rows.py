"""Tables of what leaves the guild: webhooks with their deliveries, and the API's tokens."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant


class WebhookRow(Base):
    """The address that a guild has told of what happens."""

    __tablename__ = "webhooks"

    guild_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, doc="Discord's id of the guild")
    url: Mapped[str] = mapped_column(String(500))
    secret: Mapped[str] = mapped_column(String(100), doc="the key of the signatures; the guild was shown it once")
    set_by: Mapped[int] = mapped_column(doc="user id")
    set_at: Mapped[datetime] = mapped_column(Instant)
    failing_since: Mapped[datetime | None] = mapped_column(Instant)
    sending_id: Mapped[int | None] = mapped_column(doc="the event that a process is at")
    taken_at: Mapped[datetime | None] = mapped_column(Instant, doc="when that was begun, or else the last one")
    say_at: Mapped[datetime | None] = mapped_column(Instant, doc="when the guild is to be told that it fails")


class WebhookDeliveryRow(Base):
    """One event that is to be told."""

    __tablename__ = "webhook_deliveries"
    # No id comes twice, nor after a higher one: receivers order by it.
    __table_args__ = (Index("ix_webhook_deliveries_due_at", "due_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(index=True, doc="Discord's id of the guild")
    event: Mapped[str] = mapped_column(String(32), doc="session.started and the like")
    payload: Mapped[str] = mapped_column(Text, doc="JSON, as it is signed and sent, but for its sequence")
    happened_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime | None] = mapped_column(Instant, doc="when it is tried next; None: done, or given up")
    attempts: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str | None] = mapped_column(String(200), doc="what the last attempt failed with")


class ApiTokenRow(Base):
    """A guild's key to the JSON API; only its hash is kept."""

    __tablename__ = "api_tokens"

    guild_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, doc="Discord's id of the guild")
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True, doc="SHA-256 of the token")
    made_by: Mapped[int] = mapped_column(doc="user id")
    made_at: Mapped[datetime] = mapped_column(Instant)
