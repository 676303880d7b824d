"""The form *My answers*: three lists of the options, prefilled, sent at once."""

from typing import Any
from zoneinfo import ZoneInfo

import discord

from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer as Reply
from cogs.edge.answering import deciding
from cogs.edge.parts import Form
from cogs.edge.text import at, cut, wall
from cogs.edge.wording import title_of
from domain.campaigns import OfflinePlayer
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
    """One person's answers to every option: a member's, or those of an `offline` player, by their organiser.

    An option in no list has no answer; but where the form could not show what stands, that stays.
    """

    def __init__(
        self, roll_call: RollCall, zone: ZoneInfo, *, user_id: int = 0, offline: OfflinePlayer | None = None
    ) -> None:
        whose = f"For {offline.name}" if offline else "My answers"
        super().__init__(title=cut(f"{whose}: {title_of(roll_call.title)}", 45))
        self.roll_call_id = roll_call.id
        self.offline = offline
        self.starts = {option.id: option.starts_at for option in roll_call.options}
        person = -offline.id if offline else user_id
        self.prefilled = prefilled = offline is None or not roll_call.names_hidden
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
                    default=prefilled and roll_call.answer_of(person, option.id) is answer,
                )
            self.lists[answer] = chosen
            self.add_item(discord.ui.Label(text=question, description=f"Times in {zone.key}", component=chosen))

    async def act(self, interaction: discord.Interaction[Any], answer: Reply) -> None:
        """One commit for all of it; the card is the feedback. An option in two lists is refused."""
        said: dict[int, Answer | None] = dict.fromkeys(self.starts if self.prefilled else ())
        twice = []
        for choice, chosen in self.lists.items():
            for option_id in map(int, chosen.values):
                if said.get(option_id) is not None:
                    twice.append(option_id)
                said[option_id] = choice
        if twice:
            times = " and ".join(at(self.starts[one]) for one in dict.fromkeys(twice))
            raise NotValid(
                f"You put {times} into two lists. Nothing was changed; please choose one list for each time."
            )
        actor = actor_of(interaction)
        async with deciding(interaction) as store:
            if self.offline:
                await answers.answer_for(store, actor, self.roll_call_id, self.offline.id, said, interaction.id)
            else:
                await answers.answer(store, actor, self.roll_call_id, said, interaction.id)
        await answer.silent()
