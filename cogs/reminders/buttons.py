"""The button under every message of the timetable, by which the message can be found again."""

from typing import Any

import discord

from cogs.edge.answering import Answer
from cogs.edge.app import app_of
from cogs.edge.parts import CardButton
from cogs.edge.text import plain, when
from cogs.edge.wording import name
from domain.errors import NothingMatches
from domain.reminders import Reminder
from domain.scheduling.seats import Plan

SAYS = {
    Plan.GOING: "You are going.",
    Plan.LATE: "You are going, but late.",
    Plan.MAYBE: "You may come.",
    Plan.NOT_GOING: "You cannot come.",
}


class About(CardButton, template=r"reminder:1:(\d+)"):
    """Says what the reminder is about, and what the person answered."""

    def __init__(self, reminder_id: int | str) -> None:
        self.reminder_id = int(reminder_id)
        super().__init__(
            discord.ui.Button(
                label="Am I in?", style=discord.ButtonStyle.secondary, custom_id=f"reminder:1:{self.reminder_id}"
            )
        )

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """A private look at one's own plan."""
        async with app_of(interaction).database.read() as store:
            reminder = await store.reminders.get(self.reminder_id, interaction.guild_id or 0)
            if reminder is None:
                raise NothingMatches("reminder", f"#{self.reminder_id}")
            session = await store.sessions.get(reminder.subject_id, reminder.guild_id)
            mine = (await store.rsvps.seating(session)).of(interaction.user.id)
        said = (
            "You are on the waitlist."
            if mine and mine.waiting
            else SAYS[mine.plan]
            if mine
            else "You have not answered yet."
        )
        place = f" at {plain(session.location)}" if session.location else ""
        await answer.private(
            f"{name(session)}, {when(session.starts_at)}{place}: {session.state.replace('_', ' ')}.\n{said}"
        )


def custom_id_of(reminder: Reminder) -> str:
    """What names the button under the reminder's message."""
    return About(reminder.id).custom_id


def reminder_view(reminder: Reminder, url: str | None) -> discord.ui.View:
    """The button that names the reminder, and the way to its card."""
    view = discord.ui.View(timeout=None)
    view.add_item(About(reminder.id))
    if url:
        view.add_item(discord.ui.Button(label="Answer on the card", url=url))
    return view
