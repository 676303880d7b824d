"""Which roll call a command means."""

from typing import Any

import discord

from cogs.edge import inputs
from db.store import Store
from domain.errors import NotValid
from domain.lookup import find
from domain.rollcall.poll import RollCall


async def roll_call_named(store: Store, interaction: discord.Interaction[Any], text: str | None) -> RollCall:
    """The roll call that the text names; without one the newest open one, else the newest. Raises why there is none."""
    guild_id = interaction.guild_id or 0
    if text is None:
        newest = await store.roll_calls.newest(guild_id, open_only=True) or await store.roll_calls.newest(guild_id)
        if newest is None:
            raise NotValid("There is no roll call yet. `/rollcall open` asks when everybody can play.")
        return newest
    roll_call_id = find(text, await inputs.names_of_roll_calls(store, guild_id), kind="roll call")
    return await store.roll_calls.get(roll_call_id, guild_id)
