"""Game night: /play room."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.rooms import room_told
from cogs.edge.text import plain
from cogs.gamenight.naming import unless_none
from cogs.gamenight.plays import Code
from services.gamenight import rooms


@groups.play.command(name="room", description="Set the room code of the game being played, or look at it")
@app_commands.describe(room_code="By which people join; `none` takes it away; left out: shows it to you")
async def room(interaction: discord.Interaction[Any], room_code: Code | None = None) -> None:
    """Names the room of what is being played; without a code, shows it."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            session = await inputs.session_live(store, interaction)
            actor = actor_of(interaction)
            if room_code is None:
                told = room_told(await rooms.look(store, actor, session))
            else:
                code = unless_none(room_code) or None
                title = plain((await rooms.name(store, actor, session, code)).game.title)
                told = (
                    f"**{title}** has a room code. *Room code* on the board shows it to each who taps it, and whoever "
                    "runs this sees who did."
                    if code
                    else f"**{title}** has no room code any more."
                )
        await answer.private(told)
