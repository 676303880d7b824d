"""Times that people type: understood in their zone, and what daylight saving did to them."""

import asyncio
from contextlib import suppress
from typing import Any
from zoneinfo import ZoneInfo

import discord

from cogs.edge.app import app_of
from cogs.edge.inputs.meant import campaign_meant
from domain.campaigns import WhichCampaign
from domain.scheduling.several import Several, read_several
from domain.scheduling.wall import Shift
from domain.scheduling.when import Understood, read_when
from services.settings import zone_of


async def time_given(interaction: discord.Interaction[Any], text: str, campaign: str | None = None) -> Understood:
    """The instant that this person means, read in their zone, else the campaign's, else the guild's.

    `campaign` is what they typed for it. Raises why it cannot be read.
    """
    zone = await _zone(interaction, campaign)
    # The fallback parser takes milliseconds, and more on hostile text: off the loop.
    return await asyncio.to_thread(read_when, text, now=app_of(interaction).clock(), zone=zone)


async def times_given(
    interaction: discord.Interaction[Any], text: str, most: int, campaign: str | None = None
) -> Several:
    """The 1 to `most` times that this person means, read as `time_given` does. Raises why they cannot be read."""
    zone = await _zone(interaction, campaign)
    return await asyncio.to_thread(read_several, text, now=app_of(interaction).clock(), zone=zone, most=most)


async def _zone(interaction: discord.Interaction[Any], campaign: str | None) -> ZoneInfo:
    assert interaction.guild_id is not None  # noqa: S101 - every command is for guilds only
    meant = None
    async with app_of(interaction).database.read() as store:
        with suppress(WhichCampaign):  # whoever needs the campaign itself asks for it
            meant = await campaign_meant(store, interaction, campaign)
        return await zone_of(store, interaction.user.id, interaction.guild_id, meant)


def shift_note(understood: Understood) -> str:
    """What daylight saving did to the time as written, as a line of its own; empty where it did nothing."""
    shown = f"{understood.wall:%H:%M}"
    if understood.shift is Shift.SKIPPED:
        return f"\nClocks skip that time in {understood.zone.key} that day; {shown} is used instead."
    if understood.shift is Shift.DOUBLED:
        return f"\nClocks show {shown} twice in {understood.zone.key} that day; the first is used."
    return ""
