"""Taking games out of the library: /game remove."""

from typing import Any

import discord

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.app import app_of
from cogs.edge.parts import Step
from cogs.edge.text import plain, plural
from cogs.gamenight.naming import game_named
from domain.errors import NothingMatches
from domain.gamenight.library import Game
from domain.gamenight.plays import PlayStatus
from services.gamenight import library


@groups.game.command(name="remove", description="Take a game out of the library; one that was played is put away")
@inputs.which_game("Which game")
async def remove(interaction: discord.Interaction[Any], named: str) -> None:
    """Asks whether the game shall go."""
    async with answering(interaction) as answer:
        library.require_keeping(actor_of(interaction))
        async with app_of(interaction).database.read() as store:
            game = await game_named(store, interaction, named)
            plays = [status for _, status, _ in await store.games.plays(game.id)]
        title = plain(game.title)
        if plays:
            now = " It is being played just now, which goes on." if PlayStatus.PLAYING in plays else ""
            asked = (
                f"**{title}** was played {plural(len(plays), 'time')}, so it is put away instead of deleted: its plays "
                f"and votes stay, but it is no longer picked, listed or queued.{now}"
            )
        else:
            asked = f"Delete **{title}**? It was never played. It leaves every queue."
        await answer.private(asked, view=Removing(game, played=bool(plays)))


class Removing(Step):
    """The question whether a game shall go."""

    def __init__(self, game: Game, *, played: bool) -> None:
        super().__init__()
        self.game = game
        self.remove.label = "Put it away" if played else "Delete it"

    @discord.ui.button(label="Delete it", style=discord.ButtonStyle.danger)
    async def remove(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Takes it out of the library."""
        async with answering(interaction) as answer:
            try:
                async with deciding(interaction) as store:
                    put_away = await library.remove_game(store, actor_of(interaction), self.game.id)
                done = "is put away. `/game edit` with `enabled: True` brings it back." if put_away else "is deleted."
            except NothingMatches:
                done = "is deleted already."
            await answer.replace(f"**{plain(self.game.title)}** {done}")
            self.stop()

    @discord.ui.button(label="Keep it", style=discord.ButtonStyle.secondary)
    async def keep(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Does nothing."""
        async with answering(interaction) as answer:
            await answer.replace("It stays as it is.")
            self.stop()
