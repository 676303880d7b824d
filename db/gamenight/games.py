"""The game libraries of all guilds."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from db.gamenight.rows import GameRow
from domain.errors import NothingMatches
from domain.gamenight.library import AliasTaken, Game, TitleTaken
from domain.lookup import Named


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
        return game_of(row)

    async def get(self, game_id: int, guild_id: int) -> Game:
        """That game of that guild. Raises NothingMatches."""
        found = await self._session.scalars(select(GameRow).where(GameRow.id == game_id, GameRow.guild_id == guild_id))
        row = found.one_or_none()
        if row is None:
            raise NothingMatches("game", f"#{game_id}")
        return game_of(row)

    async def called(self, guild_id: int, *, alias: str | None = None, title: str | None = None) -> Game | None:
        """The guild's game with this alias, or with this title, ignoring case."""
        here = GameRow.alias == alias if alias is not None else GameRow.title_folded == (title or "").casefold()
        found = await self._session.scalars(select(GameRow).where(GameRow.guild_id == guild_id, here))
        row = found.one_or_none()
        return game_of(row) if row else None

    async def of_guild(self, guild_id: int) -> list[Game]:
        """The guild's library, by title."""
        found = await self._session.scalars(
            select(GameRow).where(GameRow.guild_id == guild_id).order_by(GameRow.title_folded)
        )
        return [game_of(row) for row in found]

    async def names(self, guild_id: int) -> list[Named]:
        """How the guild's games are named, by title."""
        return [Named(game.id, game.title, alias=game.alias) for game in await self.of_guild(guild_id)]


def game_of(row: GameRow) -> Game:
    """The value of a row."""
    return Game(row.id, row.guild_id, row.title, row.alias, row.min_players, row.max_players, row.minutes)
