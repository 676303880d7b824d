"""Keeping the library: /game add, edit and own."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.text import plain
from cogs.gamenight.described import described
from cogs.gamenight.naming import WEIGHTS, Alias, Link, Tags, Title, game_named, game_tags, tags_said, unless_none
from domain.errors import NotValid
from domain.gamenight.details import Details
from domain.gamenight.library import LONGEST_PLAY, MOST_PLAYERS, Weight
from services.gamenight import library

Players = app_commands.Range[int, 1, MOST_PLAYERS]
Minutes = app_commands.Range[int, 1, LONGEST_PLAY]
PlayersOrNone = app_commands.Range[int, 0, MOST_PLAYERS]
MinutesOrNone = app_commands.Range[int, 0, LONGEST_PLAY]
ADD = {
    "title": "What it is called",
    "alias": "A short name to vote with, 2 to 12 letters or digits; made of the title if left out",
    "min_players": "The fewest players",
    "max_players": "The most players",
    "minutes": "How long one play takes",
    "weight": "Whether it is picked more or less often than others",
    "tags": "Words to find it by, like party, co-op",
    "link": "Where to read about it, or to play it",
}
EDIT = {
    **ADD,
    "alias": "A short name to vote with, 2 to 12 letters or digits",
    "min_players": "The fewest players; 0 for any number",
    "max_players": "The most players; 0 for any number",
    "minutes": "How long one play takes; 0 if that is not known",
    "tags": "Words to find it by, instead of those it has; none takes all away",
    "link": "Where to read about it, or to play it; none takes it away",
    "enabled": "False puts it away: it is no longer picked, listed or queued",
}


@groups.game.command(name="add", description="Add a game to the library")
@app_commands.describe(**ADD)
@app_commands.choices(weight=WEIGHTS)
@app_commands.autocomplete(tags=game_tags)
async def add(
    interaction: discord.Interaction[Any],
    title: Title,
    alias: Alias | None = None,
    min_players: Players | None = None,
    max_players: Players | None = None,
    minutes: Minutes | None = None,
    weight: app_commands.Choice[str] | None = None,
    tags: Tags | None = None,
    link: Link | None = None,
) -> None:
    """Adds a game to the guild's library."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            game = await library.add_game(
                store,
                actor_of(interaction),
                title,
                alias=alias,
                min_players=min_players,
                max_players=max_players,
                minutes=minutes,
                weight=_weight(weight),
                tags=tags_said(tags),
                link=unless_none(link),
            )
        await answer.private(f"Added {described(game)}\n-# `/queue add` nominates it; `{game.alias}++` votes for it.")


@groups.game.command(name="edit", description="Change a game of the library")
@inputs.which_game("Which game")
@app_commands.describe(**EDIT)
@app_commands.choices(weight=WEIGHTS)
@app_commands.autocomplete(tags=game_tags)
async def edit(
    interaction: discord.Interaction[Any],
    named: str,
    title: Title | None = None,
    alias: Alias | None = None,
    min_players: PlayersOrNone | None = None,
    max_players: PlayersOrNone | None = None,
    minutes: MinutesOrNone | None = None,
    enabled: bool | None = None,
    weight: app_commands.Choice[str] | None = None,
    tags: Tags | None = None,
    link: Link | None = None,
) -> None:
    """Changes what is given, and leaves the rest."""
    async with answering(interaction) as answer:
        details = Details(
            title,
            alias,
            min_players,
            max_players,
            minutes,
            _weight(weight),
            enabled,
            unless_none(link),
            tags_said(tags),
        )
        if details == Details():
            raise NotValid("Say what to change, for example with `minutes`. `/game show` shows what is known.")
        async with deciding(interaction) as store:
            game = await game_named(store, interaction, named)
            game = await library.edit_game(store, actor_of(interaction), game.id, details)
        away = "" if game.enabled else " It is put away: not picked, listed or queued."
        await answer.private(f"Saved: {described(game)}.{away}")


@groups.game.command(name="own", description="Say that you own a game; once more takes it back")
@inputs.which_game("Which game")
async def own(interaction: discord.Interaction[Any], named: str) -> None:
    """Notes that this person owns the game, or does not any more."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            game = await game_named(store, interaction, named)
            owns = await library.own_game(store, actor_of(interaction), game.id)
        said = "is yours now. The same command takes that back." if owns else "is not yours any more."
        await answer.private(f"**{plain(game.title)}** {said}")


def _weight(choice: app_commands.Choice[str] | None) -> Weight | None:
    return Weight(choice.value) if choice else None
