"""/votes tally: how the games of a session stand."""

from typing import Any

import discord

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering
from cogs.edge.app import app_of
from cogs.edge.places import where
from cogs.edge.wording import name, tally_line
from domain.sessions.live import NothingLive
from services import votes
from services.scheduling import looking


@groups.votes.command(name="tally", description="Show how the games of a session stand")
@inputs.which_session("Which session; the live one, or else the last one, if you name none")
async def tally(interaction: discord.Interaction[Any], named: str | None = None) -> None:
    """Lists the session's plays with their standing votes, privately."""
    async with answering(interaction) as answer:
        guild_id = interaction.guild_id or 0
        async with app_of(interaction).database.read() as store:
            if named is not None:
                session = await inputs.session_named(store, interaction, named)
            else:
                try:
                    session = await inputs.session_live(store, interaction)
                except NothingLive:
                    unseen = await looking.hidden(store, actor_of(interaction), where(interaction.channel))
                    last = await store.sessions.last_over(guild_id, unseen)
                    if last is None:
                        raise
                    session = last
            plays = await votes.tally(store, session)
        lines = [tally_line(play, standing) for play, standing in plays]
        await answer.pages([f"**{name(session)}**", *(lines or ["No game was played yet."])])
