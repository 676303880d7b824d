"""The game libraries of all guilds."""

from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy import Select, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from db import dialect
from db.gamenight.mapping import columns_of, game_of, portions, with_tags_and_owners
from db.gamenight.rows import GameRow, GameTagRow, NominationRow, OwnerRow, PlayRow
from domain.errors import NothingMatches
from domain.gamenight.library import AliasTaken, Game, TitleTaken
from domain.gamenight.plays import PlayStatus
from domain.lookup import Named


class Games:
    """The game libraries of all guilds."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, game: Game) -> Game:
        """Keeps a new game, and gives it its id. Raises TitleTaken and AliasTaken."""
        row = GameRow(**columns_of(game))
        async with self._unique(game):
            self._session.add(row)
        await self._tag([(row.id, game.tags)])
        return game_of(row, game.tags)

    async def get(self, game_id: int, guild_id: int, *, lock: bool = False) -> Game:
        """That game of that guild. Raises NothingMatches."""
        wanted = select(GameRow).where(GameRow.id == game_id, GameRow.guild_id == guild_id)
        # Without key_share it would wait for everybody who nominates or plays the game.
        found = await self._games(wanted.with_for_update(key_share=True) if lock else wanted)
        if not found:
            raise NothingMatches("game", f"#{game_id}")
        return found[0]

    async def called(self, guild_id: int, *, alias: str | None = None, title: str | None = None) -> Game | None:
        """The guild's game with this alias, or with this title, ignoring case."""
        here = GameRow.alias == alias if alias is not None else GameRow.title_folded == (title or "").casefold()
        found = await self._games(select(GameRow).where(GameRow.guild_id == guild_id, here))
        return found[0] if found else None

    async def of_guild(self, guild_id: int) -> list[Game]:
        """The guild's library, by title, with those that are put away."""
        return await self._games(
            select(GameRow).where(GameRow.guild_id == guild_id).order_by(GameRow.title_folded, GameRow.id)
        )

    async def names(self, guild_id: int) -> list[Named]:
        """How the guild's games are named, by title; those that are put away come last, and are `over`."""
        found = await self._session.execute(
            select(GameRow.id, GameRow.title, GameRow.alias, GameRow.enabled)
            .where(GameRow.guild_id == guild_id)
            .order_by(GameRow.enabled.desc(), GameRow.title_folded)
        )
        return [Named(id_, title, alias=alias, over=not enabled) for id_, title, alias, enabled in found]

    async def aliases(self, guild_id: int) -> set[str]:
        """The aliases of the guild's games."""
        return set(await self._session.scalars(select(GameRow.alias).where(GameRow.guild_id == guild_id)))

    async def tags(self, guild_id: int) -> list[str]:
        """The tags of the guild's games, each once, in alphabetical order."""
        found = await self._session.scalars(
            select(func.min(GameTagRow.name))
            .join(GameRow, GameRow.id == GameTagRow.game_id)
            .where(GameRow.guild_id == guild_id)
            .group_by(GameTagRow.folded)
            .order_by(GameTagRow.folded)
        )
        return list(found)

    async def save(self, game: Game) -> None:
        """Keeps what is said of a game now; its owners stay. Raises TitleTaken and AliasTaken."""
        async with self._unique(game):
            await self._session.execute(update(GameRow).where(GameRow.id == game.id).values(**columns_of(game)))
        await self._tag([(game.id, game.tags)])

    async def save_all(self, added: Sequence[Game], changed: Sequence[Game]) -> None:
        """Keeps many new games, and what is said of many others now; titles and aliases have to be free among all."""
        if changed:
            # Two that swap their aliases would have the same one for a moment: no alias has a tilde.
            await self._session.execute(update(GameRow), [{"id": one.id, "alias": f"~{one.id}"} for one in changed])
            await self._session.execute(update(GameRow), [{"id": one.id, **columns_of(one)} for one in changed])
        ids: list[int] = []
        if added:
            new = insert(GameRow).returning(GameRow.id, sort_by_parameter_order=True)
            ids = list(await self._session.scalars(new, [columns_of(one) for one in added]))
        await self._tag(
            [(one.id, one.tags) for one in changed] + [(id_, one.tags) for id_, one in zip(ids, added, strict=True)]
        )

    async def remove(self, game_id: int) -> None:
        """Deletes a game that was never played."""
        await self._session.execute(delete(GameRow).where(GameRow.id == game_id))

    async def unqueue(self, game_id: int) -> None:
        """Takes a game off every queue."""
        await self._session.execute(delete(NominationRow).where(NominationRow.game_id == game_id))

    async def own(self, game_id: int, user_id: int) -> bool:
        """Notes that a person owns the game, or does not any more; gives which."""
        gone = await self._session.execute(
            delete(OwnerRow).where(OwnerRow.game_id == game_id, OwnerRow.user_id == user_id).returning(OwnerRow.user_id)
        )
        if gone.one_or_none() is not None:
            return False
        new = dialect.insert(self._session, OwnerRow).values(game_id=game_id, user_id=user_id)
        await self._session.execute(new.on_conflict_do_nothing())
        return True

    async def plays(self, game_id: int, without: Collection[int] = ()) -> list[tuple[int, PlayStatus, datetime]]:
        """The id, status and start of every play of a game, the latest last, but for those of sessions `without`."""
        found = await self._session.execute(
            select(PlayRow.id, PlayRow.status, PlayRow.started_at)
            .where(PlayRow.game_id == game_id, PlayRow.session_id.not_in(without))
            .order_by(PlayRow.started_at, PlayRow.id)
        )
        return [(id_, status, started_at) for id_, status, started_at in found]

    async def _games(self, wanted: Select[GameRow]) -> list[Game]:
        """The games of these rows, with their tags and owners."""
        rows = (await self._session.scalars(wanted.execution_options(populate_existing=True))).all()
        return await with_tags_and_owners(self._session, rows)

    async def _tag(self, tagged: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Gives the games these tags, instead of those they have."""
        tags = dict(tagged)
        for ids in portions(list(tags)):
            await self._session.execute(delete(GameTagRow).where(GameTagRow.game_id.in_(ids)))
        rows = [
            {"game_id": id_, "folded": tag.casefold(), "name": tag} for id_, of_game in tags.items() for tag in of_game
        ]
        if rows:
            await self._session.execute(insert(GameTagRow), rows)

    @asynccontextmanager
    async def _unique(self, game: Game) -> AsyncIterator[None]:
        """Writes the game in here. Raises TitleTaken and AliasTaken."""
        try:
            async with self._session.begin_nested():
                yield
        except IntegrityError:
            same = await self.called(game.guild_id, title=game.title)
            if same and same.id != game.id:
                raise TitleTaken(same.title) from None
            other = await self.called(game.guild_id, alias=game.alias)
            if other and other.id != game.id:
                raise AliasTaken(game.alias, other.title) from None
            raise
