"""Which roll call a command means."""

from typing import Any

import discord

from cogs.edge import inputs
from cogs.edge.app import app_of
from cogs.edge.wording import title_of
from db.store import Store
from domain.errors import NotValid
from domain.lookup import find
from domain.rollcall.errors import RollCallAct, WhichRollCall
from domain.rollcall.meant import could_be_meant
from domain.rollcall.poll import RollCall

NONE_YET = "There is no roll call yet. `/rollcall open` asks when everybody can play."


async def roll_call_named(
    store: Store, interaction: discord.Interaction[Any], text: str | None, act: RollCallAct
) -> RollCall:
    """The roll call that the text names; without one the only one that the act could mean.

    Raises WhichRollCall where there are several, and why there is none.
    """
    if text is not None:
        return await _found(store, interaction, text)
    now = app_of(interaction).clock()
    meant = could_be_meant(await store.roll_calls.could_be_meant(interaction.guild_id or 0, now), act, now)
    if not meant:
        raise NotValid(NONE_YET)
    if len(meant) > 1:
        raise WhichRollCall(tuple(f"{one.id}: {title_of(one.title)} ({one.status})" for one in meant))
    return meant[0]


async def roll_call_shown(store: Store, interaction: discord.Interaction[Any], text: str | None) -> RollCall:
    """The roll call that the text names; without one the newest open one, else the newest. Raises why there is none."""
    if text is not None:
        return await _found(store, interaction, text)
    guild_id = interaction.guild_id or 0
    newest = await store.roll_calls.newest(guild_id, open_only=True) or await store.roll_calls.newest(guild_id)
    if newest is None:
        raise NotValid(NONE_YET)
    return newest


async def _found(store: Store, interaction: discord.Interaction[Any], text: str) -> RollCall:
    guild_id = interaction.guild_id or 0
    roll_call_id = find(text, await inputs.names_of_roll_calls(store, guild_id), kind="roll call")
    return await store.roll_calls.get(roll_call_id, guild_id)
