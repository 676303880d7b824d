"""/votes export: every vote as a table."""

import asyncio
from io import BytesIO
from typing import Any

import discord

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering
from cogs.edge.app import app_of
from cogs.edge.text import plural
from domain.votes.exchange import write_csv
from services.votes import statistics


@groups.votes.command(name="export", description="Get the votes as a CSV file")
@inputs.which_session("Which session; all that you run, if you name none")
async def export(interaction: discord.Interaction[Any], named: str | None = None) -> None:
    """Gives every vote that counts or did before a later one, privately."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            session = await inputs.session_named(store, interaction, named) if named is not None else None
            votes = await statistics.export(store, actor_of(interaction), session)
        content = await asyncio.to_thread(write_csv, votes)
        standing = sum(one.stands for one in votes)
        said = f"{plural(len(votes), 'vote')}, of which {standing:,} stand."
        await answer.private(said, file=discord.File(BytesIO(content), "votes.csv"))
