"""What is offered while somebody types the name of a thing."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import Any

import discord
from discord import app_commands

from cogs.edge.actors import actor_of
from cogs.edge.app import app_of
from cogs.edge.places import where
from cogs.edge.text import cut
from cogs.edge.wording import title_of
from db.store import Store
from domain.lookup import Named
from domain.settings import zones_like
from services import campaigns
from services.scheduling import looking

Choices = list[app_commands.Choice[str]]
MOST_CHOICES = 25
LONGEST_CHOICE = 100
LONGEST_GROUP = 40


async def campaign_names(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Campaigns that go on, to choose from."""
    async with app_of(interaction).database.read() as store:
        going_on = await store.campaigns.of_guild(interaction.guild_id or 0)
    return choices(typed, [Named(one.id, one.name) for one in going_on])


async def every_campaign(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Campaigns to choose from, those put away among them."""
    async with app_of(interaction).database.read() as store:
        known = await campaigns.every_one(store, interaction.guild_id or 0)
    return choices(typed, [Named(one.id, one.name, group="archived" if one.archived_at else None) for one in known])


async def sessions(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Sessions to choose from."""
    async with app_of(interaction).database.read() as store:
        return choices(typed, await looking.names(store, actor_of(interaction), where(interaction.channel)))


async def tags(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Tags of sessions to choose from."""
    async with app_of(interaction).database.read() as store:
        known = await looking.tags(store, actor_of(interaction), where(interaction.channel))
    wanted = typed.strip().lstrip("#").casefold()
    fitting = (one for one in known if wanted in one.casefold())
    return [app_commands.Choice(name=one, value=one) for one in islice(fitting, MOST_CHOICES)]


async def roll_calls(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Roll calls to choose from."""
    async with app_of(interaction).database.read() as store:
        return choices(typed, await names_of_roll_calls(store, interaction.guild_id or 0))


async def names_of_roll_calls(store: Store, guild_id: int) -> list[Named]:
    """How the guild's roll calls are named, newest first."""
    return [replace(one, title=title_of(one.title)) for one in await store.roll_calls.names(guild_id)]


async def games(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Games of the library to choose from."""
    async with app_of(interaction).database.read() as store:
        return choices(typed, await store.games.names(interaction.guild_id or 0))


async def enabled_games(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Games of the library to choose from, but for those that are put away."""
    async with app_of(interaction).database.read() as store:
        return choices(typed, [one for one in await store.games.names(interaction.guild_id or 0) if not one.over])


async def zones(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Time zones to choose from."""
    return [app_commands.Choice(name=name, value=name) for name in zones_like(typed, MOST_CHOICES)]


def choices(typed: str, named: Sequence[Named]) -> Choices:
    """Those whose label holds what was typed; the value is `#` and the id, which stays the same when titles change.

    Whose alias or title is just that comes first.
    """
    wanted = typed.strip().lstrip("#").casefold()
    exact = [one for one in named if wanted and wanted in ((one.alias or "").casefold(), one.title.casefold())]
    others = (one for one in named if wanted in one.label.casefold() and one not in exact)
    shown = islice(chain(exact, others), MOST_CHOICES)
    return [app_commands.Choice(name=_offered(one), value=f"#{one.id}") for one in shown]


def _offered(one: Named) -> str:
    """Its label, cut so that a long title leaves room for what tells it from others."""
    behind = f" ({cut(one.behind, LONGEST_GROUP)})" if one.behind else ""
    return cut(one.name, LONGEST_CHOICE - len(behind)) + behind
