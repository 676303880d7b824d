"""The offer to go on with what earlier sessions left undone."""

from contextlib import suppress
from typing import Any

import discord

from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.parts import Step
from cogs.edge.text import plain, plural
from db.store import Store
from domain.scheduling.session import Session
from services.sessions import objectives


class CarryOver(Step):
    """The question whether a new session goes on with what was left undone."""

    def __init__(self, session_id: int, left_over: int) -> None:
        super().__init__()
        self.session_id = session_id
        self.carry.label = f"Carry over {plural(left_over, 'objective')}"

    @discord.ui.button(style=discord.ButtonStyle.primary)
    async def carry(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Sets them for the new session."""
        async with answering(interaction) as answer:
            async with deciding(interaction) as store:
                carried = await objectives.carry_over(store, actor_of(interaction), self.session_id)
            listed = "\n".join(f"▫️ {plain(one.text, 60)}" for one in carried)
            await answer.replace(f"Carried over:\n{listed}" if carried else "There is nothing left to carry over.")
            self.stop()

    async def on_timeout(self) -> None:
        """Takes the offer away, and leaves what was said of the session."""
        if self.shown is not None:
            with suppress(discord.HTTPException):
                await self.shown.edit(view=None)


async def offered(store: Store, session: Session, after: Step | None = None) -> CarryOver | None:
    """That question, for the reply to the organiser who planned or started the session; None where nothing is left.

    `after`: the question whose message the reply replaces.
    """
    left_over = len(await store.objectives.left_over(session))
    if not left_over:
        return None
    offer = CarryOver(session.id, left_over)
    offer.shown = after.shown if after else None
    return offer
