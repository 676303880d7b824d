"""Looking at a roll call: /rollcall show."""

from typing import Any

import discord

from cogs.edge import groups, inputs
from cogs.edge.answering import answering
from cogs.edge.app import app_of
from cogs.edge.text import plain, plural, when
from cogs.edge.wording import title_of
from cogs.rollcall.commands.naming import roll_call_shown
from cogs.rollcall.standing import stands
from domain.cards import CardKind


@groups.rollcall.command(name="show", description="Show how a roll call stands")
@inputs.which_roll_call("Which roll call; the newest open one if you name none")
async def show(interaction: discord.Interaction[Any], named: str | None = None) -> None:
    """Shows the ranking privately, and this person's own answers."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            roll_call = await roll_call_shown(store, interaction, named)
            card = await store.cards.get(CardKind.ROLLCALL, roll_call.id)
            stood = await stands(store, roll_call)
        lines = [f"**{plain(title_of(roll_call.title))}** (roll call {roll_call.id}, {roll_call.status}), best first:"]
        for place, count in enumerate(roll_call.ranked(), 1):
            mine = roll_call.answer_of(interaction.user.id, count.option.id)
            own = f"; you said {mine.replace('_', ' ')}" if mine else ""
            lines.append(
                f"{place}. {roll_call.letter(count.option.id)} {when(count.option.starts_at)}: "
                f"{len(count.yes)} yes, {len(count.if_needed)} if needed, {len(count.no)} no{own}"
            )
        lines.append(f"{plural(len(roll_call.respondents()), 'person has', 'people have')} answered.")
        lines += stood.splitlines()
        if card and card.url:
            lines.append(f"Its card: {card.url}")
        await answer.pages(lines)
