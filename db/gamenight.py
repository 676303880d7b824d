"""The game library, the queue and the plays."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, delete, func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant, Word
from domain.errors import NothingMatches
from domain.gamenight import AliasTaken, Game, Nomination, Play, PlayStatus, TitleTaken
from domain.lookup import Named

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


class Games:
    """The game libraries of all guilds."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, game: Game) -> Game:
        """Keeps a new game, and gives it its id. Raises TitleTaken and AliasTaken."""
        row = GameRow(
            guild_id=game.guild_id,
            title=game.title,
            title_folded=game.title.casefold(),
            alias=game.alias,
            min_players=game.min_players,
            max_players=game.max_players,
            minutes=game.minutes,
        )
        try:
            async with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            if same := await self.called(game.guild_id, title=game.title):
                raise TitleTaken(same.title) from None
            if other := await self.called(game.guild_id, alias=game.alias):
                raise AliasTaken(game.alias, other.title) from None
            raise
        return _game(row)

    async def get(self, game_id: int, guild_id: int) -> Game:
        """That game of that guild. Raises NothingMatches."""
        found = await self._session.scalars(select(GameRow).where(GameRow.id == game_id, GameRow.guild_id == guild_id))
        row = found.one_or_none()
        if row is None:
            raise NothingMatches("game", f"#{game_id}")
        return _game(row)

    async def called(self, guild_id: int, *, alias: str | None = None, title: str | None = None) -> Game | None:
        """The guild's game with this alias, or with this title, ignoring case."""
        here = GameRow.alias == alias if alias is not None else GameRow.title_folded == (title or "").casefold()
        found = await self._session.scalars(select(GameRow).where(GameRow.guild_id == guild_id, here))
        row = found.one_or_none()
        return _game(row) if row else None

    async def of_guild(self, guild_id: int) -> list[Game]:
        """The guild's library, by title."""
        found = await self._session.scalars(
            select(GameRow).where(GameRow.guild_id == guild_id).order_by(GameRow.title_folded)
        )
        return [_game(row) for row in found]

    async def names(self, guild_id: int) -> list[Named]:
        """How the guild's games are named, by title."""
        return [Named(game.id, game.title, alias=game.alias) for game in await self.of_guild(guild_id)]


class Queue:
    """The queues of all campaigns."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, campaign_id: int, game: Game, user_id: int, now: datetime) -> None:
        """Puts a game at the end of the queue, backed by whoever nominated it."""
        row = NominationRow(campaign_id=campaign_id, game_id=game.id, nominated_by=user_id, nominated_at=now)
        self._session.add(row)
        await self._session.flush()
        self._session.add(BackerRow(nomination_id=row.id, user_id=user_id))
        await self._session.flush()

    async def of_campaign(self, campaign_id: int) -> list[Nomination]:
        """The queue: most backers first, then first come."""
        backers = func.count(BackerRow.user_id)
        found = await self._session.execute(
            select(NominationRow, GameRow, backers)
            .join(GameRow, GameRow.id == NominationRow.game_id)
            .outerjoin(BackerRow, BackerRow.nomination_id == NominationRow.id)
            .where(NominationRow.campaign_id == campaign_id)
            .group_by(NominationRow.id, GameRow.id)
            .order_by(backers.desc(), NominationRow.nominated_at, NominationRow.id)
        )
        return [
            Nomination(row.id, campaign_id, _game(game), row.nominated_by, row.nominated_at, count)
            for row, game, count in found
        ]

    async def remove(self, nomination_id: int) -> None:
        """Takes a game off the queue."""
        await self._session.execute(delete(NominationRow).where(NominationRow.id == nomination_id))


class Plays:
    """The plays of all sessions."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, session_id: int, game: Game, now: datetime) -> Play:
        """Starts a play."""
        row = PlayRow(session_id=session_id, game_id=game.id, status=PlayStatus.PLAYING, started_at=now)
        self._session.add(row)
        await self._session.flush()
        return Play(row.id, session_id, game, row.status, row.started_at)

    async def of_session(self, session_id: int) -> list[Play]:
        """The session's plays, in the order they were begun."""
        found = await self._session.execute(
            select(PlayRow, GameRow)
            .join(GameRow, GameRow.id == PlayRow.game_id)
            .where(PlayRow.session_id == session_id)
            .order_by(PlayRow.started_at, PlayRow.id)
        )
        return [Play(row.id, session_id, _game(game), row.status, row.started_at, row.ended_at) for row, game in found]

    async def session_of(self, play_id: int) -> int:
        """The id of the session that the play belongs to."""
        return (await self._session.get_one(PlayRow, play_id)).session_id

    async def settle(self, session_id: int, status: PlayStatus, now: datetime) -> Play | None:
        """Ends what is being played, as played or skipped; None where nothing is."""
        playing = next((one for one in await self.of_session(session_id) if one.status is PlayStatus.PLAYING), None)
        if playing is not None:
            row = await self._session.get_one(PlayRow, playing.id)
            row.status = status
            row.ended_at = now
            await self._session.flush()
        return playing


def _game(row: GameRow) -> Game:
    return Game(row.id, row.guild_id, row.title, row.alias, row.min_players, row.max_players, row.minutes)
