"""Which session a command that looks back means."""

from typing import Any

import discord

from cogs.edge import inputs
from cogs.edge.actors import actor_of
from cogs.edge.places import where
from db.store import Store
from domain.scheduling.session import Session
from services.sessions.reading import meant


async def session_meant(store: Store, interaction: discord.Interaction[Any], named: str | None) -> Session:
    """The session that was named, else the live one here, else the last.

    Raises NothingMatches, SeveralMatch, NothingLive.
    """
    if named is not None:
        return await inputs.session_named(store, interaction, named)
    return await meant(store, actor_of(interaction), where(interaction.channel))
