"""Game night: /play start, next, skip, done and players."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.text import plain, plural
from cogs.gamenight.described import for_how_many
from cogs.gamenight.naming import game_named
from domain.gamenight.library import MOST_PLAYERS, Filter, Game
from domain.gamenight.plays import Play
from domain.gamenight.rooms import GOES_ON, LONGEST_CODE
from domain.scheduling.session import Session
from services.gamenight import plays

Count = app_commands.Range[int, 1, MOST_PLAYERS]
Code = app_commands.Range[str, 1, LONGEST_CODE]


@groups.play.command(name="next", description="Play the first game of the queue")
async def next_(interaction: discord.Interaction[Any]) -> None:
    """Starts the first game of the queue in the live session."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            session = await inputs.session_live(store, interaction)
            play = await plays.play_next(store, actor_of(interaction), session)
        await answer.private(playing_now(session, play))


@groups.play.command(name="start", description="Play a game of the library now, whatever is queued")
@inputs.which_game("Which game of the library", enabled=True)
@app_commands.describe(room_code="What people join the game with; shown to each who taps for it", count="How many play")
async def start(
    interaction: discord.Interaction[Any], named: str, room_code: Code | None = None, count: Count | None = None
) -> None:
    """Starts a game in the live session."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            session = await inputs.session_live(store, interaction)
            game = await game_named(store, interaction, named)
            play = await plays.start(store, actor_of(interaction), session, game.id, room_code=room_code, count=count)
        await answer.private(playing_now(session, play))


def playing_now(session: Session, play: Play) -> str:
    """That it is being played, and what people can do."""
    where = f"In <#{session.live_channel_id}>, `thisgame++` and `thisgame--` vote."
    room = " *Room code* on the board shows it to each who taps it." if play.has_room else ""
    return f"Now playing **{plain(play.game.title)}**. {where}{room}{_unusual(play.game, play.player_count)}"


def _unusual(game: Game, count: int | None) -> str:
    """A hint where the library has the game for another number of players."""
    if count is None or Filter(players=count, enabled=game.enabled).takes(game):
        return ""
    return f"\n-# The library has it for {for_how_many(game)}; `/game edit` changes that."


@groups.play.command(name="skip", description="Give up the game being played; its votes stay")
async def skip(interaction: discord.Interaction[Any]) -> None:
    """Skips what is being played in the live session."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            session = await inputs.session_live(store, interaction)
            play = await plays.skip(store, actor_of(interaction), session)
        await answer.private(f"**{plain(play.game.title)}** is skipped. `/play next` starts the next one.")


@groups.play.command(name="done", description="End the game being played, without starting another")
async def done(interaction: discord.Interaction[Any]) -> None:
    """Ends what is being played in the live session."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            session = await inputs.session_live(store, interaction)
            play = await plays.done(store, actor_of(interaction), session)
        await answer.private(
            f"**{plain(play.game.title)}** was played. Votes for it still count until the next game starts."
        )


@groups.play.command(name="players", description="Say how many people are playing the current game")
@app_commands.describe(count="How many play")
async def players(interaction: discord.Interaction[Any], count: Count) -> None:
    """Notes how many play."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            session = await inputs.session_live(store, interaction)
            play = await plays.count_players(store, actor_of(interaction), session, count)
        watched = " The room is watched, and the next count there replaces this one." if play.room in GOES_ON else ""
        unusual = _unusual(play.game, count)
        await answer.private(f"**{plain(play.game.title)}**: {plural(count, 'player')}.{watched}{unusual}")
