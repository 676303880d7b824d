"""The form of an entry, and how one is changed in it."""

from typing import Any

import discord

from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, deciding
from cogs.edge.parts import Form
from cogs.sessions.entries import MARKS, MEASURES, entry_line
from domain.errors import NotValid
from domain.sessions.log import LONGEST_ENTRY, Category, Event, Importance, Measure, Said
from services.sessions import log

Select = discord.ui.Select[Any]
TextInput = discord.ui.TextInput[Any]


class EntryForm(Form):
    """What there is to say of an entry: five fields, of which only the text has to be filled in."""

    def __init__(self, title: str, said: Said) -> None:
        super().__init__(title)
        self.text = TextInput(style=discord.TextStyle.paragraph, default=said.text or None, max_length=LONGEST_ENTRY)
        self.category: Select = Select(placeholder="Note", min_values=0, required=False)
        for category in Category:
            given = category is said.category
            self.category.add_option(label=category.value.title(), emoji=MARKS[category], default=given)
        self.amount = TextInput(default=str(said.amount) if said.amount else None, max_length=13, required=False)
        self.measure: Select = Select(placeholder="Nothing", min_values=0, required=False)
        for measure in Measure:
            self.measure.add_option(label=MEASURES[measure], value=measure.value, default=measure is said.measure)
        self.add_item(discord.ui.Label(text="What happened", component=self.text))
        self.add_item(discord.ui.Label(text="What it is about", component=self.category))
        self.add_item(discord.ui.Label(text="Amount", description="Such as 12", component=self.amount))
        self.add_item(discord.ui.Label(text="What the amount counts", component=self.measure))

    def said(self, importance: Importance = Importance.NORMAL) -> Said:
        """What was filled in. Raises NotValid."""
        number = self.amount.value.replace(",", "").strip()
        if number and not (number.isascii() and number.isdecimal()):
            raise NotValid(f"“{number[:20]}” is no amount: write a whole number, such as `12`.")
        return Said(
            self.text.value.strip(),
            Category(self.category.values[0].lower()) if self.category.values else Category.NOTE,
            Measure(self.measure.values[0]) if self.measure.values else None,
            int(number) if number else None,
            importance,
        )


class EditEntry(EntryForm):
    """An entry that its author changes, or an organiser."""

    def __init__(self, event: Event) -> None:
        super().__init__("Change an entry", event.said)
        self.event_id = event.id
        self.importance: Select = Select(min_values=0, required=False)
        for importance in Importance:
            self.importance.add_option(label=importance.value.title(), default=importance is event.said.importance)
        self.add_item(discord.ui.Label(text="How much it matters", component=self.importance))

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """Keeps the change."""
        chosen = self.importance.values
        said = self.said(Importance(chosen[0].lower()) if chosen else Importance.NORMAL)
        async with deciding(interaction) as store:
            event = await log.edit(store, actor_of(interaction), self.event_id, said)
        await answer.private(f"Saved.\n{entry_line(event)}")
