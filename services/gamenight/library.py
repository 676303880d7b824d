"""Keeping the game library."""

from dataclasses import replace

from db.store import Store
from domain.actor import Actor
from domain.cards import CardKind
from domain.errors import NotAllowed
from domain.gamenight.aliases import Aliases, alias_from
from domain.gamenight.details import Details
from domain.gamenight.library import MOST_GAMES, THE_ONE_PLAYED, AliasTaken, Game, LibraryFull, TitleTaken, Weight
from domain.scheduling.session import LIVE, Session
from domain.votes import THIS_GAME
from services.outside import telling

RESERVED = frozenset({THIS_GAME})
MOST_LIVE = 1000


async def add_game(
    store: Store,
    actor: Actor,
    title: str,
    *,
    alias: str | None = None,
    min_players: int | None = None,
    max_players: int | None = None,
    minutes: int | None = None,
    weight: Weight | None = None,
    tags: tuple[str, ...] | None = None,
    link: str | None = None,
) -> Game:
    """Adds a game to the guild's library; without an alias it gets one made of its title.

    Raises NotAllowed, NotValid, TitleTaken, AliasTaken, LibraryFull.
    """
    await require_keeper(store, actor)
    details = Details(title, alias or None, min_players, max_players, minutes, weight, None, link, tags)
    game = details.of(Game(0, actor.guild_id, "", ""))
    if same := await store.games.called(actor.guild_id, title=game.title):
        raise TitleTaken(same.title)
    taken = await store.games.aliases(actor.guild_id)
    if len(taken) >= MOST_GAMES:
        raise LibraryFull(MOST_GAMES)
    if game.alias:
        await _require_free(store, game)
    else:
        game = replace(game, alias=Aliases(taken | RESERVED).take(alias_from(game.title)))
    added = await store.games.add(game)
    await telling.game_added(store, added)
    return added


async def edit_game(store: Store, actor: Actor, game_id: int, details: Details) -> Game:
    """Changes what is said of a game, and leaves the rest.

    Raises NotAllowed, NothingMatches, NotValid, TitleTaken, AliasTaken.
    """
    await require_keeper(store, actor)
    before = await store.games.get(game_id, actor.guild_id, lock=True)
    game = details.of(before)
    if game == before:
        return before
    same = await store.games.called(actor.guild_id, title=game.title)
    if same and same.id != game.id:
        raise TitleTaken(same.title)
    if game.alias != before.alias:
        await _require_free(store, game)
    await store.games.save(game)
    if (game.title, game.enabled) != (before.title, before.enabled):
        await redraw_boards(store, actor.guild_id)
    return game


async def remove_game(store: Store, actor: Actor, game_id: int) -> Game | None:
    """Takes a game out of the library and off every queue.

    One that was played is put away instead, so that its plays and votes stay: it is given as it is now.
    Raises NotAllowed, NothingMatches.
    """
    await require_keeper(store, actor)
    for session in await _live(store, actor.guild_id):
        await store.sessions.get(session.id, actor.guild_id, lock=True)  # so that nobody starts the game meanwhile
    game = await store.games.get(game_id, actor.guild_id, lock=True)
    await store.games.unqueue(game.id)
    await redraw_boards(store, actor.guild_id)
    if not await store.games.plays(game.id):
        await store.games.remove(game.id)
        return None
    put_away = replace(game, enabled=False)
    await store.games.save(put_away)
    return put_away


async def own_game(store: Store, actor: Actor, game_id: int) -> bool:
    """Everybody says for themselves that they own a game, and takes that back; gives which. Raises NothingMatches."""
    game = await store.games.get(game_id, actor.guild_id, lock=True)
    return await store.games.own(game.id, actor.user_id)


async def require_keeper(store: Store, actor: Actor) -> None:
    """Raises NotAllowed of who may not keep the library; others who keep it wait until this transaction ends."""
    require_keeping(actor)
    await store.settings.lock(actor.guild_id)


def require_keeping(actor: Actor) -> None:
    """Raises NotAllowed of who may not keep the library."""
    if not actor.may_manage_events:
        raise NotAllowed("members with Manage Events")


async def redraw_boards(store: Store, guild_id: int) -> None:
    """Has the guild's live boards redrawn, on which games stand."""
    for session in await _live(store, guild_id):
        await store.cards.want(CardKind.BOARD, session.id)


async def _live(store: Store, guild_id: int) -> list[Session]:
    """The guild's live sessions, in the order of their ids."""
    found = await store.listing.find(guild_id, LIVE, store.now, limit=MOST_LIVE)
    return sorted(found, key=lambda one: one.id)


async def _require_free(store: Store, game: Game) -> None:
    """Raises AliasTaken where the game's alias means something else."""
    if game.alias in RESERVED:
        raise AliasTaken(game.alias, THE_ONE_PLAYED)
    other = await store.games.called(game.guild_id, alias=game.alias)
    if other and other.id != game.id:
        raise AliasTaken(game.alias, other.title)
