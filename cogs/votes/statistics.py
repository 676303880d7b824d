"""/stats games and /stats me: which games stand out, and one's own plays and votes."""

from typing import Any

import discord

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering
from cogs.edge.app import app_of
from cogs.edge.parts import browse
from cogs.edge.places import where
from cogs.edge.text import plain, plural
from cogs.votes.described import agreement, game_line
from domain.votes.statistics import GameScore, controversial, hidden_gems
from services.votes import statistics
from services.votes.statistics import Mine

SHOWN = 5
NOTHING_PLAYED = "No game has been played yet. `/play next` starts the first of the queue."


@groups.stats.command(name="games", description="See which games are played most, liked best, or divide opinion")
@inputs.with_campaign("Which campaign; the whole server if you name none", archived=True)
async def stats_games(interaction: discord.Interaction[Any], campaign: str | None = None) -> None:
    """Lists games that stand out, privately."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            chosen = await inputs.campaign_meant(store, interaction, campaign) if campaign is not None else None
            counted = await statistics.known_to(
                store, actor_of(interaction), where(interaction.channel), campaign=chosen
            )
        games = counted.games
        most = sorted(games, key=lambda one: (-one.times, one.title.casefold()))
        parts = [
            _part("🎲 **Played most**", [one for one in most if one.times]),
            _part("🏆 **Liked best**", [one for one in games if one.net > 0]),
            _part("⚖️ **Controversial**: many votes, about as many for as against", controversial(games)),
            _part("💎 **Hidden gems**: rarely played, but liked a lot", hidden_gems(games)),
        ]
        head = (
            f"**{plain(chosen.name) if chosen else 'All games'}**: {plural(sum(one.times for one in games), 'play')}\n"
        )
        found = [one for one in parts if one]
        await browse(answer, found or [NOTHING_PLAYED], [head if found else ""] * max(len(found), 1))


def _part(head: str, games: list[GameScore]) -> str:
    """One list; empty where it would be. What follows a list needs a line between, else it reads as part of it."""
    return "\n".join((head, *(f"- {game_line(one)}" for one in games[:SHOWN]))) + "\n" if games else ""


@groups.stats.command(name="me", description="See what you played, and how you vote")
async def stats_me(interaction: discord.Interaction[Any]) -> None:
    """Shows the person's own numbers, privately."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            mine = await statistics.mine(store, actor_of(interaction), where(interaction.channel))
        await browse(answer, _lines(mine))


def _lines(mine: Mine) -> list[str]:
    played = [one for one in mine.games if one.times]
    plays = f"{plural(sum(one.times for one in played), 'play')} of {plural(len(played), 'game')}"
    lines = [
        f"🗓️ You were with us on {plural(mine.evenings, 'evening')}: {plays}."
        if mine.evenings
        else "🗓️ No evening of yours is over yet: each counts once its session has ended."
    ]
    most = max(played, key=lambda one: one.times, default=None)
    if most and most.times > 1:  # once each is no favourite
        lines.append(f"🎲 Played most: **{plain(most.title)}**, {plural(most.times, 'time')}")
    if mine.score is None:
        return [*lines, "🗳️ You have not voted yet: `thisgame++` or `thisgame--` while a game is played."]
    lines.append(f"🗳️ Your votes: {mine.score.votes}{agreement(mine.score)}")
    likes = list(dict.fromkeys(plain(play.title) for play, vote in mine.votes if vote.value == 1))[:SHOWN]
    if likes:
        lines.append(f"👍 Lately you liked {', '.join(likes)}.")
    return [*lines, "-# `/votes mine` lists your votes."]
