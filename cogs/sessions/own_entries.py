"""Changing and removing entries: the buttons under a confirmation, and the list of those that one may change."""

from collections.abc import Sequence
from typing import Any

import discord

from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, answering, deciding
from cogs.edge.app import app_of
from cogs.edge.parts import Step
from cogs.edge.text import cut
from cogs.edge.wording import name
from cogs.sessions.entries import MARKS, entry_line
from cogs.sessions.entry_form import EditEntry
from domain.sessions.gametime import write_game_time
from domain.sessions.log import EVERYONE, Event
from services.sessions import log
from services.sessions.log import Logged

OFFERED = 25
SHOWN = 800  # characters of an entry's text; what is escaped takes up to twice as much, and Discord 2,000


async def confirm(answer: Answer, logged: Logged) -> None:
    """Says what was logged, with its buttons."""
    event = logged.event
    if logged.again:
        said = f"That message is in the log of {name(logged.session)} already."
    else:
        said = f"Logged in {name(logged.session)}."
    if logged.moved and event.game_time is not None:
        said += f" It is now {write_game_time(event.game_time)} in the game."
    elif event.said.readers != EVERYONE:
        said += " Nobody else sees it, and it moves no game time."
    await answer.private(f"{said}\n{entry_line(event)}", view=OwnEntry(event.id))


class OwnEntry(Step):
    """One entry that the person may change."""

    def __init__(self, event_id: int) -> None:
        super().__init__()
        self.event_id = event_id

    @discord.ui.button(label="Edit", style=discord.ButtonStyle.secondary)
    async def edit(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Opens the form with what the entry says now."""
        async with answering(interaction) as answer:
            async with app_of(interaction).database.read() as store:
                event = await log.own(store, actor_of(interaction), self.event_id)
            await answer.modal(EditEntry(event))

    @discord.ui.button(label="Remove", style=discord.ButtonStyle.danger)
    async def remove(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Removes it."""
        async with answering(interaction) as answer:
            async with deciding(interaction) as store:
                await log.remove(store, actor_of(interaction), self.event_id)
            await answer.replace("Removed from the log.")
            self.stop()


class OwnEntries(Step):
    """The newest entries that the person may change, to choose one."""

    def __init__(self, events: Sequence[Event]) -> None:
        super().__init__()
        for event in events[:OFFERED]:
            label = cut(" ".join(event.said.text.split()), 100)
            self.chosen.add_option(label=label, value=str(event.id), emoji=MARKS[event.said.category])

    @discord.ui.select(placeholder="Which entry?")
    async def chosen(self, interaction: discord.Interaction[Any], select: discord.ui.Select[Any]) -> None:
        """Shows it with its buttons."""
        async with answering(interaction) as answer:
            async with app_of(interaction).database.read() as store:
                event = await log.own(store, actor_of(interaction), int(select.values[0]))
            await answer.private(entry_line(event, SHOWN), view=OwnEntry(event.id))
