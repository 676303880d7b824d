"""The form *My answers*: three lists of the options, prefilled, sent at once."""

from typing import Any
from zoneinfo import ZoneInfo

import discord

from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer as Reply
from cogs.edge.answering import deciding
from cogs.edge.parts import Form
from cogs.edge.text import cut, wall
from cogs.edge.wording import title_of
from domain.errors import NotValid
from domain.rollcall.options import Answer
from domain.rollcall.poll import RollCall
from services.rollcall import answers

QUESTIONS = {
    Answer.YES: "I can",
    Answer.IF_NEEDED: "If needed",
    Answer.NO: "I can't",
}


class AnswersForm(Form):
    """One person's answers to every option. An option in no list has no answer."""

    def __init__(self, roll_call: RollCall, user_id: int, zone: ZoneInfo) -> None:
        super().__init__(title=cut(f"My answers: {title_of(roll_call.title)}", 45))
        self.roll_call_id = roll_call.id
        self.option_ids = [option.id for option in roll_call.options]
        self.lists: dict[Answer, discord.ui.Select[Any]] = {}
        for answer, question in QUESTIONS.items():
            chosen = discord.ui.Select[Any](
                placeholder="None", min_values=0, max_values=len(roll_call.options), required=False
            )
            for option in roll_call.options:
                chosen.add_option(
                    label=wall(option.starts_at, zone),
                    value=str(option.id),
                    emoji=roll_call.letter(option.id),
                    default=roll_call.answer_of(user_id, option.id) is answer,
                )
            self.lists[answer] = chosen
            self.add_item(discord.ui.Label(text=question, description=f"Times in {zone.key}", component=chosen))

    async def act(self, interaction: discord.Interaction[Any], answer: Reply) -> None:
        """One commit for all of it; the card is the feedback. An option in two lists is refused."""
        said: dict[int, Answer | None] = dict.fromkeys(self.option_ids)
        for choice, chosen in self.lists.items():
            for value in chosen.values:
                if said.get(int(value)) is not None:
                    raise NotValid("You put one time into two lists. Nothing was changed; please choose one list each.")
                said[int(value)] = choice
        async with deciding(interaction) as store:
            await answers.answer(store, actor_of(interaction), self.roll_call_id, said, interaction.id)
        await answer.silent()
