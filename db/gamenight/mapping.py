"""Between a game's rows and its value."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.gamenight.rows import GameRow, GameTagRow, OwnerRow
from domain.gamenight.library import Game

PORTION = 5000  # ids in one statement; SQLite takes 32,766 values


async def with_tags_and_owners(session: AsyncSession, rows: Sequence[GameRow]) -> list[Game]:
    """The values of these rows, with their tags and owners: two queries for every few hundred games."""
    tags: dict[int, list[str]] = {}
    owners: dict[int, set[int]] = {}
    for ids in portions([row.id for row in rows]):
        tagged = select(GameTagRow.game_id, GameTagRow.name).where(GameTagRow.game_id.in_(ids))
        for game_id, name in await session.execute(tagged):
            tags.setdefault(game_id, []).append(name)
        owned = select(OwnerRow.game_id, OwnerRow.user_id).where(OwnerRow.game_id.in_(ids))
        for game_id, user_id in await session.execute(owned):
            owners.setdefault(game_id, set()).add(user_id)
    return [game_of(row, tags.get(row.id, ()), owners.get(row.id, ())) for row in rows]


def portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """The ids in portions that one statement takes."""
    return (ids[start : start + PORTION] for start in range(0, len(ids), PORTION))


def game_of(row: GameRow, tags: Iterable[str] = (), owners: Iterable[int] = ()) -> Game:
    """The value of a row."""
    return Game(
        row.id,
        row.guild_id,
        row.title,
        row.alias,
        row.min_players,
        row.max_players,
        row.minutes,
        row.weight,
        row.enabled,
        row.link,
        tuple(sorted(tags, key=str.casefold)),
        frozenset(owners),
    )


def columns_of(game: Game) -> dict[str, Any]:
    """What the row of a game holds, but for its id."""
    return {
        "guild_id": game.guild_id,
        "title": game.title,
        "title_folded": game.title.casefold(),
        "alias": game.alias,
        "min_players": game.min_players,
        "max_players": game.max_players,
        "minutes": game.minutes,
        "weight": game.weight,
        "enabled": game.enabled,
        "link": game.link,
    }
