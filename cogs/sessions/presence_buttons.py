"""The board's buttons for what somebody is doing, for leaving, and for catching up."""

from typing import Any

import discord

from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, deciding
from cogs.edge.app import app_of
from cogs.edge.parts import CardButton, browse
from cogs.edge.places import where
from cogs.edge.text import at
from cogs.sessions.timeline import line
from domain.sessions.presence import Activity
from services.sessions import catching_up, presence

OWN = ("activity:", "leaving:", "catchup:")
"""How the custom ids begin of buttons that see to the presence of who taps them by themselves."""
LABELS = {
    Activity.ROLLING: ("Rolling", "🎲"),
    Activity.AWAY: ("Away", "☕"),
    Activity.HAND_UP: ("Hand up", "✋"),
}


class ActivityButton(CardButton, template=r"activity:1:(\d+):(rolling|away|hand_up)"):
    """Shows for a while what somebody is doing; tapped again, no more."""

    def __init__(self, session_id: int | str, activity: Activity | str) -> None:
        self.session_id = int(session_id)
        self.activity = Activity(activity)
        label, mark = LABELS[self.activity]
        custom_id = f"activity:1:{self.session_id}:{self.activity}"
        super().__init__(discord.ui.Button(label=label, emoji=mark, custom_id=custom_id))

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """The board is the feedback."""
        async with deciding(interaction) as store:
            await presence.doing(store, actor_of(interaction), self.session_id, self.activity)
        await answer.silent()


class LeavingButton(CardButton, template=r"leaving:1:(\d+)"):
    """Says that somebody leaves."""

    def __init__(self, session_id: int | str) -> None:
        self.session_id = int(session_id)
        super().__init__(discord.ui.Button(label="I'm leaving", emoji="👋", custom_id=f"leaving:1:{self.session_id}"))

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """The board is the feedback."""
        async with deciding(interaction) as store:
            await presence.leave(store, actor_of(interaction), self.session_id)
        await answer.silent()


class CatchUpButton(CardButton, template=r"catchup:1:(\d+)"):
    """Tells somebody alone what happened while they were away."""

    def __init__(self, session_id: int | str) -> None:
        self.session_id = int(session_id)
        super().__init__(discord.ui.Button(label="Catch me up", emoji="📜", custom_id=f"catchup:1:{self.session_id}"))

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """Reading is not yet being back: who is, writes, taps or joins voice."""
        async with app_of(interaction).database.read() as store:
            here = where(interaction.channel)
            missed = await catching_up.missed(store, actor_of(interaction), self.session_id, here)
        since = f"since you were away, {at(missed.since, 't')}" if missed.was_away else "since the session began"
        lines = [line(one) for one in missed.happenings]
        if lines:
            await browse(answer, lines, [f"📜 **What happened {since}**"] * len(lines))
        else:
            await answer.private(f"Nothing was noted {since}.")


def activity_row(session_id: int) -> discord.ui.ActionRow[Any]:
    """The row of these buttons on a board."""
    activities = (ActivityButton(session_id, one) for one in LABELS)
    return discord.ui.ActionRow(*activities, LeavingButton(session_id), CatchUpButton(session_id))
