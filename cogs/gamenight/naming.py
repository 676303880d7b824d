"""How games and their tags are named in options."""

from itertools import islice
from typing import Any

import discord
from discord import app_commands

from cogs.edge.app import app_of
from cogs.edge.inputs import LONGEST_CHOICE, MOST_CHOICES, Choices
from db.store import Store
from domain.gamenight.library import Game, Weight, tidy
from domain.lookup import find
from domain.tags import read_tags

NONE = "none"
Title = app_commands.Range[str, 1, 100]
Alias = app_commands.Range[str, 2, 12]
Tags = app_commands.Range[str, 1, 500]
Link = app_commands.Range[str, 1, 200]
WEIGHTS = [app_commands.Choice(name=one.value, value=one.value) for one in Weight]


async def game_named(store: Store, interaction: discord.Interaction[Any], text: str) -> Game:
    """The game that the text names in this guild. Raises NothingMatches, SeveralMatch."""
    guild_id = interaction.guild_id or 0
    return await store.games.get(find(tidy(text), await store.games.names(guild_id), kind="game"), guild_id)


def tags_said(text: str | None) -> tuple[str, ...] | None:
    """The tags that the text says; none of the word `none`."""
    return None if text is None else read_tags(tidy(unless_none(text) or ""))


def unless_none(text: str | None) -> str | None:
    """The text; empty where it is the word `none`."""
    return "" if text is not None and text.strip().casefold() == NONE else text


async def game_tags(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Tags of games to choose from, behind those that are typed already."""
    async with app_of(interaction).database.read() as store:
        known = await store.games.tags(interaction.guild_id or 0)
    before, comma, part = typed.rpartition(",")
    wanted = part.strip().lstrip("#").casefold()
    lists = (f"{before}{comma} {one}".strip() for one in known if wanted in one.casefold())
    fitting = (one for one in lists if len(one) <= LONGEST_CHOICE)
    return [app_commands.Choice(name=one, value=one) for one in islice(fitting, MOST_CHOICES)]
