"""Keeping the game library."""

from db.store import Store
from domain.actor import Actor
from domain.errors import NotAllowed, NotValid
from domain.gamenight.library import AliasTaken, Game, TitleTaken, alias_from, check_players, valid_alias
from domain.votes import THIS_GAME

RESERVED = frozenset({THIS_GAME})


async def add_game(
    store: Store,
    actor: Actor,
    title: str,
    *,
    alias: str | None = None,
    min_players: int | None = None,
    max_players: int | None = None,
    minutes: int | None = None,
) -> Game:
    """Adds a game to the guild's library; without an alias it gets one made of its title.

    Raises NotAllowed, NotValid, TitleTaken, AliasTaken.
    """
    if not actor.may_manage_events:
        raise NotAllowed("members with Manage Events")
    check_players(min_players, max_players)
    if minutes is not None and not 1 <= minutes <= 24 * 60:
        raise NotValid("A play lasts from 1 minute to 24 hours; give `minutes` as a number like 45.")
    title = title.strip()
    if not title:
        raise NotValid("A game needs a title.")
    if same := await store.games.called(actor.guild_id, title=title):
        raise TitleTaken(same.title)
    chosen = valid_alias(alias) if alias else await _free_alias(store, actor.guild_id, alias_from(title))
    if chosen in RESERVED:
        raise AliasTaken(chosen, "the game being played")
    if other := await store.games.called(actor.guild_id, alias=chosen):
        raise AliasTaken(chosen, other.title)
    return await store.games.add(Game(0, actor.guild_id, title, chosen, min_players, max_players, minutes))


async def _free_alias(store: Store, guild_id: int, wanted: str) -> str:
    """The alias, or the first free one with a number behind it."""
    alias, number = wanted, 1
    while alias in RESERVED or await store.games.called(guild_id, alias=alias):
        number += 1
        alias = f"{wanted[: 12 - len(str(number))]}{number}"
    return alias
