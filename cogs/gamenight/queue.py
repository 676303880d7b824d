"""The queue: /queue add, list, remove and clear."""

from collections.abc import Sequence
from typing import Any

import discord

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.app import app_of
from cogs.edge.parts import Step
from cogs.edge.places import where
from cogs.edge.queue import EMPTY, queue_of, show_queue
from cogs.edge.text import plain, plural
from cogs.gamenight.naming import game_named
from domain.campaigns import Campaign
from domain.gamenight.nominations import Nomination
from services.campaigns import require_organiser
from services.gamenight import nominations


@groups.queue.command(name="add", description="Nominate a game to be played next")
@inputs.which_game("Which game of the library", enabled=True)
async def add(interaction: discord.Interaction[Any], named: str) -> None:
    """Puts a game in the queue."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            game = await game_named(store, interaction, named)
            campaign = await nominations.queue_for(store, game.guild_id, where(interaction.channel))
            queue = await nominations.nominate(store, actor_of(interaction), campaign, game.id)
        await answer.private(nominated(queue, game.id))


def nominated(queue: Sequence[Nomination], game_id: int) -> str:
    """That a game is in the queue now, and where."""
    place, one = next((n, one) for n, one in enumerate(queue, 1) if one.game.id == game_id)
    return f"**{plain(one.game.title)}** is in the queue, at place {place} of {len(queue)}."


@groups.queue.command(name="list", description="Show what is queued, and vote")
async def list_queue(interaction: discord.Interaction[Any]) -> None:
    """Lists the queue privately, with buttons to vote."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            campaign = await nominations.queue_of(store, interaction.guild_id or 0, where(interaction.channel))
            mine = await queue_of(store, campaign.id, interaction.user.id) if campaign else None
        if campaign is None or mine is None:
            await answer.private(EMPTY)
        else:
            await show_queue(answer, campaign.id, mine)


@groups.queue.command(name="remove", description="Take a game off the queue: your own nomination, or as an organiser")
@inputs.which_game("Which game")
async def remove(interaction: discord.Interaction[Any], named: str) -> None:
    """Takes a game off the queue."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            game = await game_named(store, interaction, named)
            campaign = await nominations.queue_for(store, game.guild_id, where(interaction.channel))
            await nominations.take_off(store, actor_of(interaction), campaign, game.id)
        await answer.private(f"**{plain(game.title)}** is off the queue. It stays in the library.")


@groups.queue.command(name="clear", description="Take everything off the queue")
async def clear(interaction: discord.Interaction[Any]) -> None:
    """Asks whether the queue shall be emptied."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            campaign = await nominations.queue_of(store, interaction.guild_id or 0, where(interaction.channel))
            queue = await store.queue.of_campaign(campaign.id) if campaign else []
            if campaign and queue:
                await require_organiser(store, actor_of(interaction), campaign)
        if campaign is None or not queue:
            await answer.private(EMPTY)
        else:
            asked = f"Take {plural(len(queue), 'game')} off the queue of **{plain(campaign.name)}**, votes and all?"
            await answer.private(asked, view=Clearing(campaign, queue))


class Clearing(Step):
    """The question whether a queue shall be emptied."""

    def __init__(self, campaign: Campaign, queue: Sequence[Nomination]) -> None:
        super().__init__()
        self.campaign = campaign
        self.seen = {one.id for one in queue}

    @discord.ui.button(label="Clear the queue", style=discord.ButtonStyle.danger)
    async def clear(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Takes off what the person was asked about; what was nominated since stays."""
        async with answering(interaction) as answer:
            async with deciding(interaction) as store:
                gone = await nominations.clear(store, actor_of(interaction), self.campaign, self.seen)
            await answer.replace(f"{plural(gone, 'game is', 'games are')} off the queue.")
            self.stop()

    @discord.ui.button(label="Keep it", style=discord.ButtonStyle.secondary)
    async def keep(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Does nothing."""
        async with answering(interaction) as answer:
            await answer.replace("The queue stays as it is.")
            self.stop()
