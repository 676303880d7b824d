"""Quick entry: the board's button, and its form."""

from typing import Any

import discord

from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, deciding
from cogs.edge.app import app_of
from cogs.edge.parts import CardButton
from cogs.edge.places import where
from cogs.sessions.entry_form import EntryForm, TextInput
from cogs.sessions.own_entries import confirm
from domain.sessions.log import Said
from services.sessions import log


class NewEntry(EntryForm):
    """A new entry of a session's log."""

    def __init__(self, session_id: int) -> None:
        super().__init__("Add to the log", Said(""))
        self.session_id = session_id
        self.game_time = TextInput(placeholder="day 15 9:00 or +2h", max_length=100, required=False)
        self.add_item(discord.ui.Label(text="Game time", component=self.game_time))

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """Logs it, and gives its buttons."""
        async with deciding(interaction) as store:
            time = self.game_time.value.strip() or None
            logged = await log.log(
                store, actor_of(interaction), self.session_id, self.said(), time, here=where(interaction.channel)
            )
        await confirm(answer, logged)


class LogButton(CardButton, template=r"log:1:(\d+)"):
    """Opens the form of a new entry."""

    def __init__(self, session_id: int | str) -> None:
        self.session_id = int(session_id)
        custom_id = f"log:1:{self.session_id}"
        super().__init__(discord.ui.Button(label="Log", custom_id=custom_id, style=discord.ButtonStyle.secondary))

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """Whoever may not log is told before they write."""
        async with app_of(interaction).database.read() as store:
            session = await store.sessions.get(self.session_id, interaction.guild_id or 0)
            await log.require_author(store, actor_of(interaction), session, where(interaction.channel))
        await answer.modal(NewEntry(self.session_id))
