"""/recall: what the record says."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering
from cogs.edge.app import app_of
from cogs.edge.parts import browse
from cogs.edge.places import where
from cogs.edge.text import at, plain
from domain.sessions.recall import MOST_READ, Found, Place, excerpt
from services.sessions import recalling

SHOWN = 250  # characters of a text
PLACES = {Place.EVENT: "log", Place.RECAP: "recap", Place.ORGANISER: "organiser's notes", Place.MINE: "your notes"}
NOTHING = (
    "Nothing in the record that you may read holds that. The record is what was logged, noted and recapped; chat is "
    "not kept."
)


@app_commands.command(name="recall", description="Search what happened: recaps, logs and your notes")
@app_commands.guild_only()
@inputs.with_campaign("Whose record; that of all you play in if you name none", archived=True)
@app_commands.describe(query="Words to look for")
async def recall(
    interaction: discord.Interaction[Any], query: app_commands.Range[str, 1, MOST_READ], campaign: str | None = None
) -> None:
    """Answers privately, each line with its session, date and link."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            of = await inputs.campaign_meant(store, interaction, campaign) if campaign else None
            recalled = await recalling.recall(store, actor_of(interaction), where(interaction.channel), query, of)
        if not recalled.found:
            await answer.private(NOTHING)
            return
        entries = [cited(one, recalled) for one in recalled.found]
        if not recalled.every:
            entries.insert(0, "-# Nothing holds all these words. These hold some of them:")
        await browse(answer, entries)


def cited(found: Found, recalled: recalling.Recalled) -> str:
    """What was found, and where it stands."""
    url = recalled.urls.get(found.session_id)
    title = f"Session {found.number}: {plain(found.title)}"
    return (
        f"> {plain(excerpt(found.text, recalled.words, SHOWN), SHOWN + 10)}\n"
        f"-# {f'[{title}]({url})' if url else title} · {at(found.at, 'D')} · {PLACES[found.place]}"
    )
