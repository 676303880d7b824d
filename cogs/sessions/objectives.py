"""/session objective and /campaign goal."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.app import app_of
from cogs.edge.objectives import objective_line
from cogs.edge.places import where
from cogs.edge.text import plain
from cogs.edge.wording import name
from db.store import Store
from domain.errors import UserError
from domain.lookup import Named
from domain.scheduling.session import Session
from domain.sessions.objectives import LONGEST_OBJECTIVE, Objective
from services import campaigns
from services.scheduling import looking
from services.sessions import objectives
from services.sessions.objectives import Noted
from services.sessions.reading import meant

Text = app_commands.Range[str, 1, LONGEST_OBJECTIVE]


@groups.session.command(name="objective", description="Set an objective of a session, or say that one is done")
@inputs.which_session("Which session; the live one, else the next, if you name none")
@app_commands.describe(text="What is to be done: a new one, or one of the list", done="Whether it is done")
async def objective(
    interaction: discord.Interaction[Any], text: Text, done: bool | None = None, named: str | None = None
) -> None:
    """Sets an objective, or marks one."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            session = await _meant(store, interaction, named)
            noted = await objectives.note(
                store, actor_of(interaction), session.id, text, done, where(interaction.channel)
            )
        await answer.private(f"{_said(noted)} of {name(session)}.\n{objective_line(noted.objective)}")


@groups.campaign.command(name="goal", description="Set a goal of a campaign, or say that one is reached")
@inputs.with_campaign("Which campaign")
@app_commands.describe(text="What is to be reached: a new one, or one of the list", done="Whether it is reached")
async def goal(interaction: discord.Interaction[Any], campaign: str, text: Text, done: bool | None = None) -> None:
    """Sets a goal that spans sessions, or marks one."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            chosen = await campaigns.named(store, interaction.guild_id or 0, campaign)
            noted = await objectives.note_goal(store, actor_of(interaction), chosen, text, done)
        said = _said(noted).replace("objective", "goal")
        await answer.private(f"{said} of {plain(chosen.name)}.\n{objective_line(noted.objective)}")


@objective.autocomplete("text")
async def _objectives(interaction: discord.Interaction[Any], typed: str) -> inputs.Choices:
    async with app_of(interaction).database.read() as store:
        try:
            session = await _meant(store, interaction, interaction.namespace.session)
        except UserError:
            return []
        known = await store.objectives.of_session(session.id) + await store.objectives.left_over(session)
    return _offered(typed, known)


@goal.autocomplete("text")
async def _goals(interaction: discord.Interaction[Any], typed: str) -> inputs.Choices:
    async with app_of(interaction).database.read() as store:
        try:
            chosen = await campaigns.named(store, interaction.guild_id or 0, interaction.namespace.campaign or "")
        except UserError:
            return []
        known = await store.objectives.goals(chosen.id)
    return _offered(typed, known)


def _offered(typed: str, known: list[Objective]) -> inputs.Choices:
    first = sorted(known, key=lambda one: not one.is_open)
    return inputs.choices(typed, [Named(one.id, one.text) for one in first])


async def _meant(store: Store, interaction: discord.Interaction[Any], text: str | None) -> Session:
    """The session named; else the active one of the campaign that is meant here, else the live or last one."""
    if text is not None:
        return await inputs.session_named(store, interaction, text)
    here, actor = where(interaction.channel), actor_of(interaction)
    campaign = await inputs.campaign_meant(store, interaction, None)
    active = await looking.active(store, actor, here, campaign) if campaign else None
    return active or await meant(store, actor, here)


def _said(noted: Noted) -> str:
    return "That is a new objective" if noted.new else "That is an objective"
