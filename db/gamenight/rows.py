"""Tables of the library, the queue and the plays."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant, Word
from domain.gamenight.library import Weight
from domain.gamenight.plays import PlayStatus, Room
from domain.gamenight.polls import NotStarted

_PLAYING_SQL = text("status = 'playing'")


class GameRow(Base):
    """An entry of a guild's game library."""

    __tablename__ = "games"
    __table_args__ = (UniqueConstraint("guild_id", "alias"), UniqueConstraint("guild_id", "title_folded"))

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(doc="Discord's id of the guild")
    title: Mapped[str] = mapped_column(String(100))
    title_folded: Mapped[str] = mapped_column(String(300), doc="the title without case, by which it is unique")
    alias: Mapped[str] = mapped_column(String(12), doc="2 to 12 letters or digits, lower case")
    min_players: Mapped[int | None] = mapped_column()
    max_players: Mapped[int | None] = mapped_column()
    minutes: Mapped[int | None] = mapped_column(doc="how long one play usually takes")
    weight: Mapped[Weight] = mapped_column(Word(Weight), server_default=Weight.NORMAL.value, default=Weight.NORMAL)
    enabled: Mapped[bool] = mapped_column(server_default=true(), default=True, doc="whether it may be picked")
    link: Mapped[str | None] = mapped_column(String(200))


class GameTagRow(Base):
    """A word that a game is found by."""

    __tablename__ = "game_tags"

    game_id: Mapped[int] = mapped_column(ForeignKey("games.id", ondelete="CASCADE"), primary_key=True)
    folded: Mapped[str] = mapped_column(String(80), primary_key=True, doc="without case: what makes it unique")
    name: Mapped[str] = mapped_column(String(40))


class OwnerRow(Base):
    """Somebody who owns a game."""

    __tablename__ = "game_owners"

    game_id: Mapped[int] = mapped_column(ForeignKey("games.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, doc="Discord's id of the user")


class NominationRow(Base):
    """A game in a campaign's queue."""

    __tablename__ = "nominations"
    __table_args__ = (UniqueConstraint("campaign_id", "game_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    game_id: Mapped[int] = mapped_column(ForeignKey("games.id", ondelete="CASCADE"))
    nominated_by: Mapped[int] = mapped_column(doc="user id")
    nominated_at: Mapped[datetime] = mapped_column(Instant)


class BackerRow(Base):
    """Somebody who wants a nominated game too."""

    __tablename__ = "nomination_backers"

    nomination_id: Mapped[int] = mapped_column(ForeignKey("nominations.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, doc="Discord's id of the user")


class PlayRow(Base):
    """One game being played in one session."""

    __tablename__ = "plays"
    __table_args__ = (
        Index(
            "uq_plays_playing",
            "session_id",
            unique=True,
            sqlite_where=_PLAYING_SQL,
            postgresql_where=_PLAYING_SQL,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    game_id: Mapped[int] = mapped_column(ForeignKey("games.id"))
    status: Mapped[PlayStatus] = mapped_column(Word(PlayStatus))
    started_at: Mapped[datetime] = mapped_column(Instant, doc="the start of its votes, inclusive")
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    player_count: Mapped[int | None] = mapped_column()
    room_code: Mapped[str | None] = mapped_column(String(64), doc="shown on a tap; taken away when the play ends")
    room_changed_at: Mapped[datetime | None] = mapped_column(Instant, doc="when a code came instead of another")
    room: Mapped[Room | None] = mapped_column(Word(Room), doc="what the room monitor saw last")
    room_next_at: Mapped[datetime | None] = mapped_column(Instant, doc="when the room monitor looks again")
    room_failures: Mapped[int] = mapped_column(server_default="0", default=0, doc="in a row")


class RoomLookRow(Base):
    """Somebody looked at a play's room code."""

    __tablename__ = "room_looks"

    play_id: Mapped[int] = mapped_column(ForeignKey("plays.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, doc="Discord's id of the user")
    at: Mapped[datetime] = mapped_column(Instant)


class PickPollRow(Base):
    """A quick poll on what to play: some picks of the bot's, and "other"."""

    __tablename__ = "pick_polls"

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = mapped_column(doc="Discord's id of the guild")
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    created_by: Mapped[int] = mapped_column(doc="user id")
    ends_at: Mapped[datetime] = mapped_column(Instant, doc="the winner is started then, unless it was stopped")
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    stopped_by: Mapped[int | None] = mapped_column(doc="user id of who stopped it")
    play_id: Mapped[int | None] = mapped_column(ForeignKey("plays.id", ondelete="SET NULL"), doc="what it started")
    not_started: Mapped[NotStarted | None] = mapped_column(Word(NotStarted), doc="why what won was not")


class PickRow(Base):
    """One of a poll's picks; place 0 is "other", without a game."""

    __tablename__ = "picks"

    poll_id: Mapped[int] = mapped_column(ForeignKey("pick_polls.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    game_id: Mapped[int | None] = mapped_column(ForeignKey("games.id", ondelete="CASCADE"))


class PickVoteRow(Base):
    """A person's choice in a poll; the last act wins."""

    __tablename__ = "pick_votes"

    poll_id: Mapped[int] = mapped_column(ForeignKey("pick_polls.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, doc="Discord's id of the user")
    place: Mapped[int] = mapped_column()
    cause: Mapped[int] = mapped_column(doc="snowflake of the act that set it; an older act changes nothing")
