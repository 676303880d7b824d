"""Looking at the library: /game list and show."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering
from cogs.edge.app import app_of
from cogs.edge.parts import browse
from cogs.edge.places import where
from cogs.gamenight.described import described, in_full
from cogs.gamenight.naming import Tags, game_named, game_tags, tags_said
from domain.gamenight.library import LONGEST_PLAY, MOST_PLAYERS, Filter
from services.gamenight.records import record_of

EMPTY = "The library is empty: `/game add` adds a game, `/game import` many."
NONE_FIT = "No game fits that. `/game list` without options lists all games, `enabled: False` those that are put away."


@groups.game.command(name="list", description="List the games of the library")
@app_commands.describe(
    tags="Only games with these tags, like party, co-op",
    players="Only games for this many players",
    minutes="Only games that take no longer than this",
    owned="Only games that you own",
    enabled="False lists the games that are put away",
)
@app_commands.autocomplete(tags=game_tags)
async def list_games(
    interaction: discord.Interaction[Any],
    tags: Tags | None = None,
    players: app_commands.Range[int, 1, MOST_PLAYERS] | None = None,
    minutes: app_commands.Range[int, 1, LONGEST_PLAY] | None = None,
    owned: bool = False,
    enabled: bool = True,
) -> None:
    """Lists the guild's library privately, a page at a time."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            games = await store.games.of_guild(interaction.guild_id or 0)
        owners = frozenset({interaction.user.id}) if owned else None
        wanted = Filter(tags_said(tags) or (), players, minutes, owners, enabled)
        fitting = [described(game) for game in games if wanted.takes(game)]
        await browse(answer, fitting or [NONE_FIT if games else EMPTY])


@groups.game.command(name="show", description="Show everything that is known of a game")
@inputs.which_game("Which game")
async def show(interaction: discord.Interaction[Any], named: str) -> None:
    """Shows a game privately, with what became of it."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            game = await game_named(store, interaction, named)
            record = await record_of(store, actor_of(interaction), where(interaction.channel), game)
        await answer.private(in_full(game, record))
