"""Picking a game: /game pick, and what can be done with what it says."""

from contextlib import suppress
from random import SystemRandom
from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.app import app_of
from cogs.edge.parts import Step
from cogs.edge.places import require_postable_at, where
from cogs.edge.text import plain
from cogs.gamenight.naming import Tags, game_tags, tags_said
from cogs.gamenight.pick_words import picked
from cogs.gamenight.queue import nominated
from domain.gamenight.library import LONGEST_PLAY, MOST_PLAYERS, Game
from domain.gamenight.picker import NothingFits
from domain.gamenight.polls import PICKS
from services.gamenight import nominations, plays, polls
from services.gamenight.picking import Pick, Wish, picked_for

CHANCE = SystemRandom()


@groups.game.command(name="pick", description="Have a game picked that fits the people here and the time left")
@app_commands.describe(
    players="For how many players; those who are here, if left out",
    minutes="How long it may take; until the session ends, if left out",
    tags="Only games with these tags, like party, co-op",
    owned="Only games that somebody here owns",
)
@app_commands.autocomplete(tags=game_tags)
async def pick(
    interaction: discord.Interaction[Any],
    players: app_commands.Range[int, 1, MOST_PLAYERS] | None = None,
    minutes: app_commands.Range[int, 1, LONGEST_PLAY] | None = None,
    tags: Tags | None = None,
    owned: bool = False,
) -> None:
    """Picks a game, privately."""
    async with answering(interaction) as answer:
        wish = Wish(players, minutes, tags_said(tags) or (), owned)
        found = await _find(interaction, wish, frozenset())
        await answer.private(picked(found, wish), view=Picking(wish, found))


async def _find(interaction: discord.Interaction[Any], wish: Wish, said: frozenset[int], count: int = 1) -> Pick:
    """Raises NothingFits."""
    async with app_of(interaction).database.read() as store:
        return await picked_for(store, actor_of(interaction), where(interaction.channel), wish, said, CHANCE, count)


class Picking(Step):
    """What to do with a game that was picked."""

    def __init__(self, wish: Wish, found: Pick) -> None:
        super().__init__()
        self.wish = wish
        self.found = found
        if found.session_id is None:
            self.remove_item(self.play)
            self.remove_item(self.ask)
        if self.game.id in found.queued:
            self.remove_item(self.queue)

    @property
    def game(self) -> Game:
        """The game that was picked."""
        return self.found.picked.games[0]

    @discord.ui.button(label="Play it", style=discord.ButtonStyle.success)
    async def play(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Starts it in the live session, unless another was started since."""
        async with answering(interaction) as answer:
            async with deciding(interaction) as store:
                session = await store.sessions.get(self.found.session_id or 0, interaction.guild_id or 0)
                await plays.start(store, actor_of(interaction), session, self.game.id, seen=self.found.playing)
            title = plain(self.game.title)
            await answer.replace(f"Now playing **{title}**. `thisgame++` and `thisgame--` vote in its channel.")
            self.stop()

    @discord.ui.button(label="Add to queue", style=discord.ButtonStyle.primary)
    async def queue(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Nominates it."""
        async with answering(interaction) as answer:
            async with deciding(interaction) as store:
                campaign = await nominations.queue_for(store, interaction.guild_id or 0, where(interaction.channel))
                queue = await nominations.nominate(store, actor_of(interaction), campaign, self.game.id)
            await answer.replace(nominated(queue, self.game.id))
            self.stop()

    @discord.ui.button(label="Again", emoji="🎲", style=discord.ButtonStyle.secondary)
    async def again(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Picks another, none of those that were picked before."""
        async with answering(interaction) as answer:
            found = await _find(interaction, self.wish, self.found.table.said | {self.game.id})
            after = Picking(self.wish, found)
            after.shown = self.shown
            await answer.replace(picked(found, self.wish), view=after)
            self.stop()

    @discord.ui.button(label="Ask everyone", emoji="🗳️", style=discord.ButtonStyle.secondary)
    async def ask(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Has everyone choose between it, two others that fit, and something else."""
        async with answering(interaction) as answer:
            async with app_of(interaction).database.read() as store:
                session = await store.sessions.get(self.found.session_id or 0, interaction.guild_id or 0)
            await require_postable_at(interaction, session.live_channel_id)
            games = [self.game]
            with suppress(NothingFits):  # no other fits: it alone is asked about
                others = await _find(interaction, self.wish, frozenset({self.game.id}), PICKS - 1)
                games += others.picked.games
            async with deciding(interaction) as store:
                await polls.ask(store, actor_of(interaction), session, [game.id for game in games])
            where_to = f"<#{session.live_channel_id}>"
            await answer.replace(f"Everyone is asked in {where_to}. The winner starts in two minutes.")
            self.stop()

    async def on_timeout(self) -> None:
        """Takes the buttons away, and leaves what was picked."""
        if self.shown is not None:
            with suppress(discord.HTTPException):  # the person may have dismissed it
                await self.shown.edit(view=None)
