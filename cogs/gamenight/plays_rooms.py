"""Game night: /play room."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.rooms import room_told
from cogs.gamenight.naming import unless_none
from cogs.gamenight.plays import Code
from services.gamenight import rooms

SHOWN = "\n*Room code* on the board shows it to each who taps it; organisers see who did."
NO_CODE = "The game being played has no room code any more."


@groups.play.command(name="room", description="Set the room code of the game being played, or look at it")
@app_commands.describe(room_code="What people join with; none takes it away; leave it out to see the code")
async def room(interaction: discord.Interaction[Any], room_code: Code | None = None) -> None:
    """Names the room of what is being played; without a code, shows it."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            session = await inputs.session_live(store, interaction)
            actor = actor_of(interaction)
            if room_code is None:
                told = room_told(await rooms.show_code(store, actor, session))
            else:
                named = await rooms.name(store, actor, session, unless_none(room_code) or None)
                told = room_told(named) + SHOWN if named else NO_CODE
        await answer.private(told)
