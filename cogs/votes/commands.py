"""/votes tally, leaderboard and mine: how games stand, over a session or all of them."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, answering
from cogs.edge.app import app_of
from cogs.edge.parts import browse
from cogs.edge.places import where
from cogs.edge.text import at, plain, plural
from cogs.edge.wording import name, tally_line
from cogs.votes.described import GAMES, PEOPLE, game_line, mark, voter_line
from cogs.votes.picture import picture_of
from db.store import Store
from domain.lookup import find
from domain.scheduling.session import Session
from domain.sessions.live import NothingLive
from domain.votes.statistics import PlayOf
from services import votes
from services.scheduling import looking
from services.votes import statistics

NO_VOTES = "Nobody has voted yet. Write `thisgame++` in the channel of a live session to vote."
NONE_OF_YOURS = "You have no votes yet. Write `thisgame++` or `thisgame--` while a game is being played."
ONE_UNNAMED = (
    "One person keeps theirs to themselves. What everybody else voted would give it away, so only your own are listed."
)
NONE_LISTED = "None of the votes is yours."
RANKED = [app_commands.Choice(name="Games", value=GAMES), app_commands.Choice(name="People", value=PEOPLE)]


@groups.votes.command(name="tally", description="Show how the games of a session stand, or one game over all sessions")
@app_commands.rename(named="session")
@app_commands.describe(
    named="Which session; the live one, or else the last one, if you name none",
    game="Only this game; over all sessions, if you name none",
)
@app_commands.autocomplete(named=inputs.sessions, game=inputs.games)
async def tally(interaction: discord.Interaction[Any], named: str | None = None, game: str | None = None) -> None:
    """Lists plays with their standing votes, privately."""
    async with answering(interaction) as answer:
        if game is not None:
            await browse(answer, *await _of_game(interaction, game, named))
            return
        async with app_of(interaction).database.read() as store:
            session = await _session_meant(store, interaction, named)
            plays = await votes.tally(store, session)
        lines = [tally_line(play, standing) for play, standing in plays]
        await answer.pages([f"**{name(session)}**", *(lines or ["No game has been played yet."])])


async def _session_meant(store: Store, interaction: discord.Interaction[Any], named: str | None) -> Session:
    """The session named, else the live one, else the last one. Raises NothingLive."""
    if named is not None:
        return await inputs.session_named(store, interaction, named)
    try:
        return await inputs.session_live(store, interaction)
    except NothingLive:
        unseen = await looking.hidden(store, actor_of(interaction), where(interaction.channel))
        last = await store.sessions.last_over(interaction.guild_id or 0, unseen)
        if last is None:
            raise
        return last


async def _of_game(interaction: discord.Interaction[Any], game: str, named: str | None) -> tuple[list[str], list[str]]:
    """The plays of a game with their votes, the latest first, and what stands above them on each page."""
    async with app_of(interaction).database.read() as store:
        game_id = find(game, await store.games.names(interaction.guild_id or 0), kind="game")
        title = (await store.games.get(game_id, interaction.guild_id or 0)).title
        session = await inputs.session_named(store, interaction, named) if named is not None else None
        counted = await statistics.known_to(store, actor_of(interaction), where(interaction.channel), session=session)
    score = next((one for one in counted.games if one.game_id == game_id), None)
    if score is None:
        return [f"{plain(title)} was not played {'in that session' if session else 'yet'}."], [""]
    on_play = counted.tallies
    lines = [
        f"{_session_of(one)}, {at(one.started_at, 'd')}: {on_play[one.play_id]}{' (skipped)' if one.skipped else ''}"
        for one in reversed(counted.plays)
        if one.game_id == game_id
    ]
    return lines, [f"**{game_line(score)}**"] * len(lines)


def _session_of(play: PlayOf) -> str:
    return f"Session {play.session_number} (“{plain(play.session_title)}”)"


@groups.votes.command(
    name="leaderboard", description="Rank games by how they were liked, or people by how often they vote"
)
@app_commands.rename(named="session")
@app_commands.describe(named="Which session; of all time, if you name none", by="Games unless you say otherwise")
@app_commands.choices(by=RANKED)
@app_commands.autocomplete(named=inputs.sessions)
async def leaderboard(
    interaction: discord.Interaction[Any], named: str | None = None, by: app_commands.Choice[str] | None = None
) -> None:
    """Ranks games, or the people who vote, privately."""
    async with answering(interaction) as answer:
        actor, here = actor_of(interaction), where(interaction.channel)
        async with app_of(interaction).database.read() as store:
            session = await inputs.session_named(store, interaction, named) if named is not None else None
            counted = await statistics.known_to(store, actor, here, session=session)
            voters, unnamed = await statistics.named_voters(store, actor, counted)
        title = name(session) if session else "Of all time"
        if by is not None and by.value == PEOPLE:
            nobody = NONE_LISTED if unnamed else NO_VOTES
            await _show(answer, f"🏆 **{title}**{_unnamed(unnamed)}", [voter_line(one) for one in voters], empty=nobody)
        else:
            games = [one for one in counted.games if one.total]
            picture = await picture_of(session.title if session else title, games)
            await _show(answer, f"🏆 **{title}**", [game_line(one) for one in games], picture)


def _unnamed(count: int) -> str:
    if count == 1:
        return f"\n-# {ONE_UNNAMED}"
    return f"\n-# {count} more people keep theirs to themselves." if count else ""


async def _show(
    answer: Answer, head: str, ranked: list[str], picture: discord.File | None = None, *, empty: str = NO_VOTES
) -> None:
    lines = [f"{place}. {one}" for place, one in enumerate(ranked, 1)]
    await browse(answer, lines or [empty], [head] * max(len(lines), 1), picture)


@groups.votes.command(name="mine", description="See which of your votes stand")
async def mine(interaction: discord.Interaction[Any]) -> None:
    """Lists the person's own standing votes, the latest first, privately."""
    async with answering(interaction) as answer:
        actor = actor_of(interaction)
        async with app_of(interaction).database.read() as store:
            counted = await statistics.known_to(store, actor, where(interaction.channel))
        own = counted.of(actor.user_id)
        lines = [f"{mark(vote.value)} **{plain(play.title)}** · {_session_of(play)}" for play, vote in own]
        head = f"You have {plural(len(own), 'vote')}: on each play, the latest that you wrote counts."
        await browse(answer, lines or [NONE_OF_YOURS], [head if own else ""] * max(len(lines), 1))
