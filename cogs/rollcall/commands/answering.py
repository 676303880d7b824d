"""Answering for a player without an account: /rollcall answer."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering
from cogs.edge.app import app_of
from cogs.rollcall.commands.naming import roll_call_named
from cogs.rollcall.form import AnswersForm
from domain.campaigns import OfflinePlayer
from domain.errors import UserError
from domain.lookup import Named, find
from domain.rollcall.errors import RollCallAct
from services.rollcall import answers


@groups.rollcall.command(name="answer", description="Answer for a player without an account")
@inputs.which_roll_call("Which roll call; needed where several are open")
@app_commands.describe(player="For whom; /campaign offline adds one")
async def answer_for(interaction: discord.Interaction[Any], player: str, named: str | None = None) -> None:
    """Opens the form with that player's answers."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            roll_call = await roll_call_named(store, interaction, named, RollCallAct.ANSWER)
            known = await answers.offline_players(store, actor_of(interaction), roll_call)
            zone = await answers.reading_zone(store, roll_call, interaction.user.id)
        wanted = find(player, _names(known), kind="offline player")
        await answer.modal(AnswersForm(roll_call, zone, offline=next(one for one in known if one.id == wanted)))


@answer_for.autocomplete("player")
async def offline_players(interaction: discord.Interaction[Any], typed: str) -> inputs.Choices:
    """The players without an account in the campaign of the roll call named so far."""
    async with app_of(interaction).database.read() as store:
        try:
            roll_call = await roll_call_named(
                store, interaction, interaction.namespace.rollcall or None, RollCallAct.ANSWER
            )
            known = await answers.offline_players(store, actor_of(interaction), roll_call)
        except UserError:
            return []
    return inputs.choices(typed, _names(known))


def _names(players: tuple[OfflinePlayer, ...]) -> list[Named]:
    return [Named(one.id, one.name) for one in players]
