"""/votes import: a chat log's votes, shown first, and then added part by part while other work goes on."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands

from cogs.edge import attachments, groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, answering, deciding
from cogs.edge.app import app_of
from cogs.edge.parts import Step
from cogs.votes.members import members_named
from cogs.votes.previewed import counts, described, games_in
from cogs.votes.progress import UNSAID, Progress
from cogs.votes.undoing import Undo
from domain.scheduling.session import Session
from domain.votes.logs import LOG, ChatLog, read_log
from services.votes import importing
from services.votes.importing import Preview

log = logging.getLogger(__name__)


@groups.votes.command(name="import", description="Count the votes of a chat log, JSON or CSV; shows first what it does")
@app_commands.rename(named="session")
@app_commands.describe(
    file="With username, message and timestamp of each line; up to 25 MB",
    named="Only for this session; for all that you run, if you name none",
)
@app_commands.autocomplete(named=inputs.sessions)
async def import_(interaction: discord.Interaction[Any], file: discord.Attachment, named: str | None = None) -> None:
    """Shows privately what the log would do, and asks whether it shall."""
    async with answering(interaction) as answer:
        actor = actor_of(interaction)
        async with app_of(interaction).database.read() as store:
            session = await inputs.session_named(store, interaction, named) if named is not None else None
            await importing.require_importing(store, actor, session)
        log = await attachments.read(interaction, answer, file, LOG, read_log)
        names = await asyncio.to_thread(log.names)
        members = await members_named(interaction.client, interaction.guild_id or 0, names)
        log = await asyncio.to_thread(log.without, members.bots)
        async with app_of(interaction).database.read() as store:
            seen = await importing.preview_of(store, actor, session, log, members.people)
            games = await games_in(store, actor.guild_id, seen)
        said = described(log, seen, session, members.unchecked, games)
        await answer.private(said, view=Importing(log, members.people, session) if seen.votes else None)


class Importing(Step):
    """The question whether the log shall be imported."""

    def __init__(self, log: ChatLog, people: Mapping[str, int], session: Session | None) -> None:
        super().__init__()
        self.log = log
        self.people = people
        self.session = session

    @discord.ui.button(label="Import", style=discord.ButtonStyle.success)
    async def import_(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Imports it, and says how far it is meanwhile."""
        async with answering(interaction) as answer:
            self.stop()
            actor = actor_of(interaction)
            async with app_of(interaction).database.read() as store:
                seen = await importing.preview_of(store, actor, self.session, self.log, self.people)
            async with deciding(interaction) as store:
                import_id = await importing.begin(store, actor, self.session)
            added = await self._carry_out(interaction, answer, import_id, seen)
            said = f"Done: {counts(added, seen, self.log)}\n`/votes undo` takes it back, and so does this button:"
            await _say_done(answer, said, import_id)

    async def _carry_out(
        self, interaction: discord.Interaction[Any], answer: Answer, import_id: int, seen: Preview
    ) -> int:
        """Adds part after part; gives how many votes were new."""
        app = app_of(interaction)
        added = done = 0
        progress = Progress(answer.replace, len(seen.votes), asyncio.get_running_loop().time)
        await progress.begin()
        for part in seen.parts():
            async with app.database.transaction() as store:
                added += await importing.add(store, interaction.guild_id or 0, import_id, part)
            done += len(part)
            await progress.reached(done)
        return added

    @discord.ui.button(label="Do nothing", style=discord.ButtonStyle.secondary)
    async def leave(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Does nothing."""
        async with answering(interaction) as answer:
            await answer.replace("Nothing was imported.")
            self.stop()


async def _say_done(answer: Answer, said: str, import_id: int) -> None:
    """Says it in place of the question; where that fails, in a message of its own, for the import is done."""
    for say in (answer.replace, answer.private):
        view = discord.ui.View(timeout=None)
        view.add_item(Undo(import_id))
        try:
            await say(said, view=view)
        except UNSAID as error:
            log.warning("that import %s is done could not be said: %s", import_id, error)
        else:
            return
