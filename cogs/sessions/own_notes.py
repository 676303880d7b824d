"""The option `notes` of /session start and end: what an organiser wants to remember of a session."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge.actors import actor_of
from db.store import Store
from domain.scheduling.session import Session
from services.sessions import recaps

Notes = app_commands.Range[str, 1, 1000]


async def note(store: Store, interaction: discord.Interaction[Any], session: Session, text: str | None) -> None:
    """Adds it to the organiser's own notes, where something was said."""
    if text is not None:
        await recaps.note(store, actor_of(interaction), session, text)
