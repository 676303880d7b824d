"""/campaign show and list."""

from typing import Any

import discord

from cogs.campaigns.described import described, heading
from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering
from cogs.edge.app import app_of
from cogs.edge.objectives import GOALS, listed
from cogs.edge.places import where
from cogs.edge.text import plain, plural, when
from cogs.edge.wording import name
from domain.campaigns import GAME_NIGHT, Campaign, Roster
from domain.errors import NotValid
from domain.sessions.objectives import MOST_OBJECTIVES
from services import campaigns
from services.scheduling import looking

NONE_YET = (
    "There is no campaign yet. Members with Manage Events make one with `/campaign create`; until then all that is "
    f"planned belongs to “{GAME_NIGHT}”, which is made at its first use."
)
NAMES_IN_A_LINE = 20


@groups.campaign.command(name="show", description="Show a campaign and who plays in it")
@inputs.with_campaign("Which campaign; this channel's if you name none", archived=True)
async def show(interaction: discord.Interaction[Any], campaign: str | None = None) -> None:
    """Shows everything of a campaign privately."""
    async with answering(interaction) as answer:
        actor = actor_of(interaction)
        async with app_of(interaction).database.read() as store:
            meant = await inputs.campaign_meant(store, interaction, campaign)
            if meant is None:
                raise NotValid(NONE_YET)
            server = await store.settings.of_guild(meant.guild_id)
            roster = await store.players.roster(meant.id)
            goals = await store.objectives.goals(meant.id)
            active = await looking.active(store, actor, where(interaction.channel), meant)
        lines = described(meant, server, interaction.guild).split("\n")
        lines += [one for one in listed(GOALS, goals, MOST_OBJECTIVES).split("\n") if one]
        if active is not None:
            lines.append(f"**Session**: {name(active)}, {when(active.starts_at)}")
        await answer.pages(lines + _players(roster))


def _players(roster: Roster) -> list[str]:
    """Who plays, and whom; those with characters a line each."""
    lines = [f"**Players** ({len(roster.players) + len(roster.offline)})"]
    playing = [(f"<@{one.user_id}>", one.characters) for one in roster.players]
    playing += [(f"{plain(one.name)} (no account)", one.characters) for one in roster.offline]
    lines += [f"- {who}: {', '.join(map(plain, characters))}" for who, characters in playing if characters]
    others = [who for who, characters in playing if not characters]
    lines += [", ".join(others[n : n + NAMES_IN_A_LINE]) for n in range(0, len(others), NAMES_IN_A_LINE)]
    return lines if playing else ["Nobody plays in it yet: `/campaign join`."]


@groups.campaign.command(name="list", description="List the server's campaigns")
async def list_(interaction: discord.Interaction[Any]) -> None:
    """Lists the campaigns privately, those put away at the end."""
    async with answering(interaction) as answer:
        guild_id = interaction.guild_id or 0
        async with app_of(interaction).database.read() as store:
            known = await campaigns.every_one(store, guild_id)
            players = await store.players.counts(guild_id)
        await answer.pages([_line(one, players.get(one.id, 0)) for one in known] or [NONE_YET])


def _line(campaign: Campaign, players: int) -> str:
    parts = [heading(campaign)]
    if campaign.organiser_id:
        parts.append(f"run by <@{campaign.organiser_id}>")
    if campaign.channel_id:
        parts.append(f"<#{campaign.channel_id}>")
    return " · ".join([*parts, plural(players, "player")])
