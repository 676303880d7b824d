"""Saying that sessions cannot be mirrored: once in a server, and again only after it had worked."""

from typing import Any

import discord

from cogs.edge.telling import tell_organiser
from db.store import Database, Store
from domain.scheduling.session import Session

FORBIDDEN = 403
TOO_MANY_EVENTS = 30038
WITHOUT = "Everything else works without it."
MAY_NOT = (
    "Sessions do not show among this server's events: I may not make any. Allow me *Create Events* if you want them "
    f"there. {WITHOUT}"
)
FULL = (
    "A session does not show among this server's events: there are 100, and Discord takes no more. Delete some that "
    f"are not needed if you want it there. {WITHOUT}"
)


def lacks(error: discord.HTTPException) -> bool:
    """Whether people can do something about the refusal."""
    return error.status == FORBIDDEN or error.code == TOO_MANY_EVENTS


async def lacking_note(store: Store, interaction: discord.Interaction[Any], session: Session) -> str:
    """A line for whoever schedules where the bot visibly may not make events; empty where it was said before."""
    if session.private or interaction.app_permissions.create_events:
        return ""
    if not await store.settings.mirror_lacks(session.guild_id, store.now):
        return ""
    return f"\n{MAY_NOT}"


async def tell_lacking(
    client: discord.Client, database: Database, guild_id: int, user_id: int, error: discord.HTTPException
) -> None:
    """Tells the organiser."""
    await tell_organiser(client, database, guild_id, user_id, FULL if error.code == TOO_MANY_EVENTS else MAY_NOT)
