"""/data export and forget: what is kept of a person is theirs."""

import asyncio
from typing import Any

import discord

from cogs.data.files import file_of
from cogs.edge import groups
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.app import app_of
from cogs.edge.parts import Step
from services.data import own

EXPORTED = (
    "This is all that I keep of you in this server, and what you set for yourself everywhere. "
    "Secrets, such as your calendar's address, are not in it: I keep only their fingerprints. "
    "`/data forget` has me forget you."
)
ASKED = """Shall I forget you in this server? This cannot be undone; `/data export` gives you a copy first.
**Goes:** your seats and RSVPs with their notes, answers to open roll calls, your notes, characters and places in \
campaigns, presence, reminders, calendar feeds, games you own, and votes in a session that is live.
**Stays without your name:** attendance, votes and answers of what is over still count, for somebody. Of a \
vote I keep which message it was, so that it counts once: delete that, and the vote goes too. Nothing else leads back \
to you. What you planned, and what you wrote in a shared log, goal or recap, stays as somebody's: remove \
entries first with `/session timeline` if you want them gone. Campaigns that you organise go to the server's organisers.
**In Discord:** messages of past sessions stay as they are, and so do your own messages and reactions there.
Your time zone and other settings go too, unless something of yours is kept in another server. Who uses me again \
is kept again."""
FORGOTTEN = "I have forgotten you in this server. You are welcome back any time."


@groups.data.command(name="export", description="Get all that Rollcall keeps of you in this server, as a file")
async def export(interaction: discord.Interaction[Any]) -> None:
    """Gives a person their own data, privately."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            data = await own.export(store, actor_of(interaction))
        file = await asyncio.to_thread(file_of, data, "rollcall-my-data.json")
        await answer.private(EXPORTED, file=file)


@groups.data.command(
    name="forget", description="Have Rollcall forget you in this server; asks first, and says what stays"
)
async def forget(interaction: discord.Interaction[Any]) -> None:
    """Says what would go and what would stay, and asks."""
    async with answering(interaction) as answer:
        await answer.private(ASKED, view=Forgetting())


class Forgetting(Step):
    """The question whether a person shall be forgotten."""

    @discord.ui.button(label="Forget me", style=discord.ButtonStyle.danger)
    async def forget(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Forgets them, all at once."""
        async with answering(interaction) as answer:
            async with deciding(interaction) as store:
                await own.forget(store, actor_of(interaction), interaction.user.name)
            await answer.replace(FORGOTTEN)
            self.stop()

    @discord.ui.button(label="Do nothing", style=discord.ButtonStyle.secondary)
    async def leave(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Does nothing."""
        async with answering(interaction) as answer:
            await answer.replace("Nothing was forgotten.")
            self.stop()
