"""Saying whether one comes: /session rsvp."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.text import plain, when
from cogs.edge.wording import name
from cogs.scheduling.buttons import WAITLIST
from cogs.scheduling.commands.options import cleared
from domain.cards import CardKind
from domain.scheduling.seats import Plan, Rsvp
from services.scheduling import rsvps

ANSWERS = {"going": Plan.GOING, "late": Plan.LATE, "maybe": Plan.MAYBE, "not going": Plan.NOT_GOING}
SAID = {
    Plan.GOING: "You are going to",
    Plan.LATE: "You are going, but late, to",
    Plan.MAYBE: "You may come to",
    Plan.NOT_GOING: "You are not coming to",
}


@groups.session.command(name="rsvp", description="Say whether you come to a session, with a note for the others")
@inputs.which_session("Which session")
@app_commands.rename(plan="answer")
@app_commands.describe(plan="Whether you come", note="What the others should know; none takes it away")
@app_commands.choices(plan=[app_commands.Choice(name=one, value=one) for one in ANSWERS])
async def rsvp(
    interaction: discord.Interaction[Any],
    named: str,
    plan: app_commands.Choice[str],
    note: app_commands.Range[str, 1, 100] | None = None,
) -> None:
    """The same as the buttons of its card, and a note besides."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            session = await inputs.session_named(store, interaction, named, ahead=True)
            session, mine = await rsvps.answer(
                store, actor_of(interaction), session.id, ANSWERS[plan.value], interaction.id, cleared(note)
            )
            card = await store.cards.get(CardKind.SESSION, session.id)
        lines = [f"{_said(mine)} {name(session)}, {when(session.starts_at)}."]
        lines += [WAITLIST] if mine.waiting else []
        lines += [f"Your note: “{plain(mine.note)}”"] if mine.note else []
        lines += [f"[Its card]({card.url})"] if card and card.url else []
        await answer.private("\n".join(lines))


def _said(mine: Rsvp) -> str:
    return "You would like to come to" if mine.waiting else SAID[mine.plan]
