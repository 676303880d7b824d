"""The button that gives a session as a file for calendar programs."""

from io import BytesIO
from typing import Any

import discord

from cogs.edge.answering import Answer
from cogs.edge.app import app_of
from cogs.edge.parts import CardButton
from cogs.edge.wording import name
from cogs.scheduling.calendar.ics import ics
from domain.cards import CardKind
from domain.errors import NothingMatches
from domain.scheduling.feeds import Entry


class AddToCalendar(CardButton, template=r"calendar:1:(\d+)"):
    """Gives the session as a file."""

    def __init__(self, session_id: int | str) -> None:
        self.session_id = int(session_id)
        super().__init__(
            discord.ui.Button(
                label="Add to calendar",
                style=discord.ButtonStyle.secondary,
                custom_id=f"calendar:1:{self.session_id}",
            )
        )

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """The session as it is now, privately. A private one's card, and so this tap, is in its own thread."""
        app = app_of(interaction)
        async with app.database.read() as store:
            session = await store.sessions.get(self.session_id, interaction.guild_id or 0)
            campaign = await store.campaigns.get(session.campaign_id, session.guild_id)
            card = await store.cards.get(CardKind.SESSION, session.id)
        if session.private and interaction.channel_id != session.thread_id:
            raise NothingMatches("session", f"#{session.id}")
        file = discord.File(
            BytesIO(ics([Entry(session, campaign, url=card.url if card else None)])), f"session-{session.number}.ics"
        )
        follows = " `/calendar feed` gives you an address that does." if app.public_url else ""
        await answer.private(
            f"Open this file to put {name(session)} into your calendar. It does not follow later changes.{follows}",
            file=file,
        )
