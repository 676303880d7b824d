"""/remind: notes to oneself, and whether sessions' reminders come privately."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.app import app_of
from cogs.edge.text import at, plain, when
from cogs.reminders.letters import own_words
from services import settings
from services.reminders import notes

SHOWN = 60  # characters of a note in a list


@groups.remind.command(name="me", description="Have me remind you of something, in a private message")
@app_commands.describe(due="When, like fri 8pm or in 2 hours", text="What I shall remind you of")
@app_commands.rename(due="when")
async def me(
    interaction: discord.Interaction[Any],
    due: app_commands.Range[str, 1, 100],
    text: app_commands.Range[str, 1, 1000],
) -> None:
    """Keeps a note, and says back when it will come."""
    async with answering(interaction) as answer:
        understood = await inputs.time_given(interaction, due)
        async with deciding(interaction) as store:
            guild_id, channel_id = interaction.guild_id or 0, interaction.channel_id or 0
            note = await notes.ask(store, interaction.user.id, guild_id, channel_id, understood.instant, text)
        await answer.private(
            f"I will remind you {when(note.due_at)}, in a private message:{inputs.shift_note(understood)}\n"
            f"{own_words(note.text or '')}"
        )


@groups.remind.command(name="list", description="Show what I am to remind you of")
async def list_(interaction: discord.Interaction[Any]) -> None:
    """Lists this person's notes to come, privately."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            coming = await store.reminders.notes(interaction.user.id)
        lines = [f"`{n}` {when(one.due_at)}: {plain(one.text or '', SHOWN)}" for n, one in enumerate(coming, 1)]
        await answer.pages(lines or ["Nothing is to come. `/remind me` asks for something."])


async def _notes(interaction: discord.Interaction[Any], typed: str) -> inputs.Choices:
    async with app_of(interaction).database.read() as store:
        return inputs.choices(typed, notes.named(await store.reminders.notes(interaction.user.id)))


@groups.remind.command(name="forget", description="Take back one of your own reminders")
@app_commands.describe(note="Which; its number, or a part of it")
@app_commands.autocomplete(note=_notes)
async def forget(interaction: discord.Interaction[Any], note: str) -> None:
    """Takes a note back."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            gone = await notes.forget(store, interaction.user.id, note)
        await answer.private(f"Forgotten: {plain(gone.text or '', SHOWN)} ({at(gone.due_at)}).")


@groups.remind.command(name="sessions", description="Choose how sessions remind you, in every server")
@app_commands.describe(privately="True: in private messages; False: by a mention in the channel")
async def sessions(interaction: discord.Interaction[Any], privately: bool) -> None:
    """Sets whether sessions' reminders and news come as private messages."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            await settings.receive_privately(store, actor_of(interaction), private=privately)
        await answer.private(
            "From now on I write to you privately about your sessions, here and in every server, and mention you no "
            "more. If I cannot, I will say it when you next use me."
            if privately
            else "From now on I mention you in the channel again when a session of yours is near or changes."
        )
