"""The button that undoes what a quorum did."""

from typing import Any

import discord

from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, deciding
from cogs.edge.wording import name
from cogs.rollcall.buttons import RollCallButton
from services.rollcall import undoing


class Undo(RollCallButton, template=r"undo:1:(\d+)"):
    """Deletes the session that a roll call became by itself."""

    def __init__(self, roll_call_id: int | str) -> None:
        super().__init__(roll_call_id, "Undo", "undo", discord.ButtonStyle.danger)

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """For whoever opened the roll call, and organisers; the service decides."""
        async with deciding(interaction) as store:
            session = await undoing.undo(store, actor_of(interaction), self.roll_call_id)
        await answer.private(
            f"{name(session)} is deleted. The roll call stays closed; *Make it a session* still makes one of it."
        )
