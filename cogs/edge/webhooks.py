"""Telling a guild that its webhook fails."""

import discord

from cogs.edge.telling import tell_organiser
from cogs.edge.text import at
from db.store import Database
from domain.outside.addresses import host_of
from domain.outside.outbox import Backlog, Trouble

PROBLEMS = {
    Trouble.UNREACHED: "it did not answer in time, could not be reached, or has no valid certificate",
    Trouble.INSIDE: "its name leads into a private network, or to the machine I run on",
}


async def tell_failing(client: discord.Client, database: Database, guild_id: int) -> None:
    """Tells who set the webhook, once, that it fails and that an event was given up; else the guild's owner."""
    async with database.read() as store:
        webhook = await store.webhooks.of_guild(guild_id)
        backlog = await store.outbox.backlog(guild_id)
    if webhook is None:
        return
    guild = client.get_guild(guild_id)
    since = f" since {at(webhook.failing_since)}" if webhook.failing_since else ""
    await tell_organiser(
        client,
        database,
        guild_id,
        webhook.set_by or (guild.owner_id if guild else None) or 0,
        f"The webhook of this server at {host_of(webhook.url)[0]} fails{since}: {problem(backlog)}. An event was given "
        "up; I go on trying with the others. `/settings webhook` shows how it stands, tries it, or removes it.",
    )


def problem(backlog: Backlog) -> str:
    """What went wrong last, in words."""
    if backlog.problem in set(Trouble):
        return PROBLEMS[Trouble(backlog.problem)]
    return f"it answered with status {backlog.problem}"
