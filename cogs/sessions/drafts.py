"""*Draft with the assistant*: a proposal for the recap, shown to one organiser, who decides about it."""

from collections.abc import Mapping
from typing import Any

import discord

from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, answering, deciding
from cogs.edge.app import App, app_of
from cogs.edge.parts import PAGE_LIMIT, CardButton, Form, Step
from cogs.edge.recaps import HEADS
from cogs.edge.text import cut, plain
from cogs.edge.wording import name
from cogs.sessions.recap_form import FIRST, LONGEST, SECOND
from domain.errors import NotValid
from domain.scheduling.session import Session
from domain.sessions.draft import DraftFailed, Proposal
from domain.sessions.recap import LONGEST_LIST, LONGEST_SUMMARY
from services.sessions import drafting

QUESTS = {one: words for one, words in SECOND.items() if one != "notes"}
AT_IT = "The assistant reads what was logged for everyone, and I show you its draft here: in a minute at most."
ASKED = "Nothing of this is in the recap yet. What it says replaces what stands there; what it leaves out stays."
NO_ASSISTANT = "No assistant is set up any more. *Edit recap* changes the recap."


class DraftButton(CardButton, template=r"draft:1:(\d+)"):
    """Asks the assistant for a draft, for whoever runs the campaign; one that waits for a review is shown."""

    def __init__(self, session_id: int | str) -> None:
        self.session_id = int(session_id)
        custom_id = f"draft:1:{self.session_id}"
        super().__init__(discord.ui.Button(label="Draft with the assistant", custom_id=custom_id))

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """The service decides who may; nothing waits for the assistant but this answer."""
        app = app_of(interaction)
        if app.assistant is None:
            raise NotValid(NO_ASSISTANT)
        async with deciding(interaction) as store:
            begun = await drafting.begin(store, actor_of(interaction), self.session_id)
        draft = begun.draft
        if begun.material is not None:
            await answer.private(AT_IT)
            outcome = await _drafted(app, begun.material)
            async with app.database.transaction() as store:
                draft = await drafting.finish(store, begun.draft, outcome)
            if isinstance(outcome, DraftFailed):
                raise outcome
        if draft.proposal is not None:
            await _show(answer, begun.session, draft.proposal)


async def _drafted(app: App, material: str) -> Proposal | DraftFailed:
    assert app.assistant is not None  # noqa: S101 - it was asked for
    try:
        return await app.assistant.draft(material)
    except DraftFailed as failed:
        return failed


async def _show(answer: Answer, session: Session, proposed: Proposal) -> None:
    """Shows the draft in full, and asks what shall become of it."""
    await answer.pages(_lines(session, proposed))
    await answer.private(ASKED, view=Reviewing(session.id))


def _lines(session: Session, proposed: Proposal) -> list[str]:
    texts = proposed.texts
    lines = [f"**A draft for {name(session)}**"]
    if summary := texts.get("summary"):
        lines.append("📖 " + cut(plain(summary, LONGEST_SUMMARY), PAGE_LIMIT))
    for one, head in HEADS.items():
        if one in texts:
            lines += [head, *(f"- {plain(line, LONGEST_LIST)}" for line in texts[one].splitlines())]
    return lines if len(lines) > 1 else [*lines, "It is empty."]


class Reviewing(Step):
    """The question what shall become of a draft. Once it has lapsed, the button on the recap asks it again."""

    def __init__(self, session_id: int) -> None:
        super().__init__()
        self.session_id = session_id

    @discord.ui.button(label="Accept", style=discord.ButtonStyle.success)
    async def accept(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Makes it the recap."""
        async with answering(interaction) as answer:
            async with deciding(interaction) as store:
                session = await drafting.accept(store, actor_of(interaction), self.session_id)
            await answer.replace(f"The recap of {name(session)} is as the draft had it. *Edit recap* changes it.")
            self.stop()

    @discord.ui.button(label="Edit", style=discord.ButtonStyle.secondary)
    async def edit(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Opens the draft in a form."""
        await self._open(interaction, FIRST)

    @discord.ui.button(label="Edit quests", style=discord.ButtonStyle.secondary)
    async def edit_quests(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Opens the rest of the draft: a form has five fields at most."""
        await self._open(interaction, QUESTS)

    @discord.ui.button(label="Discard", style=discord.ButtonStyle.danger)
    async def discard(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Drops it."""
        async with answering(interaction) as answer:
            async with deciding(interaction) as store:
                await drafting.discard(store, actor_of(interaction), self.session_id)
            await answer.replace("The draft is discarded, and the recap is as it was.")
            self.stop()

    async def _open(self, interaction: discord.Interaction[Any], fields: Mapping[str, tuple[str, str]]) -> None:
        async with answering(interaction) as answer:
            async with app_of(interaction).database.read() as store:
                _, proposed = await drafting.to_review(store, actor_of(interaction), self.session_id)
            await answer.modal(DraftForm(self.session_id, proposed, fields))


class DraftForm(Form):
    """Some of a draft's texts; sending it changes the draft, and not yet the recap."""

    def __init__(self, session_id: int, proposed: Proposal, fields: Mapping[str, tuple[str, str]]) -> None:
        super().__init__("Edit the draft")
        self.session_id = session_id
        self.inputs: dict[str, discord.ui.TextInput[Any]] = {}
        for one, (label, description) in fields.items():
            self.inputs[one] = discord.ui.TextInput(
                style=discord.TextStyle.paragraph,
                default=getattr(proposed, one) or None,
                max_length=LONGEST.get(one, LONGEST_LIST),
                required=False,
            )
            self.add_item(discord.ui.Label(text=label, description=description, component=self.inputs[one]))

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """Keeps the draft as it was changed, and asks again what shall become of it."""
        texts = {one: field.value for one, field in self.inputs.items()}
        async with deciding(interaction) as store:
            session, revised = await drafting.revise(store, actor_of(interaction), self.session_id, texts)
        await _show(answer, session, revised)
