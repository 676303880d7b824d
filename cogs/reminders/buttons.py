"""The button under every message of the timetable, by which the message can be found again."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import discord

from cogs.edge.answering import Answer, deciding
from cogs.edge.app import app_of
from cogs.edge.due import Due
from cogs.edge.parts import CardButton
from cogs.edge.text import plain, when
from cogs.edge.wording import name, title_of
from db.store import Store
from domain.errors import NothingMatches
from domain.reminders import COPIED, OF_ROLL_CALLS, Kind, Reminder
from domain.rollcall.poll import RollCall
from domain.scheduling.seats import Plan, Rsvp
from domain.scheduling.session import Session
from services.reminders import digest, notes
from services.reminders.sending import about

SNOOZE = timedelta(hours=1)
OF_WHAT_IS_OVER = (Kind.CANCELLED, Kind.UNDONE)  # nothing is left to answer, but a message is found by its button
SAYS = {
    Plan.GOING: "You are going.",
    Plan.LATE: "You are going, but late.",
    Plan.MAYBE: "You may come.",
    Plan.NOT_GOING: "You cannot come.",
}


class About(CardButton, template=r"reminder:1:(\d+)"):
    """Says what the message is about, and what the person answered."""

    def __init__(self, reminder_id: int | str, label: str = "Am I in?") -> None:
        self.reminder_id = int(reminder_id)
        super().__init__(
            discord.ui.Button(
                label=label, style=discord.ButtonStyle.secondary, custom_id=f"reminder:1:{self.reminder_id}"
            )
        )

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """A private look at one's own plan, or one's own answers."""
        async with app_of(interaction).database.read() as store:
            told = await self._told(store, interaction)
            if told.kind in OF_ROLL_CALLS:
                lines = _answers(await store.roll_calls.get(told.subject_id, told.guild_id), interaction.user.id)
            else:
                sessions = await _sessions(store, told)
                lines = [_own(one, (await store.rsvps.seating(one)).of(interaction.user.id)) for one in sessions]
        await answer.pages(lines or ["Of all that, nothing is still to come."])

    async def _told(self, store: Store, interaction: discord.Interaction[Any]) -> Reminder:
        """What the message told: one of this server's, or one of this person's own private messages."""
        if interaction.guild_id is None:
            reminder = await store.reminders.of_person(self.reminder_id, interaction.user.id)
        else:
            reminder = await store.reminders.get(self.reminder_id, interaction.guild_id)
        told = await about(store, reminder) if reminder else None
        if told is None or told.kind not in COPIED | {Kind.DIGEST}:
            raise NothingMatches("reminder", f"#{self.reminder_id}")
        return told


async def _sessions(store: Store, told: Reminder) -> tuple[Session, ...]:
    if told.kind is Kind.DIGEST:
        return (await digest.week(store, told.guild_id)).sessions
    return (await store.sessions.get(told.subject_id, told.guild_id),)


def _answers(roll_call: RollCall, user_id: int) -> list[str]:
    """What that person said to each option of a roll call."""
    title = f"**{plain(title_of(roll_call.title))}** ({roll_call.status})"
    if user_id not in roll_call.respondents():
        return [f"{title}: you have not answered yet."]
    said = ((one, roll_call.answer_of(user_id, one.id)) for one in roll_call.options)
    return [
        f"{title}: you said",
        *(
            f"{one.letter} {when(one.starts_at)}: {given.replace('_', ' ') if given else 'nothing'}"
            for one, given in said
        ),
    ]


def _own(session: Session, mine: Rsvp | None) -> str:
    said = (
        "You are on the waitlist."
        if mine and mine.waiting
        else SAYS[mine.plan]
        if mine
        else "You have not answered yet."
    )
    place = f" at {plain(session.location)}" if session.location else ""
    return f"{name(session)}, {when(session.starts_at)}{place}: {session.state.replace('_', ' ')}.\n{said}"


class Again(CardButton, template=r"note:1:(\d+)"):
    """Has a person reminded of the same once more."""

    def __init__(self, reminder_id: int | str) -> None:
        self.reminder_id = int(reminder_id)
        super().__init__(
            discord.ui.Button(
                label="Again in an hour", style=discord.ButtonStyle.secondary, custom_id=f"note:1:{self.reminder_id}"
            )
        )

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """Asks for it anew, and says when it comes."""
        async with deciding(interaction) as store:
            note = await notes.again(store, interaction.user.id, self.reminder_id, SNOOZE)
        await answer.private(f"I will remind you again {when(note.due_at)}.")


def buttons_of(
    due: Due, reminder: Reminder, *, over: bool = False
) -> Sequence[discord.ui.DynamicItem[discord.ui.Button[Any]]]:
    """The buttons under the reminder's message, whose custom ids name it: its kind's own, else the usual one.

    `over`: there is nothing left to answer.
    """
    if own := due.buttons.get(reminder.kind):
        return own(reminder)
    if reminder.kind is Kind.NOTE:
        return [Again(reminder.id)]
    if over or reminder.kind in OF_WHAT_IS_OVER:
        return [About(reminder.id, "About this")]
    return [About(reminder.id, "What did I say?") if reminder.kind in OF_ROLL_CALLS else About(reminder.id)]


def reminder_view(due: Due, reminder: Reminder, url: str | None) -> discord.ui.View:
    """The buttons that name the reminder, and the way to what it is about."""
    view = discord.ui.View(timeout=None)
    for button in buttons_of(due, reminder, over=url is None and reminder.kind is Kind.PRIVATE):
        view.add_item(button)
    if url:
        label = "Where you asked" if reminder.kind is Kind.NOTE else "Answer on the card"
        view.add_item(discord.ui.Button(label=label, url=url))
    return view
