"""The library as a file: /game export and import."""

import asyncio
from io import BytesIO
from typing import Any

import discord
from discord import app_commands

from cogs.edge import attachments, groups
from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, answering, deciding
from cogs.edge.app import app_of
from cogs.edge.attachments import units
from cogs.edge.parts import Step
from cogs.edge.text import plural
from cogs.edge.wording import words
from cogs.gamenight.preview import in_full, in_short
from domain.gamenight.exchange import Sheet, write_csv, write_json
from domain.gamenight.merging import LibraryChanged, Plan
from domain.gamenight.reading import GAMES, read_file
from services.gamenight import imports, library

CSV, JSON = "csv", "json"
FORMATS = [
    app_commands.Choice(name="CSV, for spreadsheets", value=CSV),
    app_commands.Choice(name="JSON, for programs", value=JSON),
]


@groups.game.command(name="export", description="Get the library as a file that /game import can read")
@app_commands.rename(form="format")
@app_commands.describe(form="CSV unless you say otherwise")
@app_commands.choices(form=FORMATS)
async def export(interaction: discord.Interaction[Any], form: app_commands.Choice[str] | None = None) -> None:
    """Gives the whole library as a file, privately."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            games = await store.games.of_guild(interaction.guild_id or 0)
        ending = form.value if form else CSV
        content = await asyncio.to_thread(write_json if ending == JSON else write_csv, games)
        said = f"{plural(len(games), 'game')}. Edit it, and `/game import` takes your changes. Owners are not in it."
        await answer.private(said, file=discord.File(BytesIO(content), f"games.{ending}"))


@groups.game.command(name="import", description="Add or change many games from a CSV or JSON file; asks first")
@app_commands.describe(file="With the columns of an export; of these, title is enough")
async def import_(interaction: discord.Interaction[Any], file: discord.Attachment) -> None:
    """Shows privately what the file would do, and asks whether it shall."""
    async with answering(interaction) as answer:
        actor = actor_of(interaction)
        library.require_keeping(actor)
        sheet = await attachments.read(interaction, answer, file, GAMES, read_file)
        async with app_of(interaction).database.read() as store:
            plan = await imports.plan_of(store, actor, sheet)
        await _ask(answer, sheet, plan)


async def _ask(answer: Answer, sheet: Sheet, plan: Plan) -> None:
    """Shows what an import would do, in a file if it is much, and asks where it would do something."""
    short, is_more = in_short(plan, sheet)
    file = discord.File(BytesIO(in_full(plan, sheet).encode()), "import.txt") if is_more else None
    more = "\nThe attached file has all of it." if is_more else ""
    if plan.added or plan.changed:
        head = "This is what the import would do. Nothing is done yet."
        await answer.private(f"{head}\n{short}{more}", view=Importing(sheet, plan), file=file)
    else:
        await answer.private(f"That file changes nothing.\n{short}{more}", file=file)


def _done(plan: Plan) -> str:
    """`3 games added, 1 changed`; what there is none of is left out."""
    if not plan.added:
        return f"{plural(len(plan.changed), 'game')} changed"
    changed = f", {len(plan.changed)} changed" if plan.changed else ""
    return f"{plural(len(plan.added), 'game')} added{changed}"


class Importing(Step):
    """The question whether games shall be imported as was shown."""

    def __init__(self, sheet: Sheet, seen: Plan) -> None:
        super().__init__()
        self.sheet = sheet
        self.seen = seen

    @discord.ui.button(label="Import", style=discord.ButtonStyle.success)
    async def import_(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Imports all of it, unless it would not do any more what was shown."""
        async with answering(interaction) as answer:
            try:
                async with deciding(interaction) as store:
                    done = await imports.carry_out(store, actor_of(interaction), self.sheet, self.seen)
            except LibraryChanged as changed:
                await answer.replace(words(changed))
                await _ask(answer, self.sheet, changed.plan)
                self.stop()
                return
            left = f" Left out: {units(len(done.refused), self.sheet.is_list)}." if done.refused else ""
            await answer.replace(f"Imported: {_done(done)}.{left} `/game list` shows them.")
            self.stop()

    @discord.ui.button(label="Do nothing", style=discord.ButtonStyle.secondary)
    async def leave(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Does nothing."""
        async with answering(interaction) as answer:
            await answer.replace("Nothing was imported.")
            self.stop()
