"""Nominate this game: a message's own menu."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

import discord
from discord import app_commands

from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, answering, deciding
from cogs.edge.app import app_of
from cogs.edge.inputs import LONGEST_CHOICE, MOST_CHOICES
from cogs.edge.parts import Step
from cogs.edge.places import where
from cogs.edge.text import cut
from cogs.gamenight.queue import nominated
from domain.gamenight.nominations import could_be_named_in, named_in
from domain.lookup import Named
from services.gamenight import nominations

SEVERAL = "That message names several games. Which one shall be queued?"
NONE = "That message names no game of the library by its title or alias. Do you mean one of these?"
NO_IDEA = (
    "That message names no game of the library. `/queue add` nominates any that is in it, and `/game add` adds one."
)


@app_commands.context_menu(name="Nominate this game")
@app_commands.guild_only()
async def nominate_this(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Nominates the game of the library that a message names; asks which, where that is not clear."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            games = await store.games.names(interaction.guild_id or 0)
        meant = named_in(message.content, games)
        if len(meant) == 1:
            await answer.private(await _nominate(interaction, meant[0].id))
            return
        known = [one for one in meant or could_be_named_in(message.content, games) if not one.over]
        await _ask(answer, SEVERAL if meant else NONE, known)


async def _ask(answer: Answer, question: str, games: Sequence[Named]) -> None:
    if games:
        await answer.private(question, view=WhichOne(games))
    else:
        await answer.private(NO_IDEA)


async def _nominate(interaction: discord.Interaction[Any], game_id: int) -> str:
    """Nominates it; says so."""
    async with deciding(interaction) as store:
        campaign = await nominations.queue_for(store, interaction.guild_id or 0, where(interaction.channel))
        queue = await nominations.nominate(store, actor_of(interaction), campaign, game_id)
    return nominated(queue, game_id)


class WhichOne(Step):
    """The question which of some games is meant."""

    def __init__(self, games: Sequence[Named]) -> None:
        super().__init__()
        for one in islice(games, MOST_CHOICES):
            self.choose.add_option(label=cut(one.title, LONGEST_CHOICE), value=str(one.id), description=one.alias)

    @discord.ui.select(placeholder="Which game?")
    async def choose(self, interaction: discord.Interaction[Any], chosen: discord.ui.Select[Any]) -> None:
        """Nominates it."""
        async with answering(interaction) as answer:
            await answer.replace(await _nominate(interaction, int(chosen.values[0])))
            self.stop()
