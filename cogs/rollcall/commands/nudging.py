"""Asking those who have not answered: /rollcall nudge."""

from typing import Any

import discord

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.text import people, plural
from cogs.rollcall.commands.naming import roll_call_named
from services.rollcall import nudging


@groups.rollcall.command(name="nudge", description="Ping the players who have answered nothing yet")
@inputs.which_roll_call("Which roll call; the newest open one if you name none")
async def nudge(interaction: discord.Interaction[Any], named: str | None = None) -> None:
    """Pings the silent under the card, and says who they are."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            roll_call = await roll_call_named(store, interaction, named)
            who = await nudging.nudge(store, actor_of(interaction), roll_call.id)
        await answer.private(f"I am asking {plural(len(who), 'player')} who said nothing yet: {people(who)}.")
