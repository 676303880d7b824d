"""Making a session of a roll call's option: the question before it, and what is said after it."""

from typing import Any

import discord

from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, answering, deciding
from cogs.edge.parts import Step
from cogs.edge.places import require_card_channel
from cogs.edge.text import at, plural, when
from cogs.edge.wording import name
from domain.cards import CardKind
from domain.rollcall.options import Count
from domain.rollcall.poll import RollCall, Status
from services.rollcall import promotion


async def ask(answer: Answer, roll_call: RollCall, count: Count) -> None:
    """Asks this person privately whether that option shall become a session."""
    can = (
        f"{plural(count.can, 'person', 'people')} can come." if count.can else "**Nobody has said that they can come.**"
    )
    closes = "\nThe roll call closes with it." if roll_call.status is Status.OPEN else ""
    said = f"Make {when(count.option.starts_at)} a session? {can}{closes}"
    await answer.private(said, view=Promoting(roll_call.id, count.option.id))


async def promote(interaction: discord.Interaction[Any], roll_call_id: int, option_id: int | None) -> str:
    """Does it in a transaction of its own; gives what came of it. The service decides."""
    guild_id = interaction.guild_id or 0
    async with deciding(interaction) as store:
        before = await store.roll_calls.get(roll_call_id, guild_id, lock=True)
        channel_id = interaction.channel_id or 0
        session = await promotion.promote(store, actor_of(interaction), roll_call_id, option_id, channel_id)
        after = await store.roll_calls.get(roll_call_id, guild_id)
        card = await store.cards.get(CardKind.SESSION, session.id)
        own = await store.cards.get(CardKind.ROLLCALL, roll_call_id)
        require_card_channel(interaction, card)
        now = store.now
    if before.session_id is not None:
        said = f"The roll call is a session already: {name(session)}, {when(session.starts_at)}."
    else:
        where = f" Its card is in <#{card.channel_id}>." if card else ""
        said = f"{name(session)} is planned for {when(session.starts_at)}.{where}"
    if after.undo_until is not None and now < after.undo_until:
        its_card = f"[the roll call's card]({own.url})" if own and own.url else "the roll call's card"
        said += f" *Undo* on {its_card} takes it back until {at(after.undo_until, 't')}."
    return said


class Promoting(Step):
    """The question whether an option shall become a session."""

    def __init__(self, roll_call_id: int, option_id: int) -> None:
        super().__init__()
        self.roll_call_id = roll_call_id
        self.option_id = option_id

    @discord.ui.button(label="Make it a session", style=discord.ButtonStyle.success)
    async def promote(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Promotes it."""
        async with answering(interaction) as answer:
            await answer.replace(await promote(interaction, self.roll_call_id, self.option_id))
            self.stop()

    @discord.ui.button(label="Not yet", style=discord.ButtonStyle.secondary)
    async def not_yet(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Does nothing."""
        async with answering(interaction) as answer:
            await answer.replace("The roll call stays as it is.")
            self.stop()
