"""/votes import: a chat log's votes, shown first, and then added part by part while other work goes on."""

import asyncio
from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, answering, deciding
from cogs.edge.app import app_of
from cogs.edge.parts import Step
from cogs.edge.places import where
from cogs.votes.described import counts, preview
from cogs.votes.members import members_named
from cogs.votes.undoing import Undo
from domain.scheduling.session import Session
from domain.votes import LogNotUnderstood
from domain.votes.logs import MOST_BYTES, ChatLog, read_log
from services.votes import importing
from services.votes.importing import Look

PROGRESS_PACE = 2.0  # seconds between two edits


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
        log = await asyncio.to_thread(read_log, await _content(file))
        members, bots = await members_named(interaction.client, interaction.guild_id or 0, log.names)
        log = log.without(bots)
        async with app_of(interaction).database.read() as store:
            look = await importing.look(store, actor, where(interaction.channel), session, log, members)
        if look.votes:
            await answer.private(preview(log, look, session), view=Importing(log, members, session))
        else:
            await answer.private(f"That log changes nothing.\n{counts(0, look, log)}")


async def _content(file: discord.Attachment) -> bytes:
    """What is in an attachment. Raises LogNotUnderstood where that is too much, or cannot be fetched."""
    if file.size > MOST_BYTES:
        raise LogNotUnderstood(f"It is larger than {MOST_BYTES // 2**20} MB. Import it in parts.")
    try:
        return await file.read()
    except discord.HTTPException:
        raise LogNotUnderstood("Discord did not give it to me. Please attach it once more.") from None


class Importing(Step):
    """The question whether the log shall be imported."""

    def __init__(self, log: ChatLog, members: Mapping[str, int], session: Session | None) -> None:
        super().__init__()
        self.log = log
        self.members = members
        self.session = session

    @discord.ui.button(label="Import", style=discord.ButtonStyle.success)
    async def import_(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Imports it, and says how far it is meanwhile."""
        async with answering(interaction) as answer:
            self.stop()
            actor = actor_of(interaction)
            async with app_of(interaction).database.read() as store:
                look = await importing.look(
                    store, actor, where(interaction.channel), self.session, self.log, self.members
                )
            async with deciding(interaction) as store:
                import_id = await importing.begin(store, actor, self.session)
            added = await self._carry_out(interaction, answer, import_id, look)
            said = f"Done: {counts(added, look, self.log)}\n`/votes undo` takes it back, and so does this button:"
            view = discord.ui.View(timeout=None)
            view.add_item(Undo(import_id))
            await answer.replace(said, view=view)

    async def _carry_out(
        self, interaction: discord.Interaction[Any], answer: Answer, import_id: int, look: Look
    ) -> int:
        """Adds part after part; gives how many votes were new."""
        app, loop = app_of(interaction), asyncio.get_running_loop()
        added = done = 0
        await answer.replace(f"Importing {len(look.votes):,} votes …")
        said_at = loop.time()
        for part in look.parts():
            async with app.database.transaction() as store:
                added += await importing.add(store, interaction.guild_id or 0, import_id, part)
            done += len(part)
            if loop.time() - said_at >= PROGRESS_PACE:
                await answer.replace(f"Importing: {done:,} of {len(look.votes):,} votes …")
                said_at = loop.time()
        async with app.database.transaction() as store:
            await importing.show(store, import_id)
        return added

    @discord.ui.button(label="Do nothing", style=discord.ButtonStyle.secondary)
    async def leave(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Does nothing."""
        async with answering(interaction) as answer:
            await answer.replace("Nothing was imported.")
            self.stop()
