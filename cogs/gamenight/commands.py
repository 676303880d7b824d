"""Game night: /queue add and list, /play next and skip."""

from typing import Any

import discord

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.app import app_of
from cogs.edge.places import where
from cogs.edge.text import plain, plural
from cogs.gamenight.described import described
from domain.lookup import find
from services.campaigns import game_night
from services.gamenight import nominations, plays


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
            session = await inputs.session_live(store, interaction)
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
            session = await inputs.session_live(store, interaction)
            play = await plays.skip(store, actor_of(interaction), session)
        await answer.private(f"**{plain(play.game.title)}** is skipped. `/play next` starts the next one.")
