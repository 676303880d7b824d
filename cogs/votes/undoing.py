"""/votes undo, and the button below an import: taking its votes away again."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, answering, deciding
from cogs.edge.app import app_of
from cogs.edge.parts import CardButton, Step
from cogs.edge.wording import words
from cogs.votes.described import import_line
from domain.lookup import Named, find
from domain.votes import ImportUndone
from services.votes import importing


class Undo(CardButton, template=r"undo_import:1:(?P<id>\d+)"):
    """Takes the votes of an import away."""

    def __init__(self, import_id: int | str) -> None:
        self.import_id = int(import_id)
        button: discord.ui.Button[Any] = discord.ui.Button(label="Undo", custom_id=f"undo_import:1:{self.import_id}")
        super().__init__(button)

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """Undoes it."""
        await _undo(interaction, answer, self.import_id)


class Undoing(Step):
    """The question whether that import shall be undone."""

    def __init__(self, import_id: int) -> None:
        super().__init__()
        self.import_id = import_id

    @discord.ui.button(label="Undo the import", style=discord.ButtonStyle.danger)
    async def undo(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Undoes it."""
        async with answering(interaction) as answer:
            await _undo(interaction, answer, self.import_id)
            self.stop()

    @discord.ui.button(label="Keep it", style=discord.ButtonStyle.secondary)
    async def keep(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Does nothing."""
        async with answering(interaction) as answer:
            await answer.replace("Nothing was undone.")
            self.stop()


async def _undo(interaction: discord.Interaction[Any], answer: Answer, import_id: int) -> None:
    try:
        async with deciding(interaction) as store:
            undone = await importing.undo(store, actor_of(interaction), import_id)
    except ImportUndone as error:  # elsewhere, meanwhile: what this message says is no longer so
        await answer.replace(words(error))
    else:
        await answer.replace(f"Undone: {import_line(undone)}. What stood before stands again.")


async def imports(interaction: discord.Interaction[Any], typed: str) -> inputs.Choices:
    """Imports to choose from, of those that this person may undo."""
    return inputs.choices(typed, await _names(interaction))


async def _names(interaction: discord.Interaction[Any]) -> list[Named]:
    async with app_of(interaction).database.read() as store:
        found = await importing.undoables(store, actor_of(interaction))
    return [Named(one.id, f"{one.imported_at:%Y-%m-%d %H:%M} UTC, {one.votes} votes") for one in found]


@groups.votes.command(name="undo", description="Take back an import of votes")
@app_commands.rename(named="import")
@app_commands.describe(named="Which import; the last one if you name none")
@app_commands.autocomplete(named=imports)
async def undo(interaction: discord.Interaction[Any], named: str | None = None) -> None:
    """Says privately which import it is, and asks whether it shall be undone."""
    async with answering(interaction) as answer:
        import_id = None if named is None else find(named, await _names(interaction), kind="import")
        async with app_of(interaction).database.read() as store:
            found = await importing.undoable(store, actor_of(interaction), import_id)
        await answer.private(f"Shall {import_line(found)} be undone?", view=Undoing(found.id))
