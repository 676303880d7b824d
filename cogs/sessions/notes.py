"""/session notes: one's own notes on a session, in a form."""

from typing import Any

import discord

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, answering, deciding
from cogs.edge.app import app_of
from cogs.edge.parts import Form
from cogs.edge.places import where
from cogs.edge.text import cut
from cogs.edge.wording import name
from cogs.sessions.meant import session_meant
from domain.scheduling.session import Session
from services.sessions import notes as own


@groups.session.command(name="notes", description="Write your own notes on a session; only you read them")
@inputs.which_session("Which session; the live one, or the last, if you name none")
async def notes(interaction: discord.Interaction[Any], named: str | None = None) -> None:
    """Opens the form with what the person noted before."""
    async with answering(interaction) as answer:
        actor = actor_of(interaction)
        async with app_of(interaction).database.read() as store:
            session = await session_meant(store, interaction, named)
            text = await own.own_notes(store, actor, session.id, where(interaction.channel))
        await answer.modal(NotesForm(session, text))


class NotesForm(Form):
    """One's own notes."""

    def __init__(self, session: Session, text: str) -> None:
        super().__init__(cut(f"Notes on session {session.number}: {session.title}", 45))
        self.session = session
        self.text = discord.ui.TextInput[Any](
            style=discord.TextStyle.paragraph, default=text or None, max_length=own.LONGEST_NOTES, required=False
        )
        self.add_item(discord.ui.Label(text="Only you read these", component=self.text))

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """Keeps them."""
        async with deciding(interaction) as store:
            await own.note_down(
                store, actor_of(interaction), self.session.id, self.text.value, where(interaction.channel)
            )
        kept = "are saved, and `/recall` finds them for you" if self.text.value.strip() else "are removed"
        await answer.private(f"Your notes on {name(self.session)} {kept}.")
