"""Which campaign or session is meant by the name that somebody typed, or by none."""

from typing import Any

import discord

from cogs.edge.actors import actor_of
from cogs.edge.places import where
from db.store import Store
from domain.campaigns import Campaign
from domain.scheduling.session import Session
from services import campaigns
from services.scheduling import looking
from services.sessions.running import live_one


async def campaign_chosen(store: Store, interaction: discord.Interaction[Any], text: str | None) -> Campaign:
    """The campaign that a new thing belongs to: the one typed, else the one that is meant in this channel.

    Raises NothingMatches, SeveralMatch, WhichCampaign, CampaignArchived.
    """
    return await campaigns.chosen(store, interaction.guild_id or 0, where(interaction.channel), text)


async def campaign_meant(store: Store, interaction: discord.Interaction[Any], text: str | None) -> Campaign | None:
    """The campaign that is asked about: the one typed, else the one that is meant in this channel; None of none.

    Raises NothingMatches, SeveralMatch, WhichCampaign.
    """
    if text is not None:
        return await campaigns.named(store, interaction.guild_id or 0, text)
    return await campaigns.meant(store, interaction.guild_id or 0, where(interaction.channel))


async def session_named(
    store: Store, interaction: discord.Interaction[Any], text: str, *, ahead: bool = False
) -> Session:
    """The session that the text names, among those this person may see here; `ahead`: rather one that is not over.

    Raises NothingMatches, SeveralMatch.
    """
    return await looking.named(store, actor_of(interaction), where(interaction.channel), text, ahead=ahead)


async def session_live(store: Store, interaction: discord.Interaction[Any]) -> Session:
    """The live session that a command without a name means, of those this person may see. Raises NothingLive,
    SeveralMatch.
    """
    actor, here = actor_of(interaction), where(interaction.channel)
    return await live_one(store, actor.guild_id, here, await looking.hidden(store, actor, here))
