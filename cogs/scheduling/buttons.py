"""The buttons of a session's card."""

from typing import Any

import discord

from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, deciding
from cogs.edge.app import app_of
from cogs.edge.offline import offline_names
from cogs.edge.parts import CardButton
from cogs.scheduling.roster import in_full
from domain.scheduling.seats import Plan
from services.scheduling import rsvps

LABELS = {Plan.GOING: "Going", Plan.LATE: "Late", Plan.MAYBE: "Maybe", Plan.NOT_GOING: "Can't come"}
STYLES = {Plan.GOING: discord.ButtonStyle.success, Plan.NOT_GOING: discord.ButtonStyle.danger}

NOBODY = "Nobody has answered yet."
WAITLIST = (
    "Every seat is taken: you are on the waitlist, and get the next one that becomes free when it is your turn. "
    "I will mention you then."
)


class RsvpButton(CardButton, template=r"rsvp:1:(\d+):(going|late|maybe|not_going)"):
    """Says whether the person who taps comes."""

    def __init__(self, session_id: int | str, plan: str) -> None:
        self.session_id = int(session_id)
        self.plan = Plan(plan)
        super().__init__(
            discord.ui.Button(
                label=LABELS[self.plan],
                style=STYLES.get(self.plan, discord.ButtonStyle.secondary),
                custom_id=f"rsvp:1:{self.session_id}:{self.plan}",
            )
        )

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """The card is the feedback; only a place on the waitlist is said, since the card may be elided."""
        async with deciding(interaction) as store:
            _, rsvp = await rsvps.answer(store, actor_of(interaction), self.session_id, self.plan, interaction.id)
        if rsvp.waiting:
            await answer.private(WAITLIST)
        else:
            await answer.silent()


class Everyone(CardButton, template=r"everyone:1:(\d+)"):
    """Shows who comes, in full."""

    def __init__(self, session_id: int | str) -> None:
        self.session_id = int(session_id)
        super().__init__(
            discord.ui.Button(
                label="Full list", style=discord.ButtonStyle.secondary, custom_id=f"everyone:1:{self.session_id}"
            )
        )

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """A private list with everybody's note, which pings nobody."""
        async with app_of(interaction).database.read() as store:
            session = await store.sessions.get(self.session_id, interaction.guild_id or 0)
            seating = await store.rsvps.seating(session)
            offline = await offline_names(store, session.campaign_id)
        lists = [(LABELS[plan], seating.named(plan)) for plan in Plan] + [("Waitlist", seating.waitlist)]
        await answer.pages([line for head, who in lists for line in in_full(f"**{head}**", who, offline)] or [NOBODY])
