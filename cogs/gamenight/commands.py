"""Game night: /game add and list, /queue add and list, /play next and skip."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.app import app_of
from cogs.edge.places import where
from cogs.edge.text import plain, plural
from domain.gamenight.library import Game
from domain.lookup import find
from services.campaigns import game_night
from services.gamenight import library, nominations, plays
from services.sessions.running import live_one

Count = app_commands.Range[int, 1, 100]


@groups.game.command(name="add", description="Add a game to the library")
@app_commands.describe(
    title="What it is called",
    alias="A short name to vote with, 2 to 12 letters or digits; made of the title if left out",
    min_players="The fewest players",
    max_players="The most players",
    minutes="How long one play takes",
)
async def add(
    interaction: discord.Interaction[Any],
    title: app_commands.Range[str, 1, 100],
    alias: app_commands.Range[str, 2, 12] | None = None,
    min_players: Count | None = None,
    max_players: Count | None = None,
    minutes: app_commands.Range[int, 1, 1440] | None = None,
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
            )
        await answer.private(
            f"{described(game)} is in the library. `/queue add` nominates it; `{game.alias}++` votes for it."
        )


def described(game: Game) -> str:
    """A game with what is known of it, in a line."""
    known = []
    if game.min_players or game.max_players:
        ends = [str(n) for n in dict.fromkeys((game.min_players, game.max_players)) if n]
        known.append(("up to " if not game.min_players else "") + "–".join(ends) + " players")
    if game.minutes:
        known.append(f"{game.minutes} min")
    return f"**{plain(game.title)}** (`{game.alias}`)" + (f": {', '.join(known)}" if known else "")


@groups.game.command(name="list", description="List the games of the library")
async def list_games(interaction: discord.Interaction[Any]) -> None:
    """Lists the guild's library privately."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            games = await store.games.of_guild(interaction.guild_id or 0)
        await answer.pages([described(game) for game in games] or ["The library is empty: `/game add` adds a game."])


@groups.queue.command(name="add", description="Nominate a game to be played next")
@inputs.which_game("Which game of the library")
async def nominate(interaction: discord.Interaction[Any], named: str) -> None:
    """Puts a game in the queue."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            guild_id = interaction.guild_id or 0
            game_id = find(named, await store.games.names(guild_id), kind="game")
            campaign = await nominations.queue_of(store, guild_id, where(interaction.channel)) or await game_night(
                store, guild_id
            )
            queue = await nominations.nominate(store, actor_of(interaction), campaign, game_id)
            place = next(n for n, one in enumerate(queue, 1) if one.game.id == game_id)
            title = queue[place - 1].game.title
        await answer.private(f"**{plain(title)}** is in the queue, at place {place} of {len(queue)}.")


@groups.queue.command(name="list", description="Show what is queued")
async def list_queue(interaction: discord.Interaction[Any]) -> None:
    """Lists the queue privately."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            campaign = await nominations.queue_of(store, interaction.guild_id or 0, where(interaction.channel))
            queue = await store.queue.of_campaign(campaign.id) if campaign else []
        lines = [
            f"{n}. {described(one.game)} · {plural(one.backers, 'vote')} · nominated by <@{one.nominated_by}>"
            for n, one in enumerate(queue, 1)
        ]
        await answer.pages(lines or ["The queue is empty: `/queue add` puts a game in it."])


@groups.play.command(name="next", description="Play the first game of the queue")
async def next_(interaction: discord.Interaction[Any]) -> None:
    """Starts the first game of the queue in the live session."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            session = await live_one(store, interaction.guild_id or 0, where(interaction.channel))
            play = await plays.play_next(store, actor_of(interaction), session)
        await answer.private(
            f"Now playing **{plain(play.game.title)}**. "
            f"In <#{session.live_channel_id}>, `thisgame++` and `thisgame--` vote."
        )


@groups.play.command(name="skip", description="Give up the game being played; its votes stay")
async def skip(interaction: discord.Interaction[Any]) -> None:
    """Skips what is being played in the live session."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            session = await live_one(store, interaction.guild_id or 0, where(interaction.channel))
            play = await plays.skip(store, actor_of(interaction), session)
        await answer.private(f"**{plain(play.game.title)}** is skipped. `/play next` starts the next one.")
