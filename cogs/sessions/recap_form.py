"""*Edit recap*: the organiser's words, in two forms, because a form has five fields at most."""

from collections.abc import Mapping
from typing import Any

import discord

from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, answering, deciding
from cogs.edge.app import app_of
from cogs.edge.parts import CardButton, Form, Step
from cogs.edge.text import cut
from cogs.edge.wording import name
from domain.sessions.recap import LONGEST_LIST, LONGEST_NOTES, LONGEST_SUMMARY, Recap
from services.sessions import recaps

A_LINE_EACH = "One to a line"
FIRST = {
    "summary": ("What happened", "Empty: it is written from the log"),
    "highlights": ("Highlights", A_LINE_EACH),
    "people": ("People met", A_LINE_EACH),
    "places": ("Places", A_LINE_EACH),
    "items": ("Items", A_LINE_EACH),
}
SECOND = {
    "quests_begun": ("Quests begun", A_LINE_EACH),
    "quests_done": ("Quests completed", A_LINE_EACH),
    "notes": ("Notes", "Only organisers read these"),
}
LONGEST = {"summary": LONGEST_SUMMARY, "notes": LONGEST_NOTES}


class EditRecap(CardButton, template=r"recap:1:(\d+)"):
    """Opens the first form, for whoever runs the campaign."""

    def __init__(self, session_id: int | str) -> None:
        self.session_id = int(session_id)
        custom_id = f"recap:1:{self.session_id}"
        super().__init__(discord.ui.Button(label="Edit recap", custom_id=custom_id))

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """The service decides who may."""
        async with app_of(interaction).database.read() as store:
            tale = await recaps.editable(store, actor_of(interaction), self.session_id)
        written = cut(" ".join(tale.summary.sentences), LONGEST_SUMMARY)
        await answer.modal(RecapForm(tale.recap, FIRST, written))


class RecapForm(Form):
    """Some of the recap's texts; those that were not changed stay as they are by then. `written` is the log's."""

    def __init__(self, recap: Recap, fields: Mapping[str, tuple[str, str]], written: str = "") -> None:
        super().__init__("Edit the recap")
        self.session_id = recap.session_id
        self.before = {one: getattr(recap, one) or (written if one == "summary" else "") for one in fields}
        self.inputs: dict[str, discord.ui.TextInput[Any]] = {}
        for one, (label, description) in fields.items():
            self.inputs[one] = discord.ui.TextInput(
                style=discord.TextStyle.paragraph,
                default=self.before[one] or None,
                max_length=LONGEST.get(one, LONGEST_LIST),
                required=False,
            )
            self.add_item(discord.ui.Label(text=label, description=description, component=self.inputs[one]))

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """Keeps what was changed, and leads from the first form to the second."""
        changed = {one: field.value for one, field in self.inputs.items() if field.value.strip() != self.before[one]}
        async with deciding(interaction) as store:
            session = await recaps.edit(store, actor_of(interaction), self.session_id, changed)
        said = f"The recap of {name(session)} is {'as you wrote it' if changed else 'as it was'}."
        if "summary" in self.inputs:
            await answer.private(f"{said} Quests and your own notes are in a second form.", view=More(self.session_id))
        else:
            await answer.private(said)


class More(Step):
    """The way to the second form."""

    def __init__(self, session_id: int) -> None:
        super().__init__()
        self.session_id = session_id

    @discord.ui.button(label="Quests and notes", style=discord.ButtonStyle.secondary)
    async def more(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Opens it."""
        async with answering(interaction) as answer:
            async with app_of(interaction).database.read() as store:
                tale = await recaps.editable(store, actor_of(interaction), self.session_id)
            await answer.modal(RecapForm(tale.recap, SECOND))
