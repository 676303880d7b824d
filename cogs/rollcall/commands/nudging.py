"""Asking those who have not answered: /rollcall nudge."""

from typing import Any

import discord

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.text import people, plural
from cogs.rollcall.called import called
from cogs.rollcall.commands.naming import roll_call_named
from domain.cards import CardKind
from domain.rollcall.errors import RollCallAct
from services.rollcall import nudging


@groups.rollcall.command(name="nudge", description="Ping the players who have answered nothing yet")
@inputs.which_roll_call("Which roll call; needed where several are open")
async def nudge(interaction: discord.Interaction[Any], named: str | None = None) -> None:
    """Pings the silent under the card, and says who they are."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            roll_call = await roll_call_named(store, interaction, named, RollCallAct.NUDGE)
            who = await nudging.nudge(store, actor_of(interaction), roll_call.id)
            card = await store.cards.get(CardKind.ROLLCALL, roll_call.id)
        silent = f"{plural(len(who), 'player')} who said nothing yet"
        await answer.private(f"About {called(roll_call, card)}, I am asking {silent}: {people(who)}.")
