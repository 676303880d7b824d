"""The buttons of a roll call's card."""

from typing import Any

import discord

from cogs.edge.actors import actor_of
from cogs.edge.answering import Answer, deciding, listed
from cogs.edge.app import app_of
from cogs.edge.offline import offline_names
from cogs.edge.parts import CardButton
from cogs.edge.text import at
from cogs.rollcall import promoting
from cogs.rollcall.form import AnswersForm
from domain.rollcall.options import Count
from domain.rollcall.poll import RollCall
from services.rollcall import answers, promotion

GREY = discord.ButtonStyle.secondary


class OptionButton(CardButton, template=r"option:1:(\d+)"):
    """Toggles yes to one option."""

    def __init__(self, option_id: int | str, label: str | None = "I can", emoji: str | None = None) -> None:
        self.option_id = int(option_id)
        super().__init__(
            discord.ui.Button(label=label, emoji=emoji, style=GREY, custom_id=f"option:1:{self.option_id}")
        )

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """The card is the feedback."""
        async with deciding(interaction) as store:
            await answers.toggle(store, actor_of(interaction), self.option_id, interaction.id)
        await answer.silent()


class RollCallButton(CardButton, template=r"(?!)"):
    """A button that is about one whole roll call."""

    def __init__(self, roll_call_id: int | str, label: str, feature: str, style: discord.ButtonStyle = GREY) -> None:
        self.roll_call_id = int(roll_call_id)
        custom_id = f"{feature}:1:{self.roll_call_id}"
        super().__init__(discord.ui.Button(label=label, style=style, custom_id=custom_id))


class NoneOfThese(RollCallButton, template=r"none:1:(\d+)"):
    """Says no to everything."""

    def __init__(self, roll_call_id: int | str) -> None:
        super().__init__(roll_call_id, "None of these", "none")

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """The card is the feedback."""
        async with deciding(interaction) as store:
            new = await answers.none_of_these(store, actor_of(interaction), self.roll_call_id, interaction.id)
        if new:
            await answer.silent()
        else:
            await answer.private("You said no to all of these. Tap a time to change that.")


class MyAnswers(RollCallButton, template=r"answers:1:(\d+)"):
    """Opens the form with this person's answers."""

    def __init__(self, roll_call_id: int | str) -> None:
        super().__init__(roll_call_id, "My answers", "answers", discord.ButtonStyle.primary)

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """The form is prefilled with what stands now."""
        app = app_of(interaction)
        async with app.database.read() as store:
            roll_call = await store.roll_calls.get(self.roll_call_id, interaction.guild_id or 0)
            await answers.require_may_answer(store, actor_of(interaction), roll_call)
            zone = await answers.reading_zone(store, roll_call, interaction.user.id)
        await answer.modal(AnswersForm(roll_call, zone, user_id=interaction.user.id))


class WhoAnswered(RollCallButton, template=r"who:1:(\d+)"):
    """Shows who said what, in full."""

    def __init__(self, roll_call_id: int | str) -> None:
        super().__init__(roll_call_id, "Full list", "who")

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """A private list, which pings nobody; of an anonymous roll call only counts."""
        async with app_of(interaction).database.read() as store:
            roll_call = await store.roll_calls.get(self.roll_call_id, interaction.guild_id or 0)
            offline = await offline_names(store, roll_call.campaign_id)
        if roll_call.names_hidden:
            await answer.pages(_counted(roll_call))
            return
        lines = []
        for count in map(roll_call.count, roll_call.options):
            said = [line for what, who in _said(count) if who for line in listed(what, who, offline)]
            lines += [f"{roll_call.letter(count.option.id)} **{at(count.option.starts_at)}**", *said] if said else []
        await answer.pages(lines or ["Nobody has answered yet."])


def _counted(roll_call: RollCall) -> list[str]:
    lines = ["This roll call is anonymous: who said what shows only once it is closed."]
    for count in map(roll_call.count, roll_call.options):
        said = ", ".join(f"{len(who)} {what}" for what, who in _said(count))
        lines.append(f"{count.option.letter} {at(count.option.starts_at, 'f')}: {said}")
    return lines


def _said(count: Count) -> list[tuple[str, tuple[int, ...]]]:
    return [("yes", count.yes), ("if needed", count.if_needed), ("no", count.no)]


class Promote(RollCallButton, template=r"promote:1:(\d+)"):
    """Asks whether the best option shall become a session."""

    def __init__(self, roll_call_id: int | str) -> None:
        super().__init__(roll_call_id, "Make it a session", "promote", discord.ButtonStyle.success)

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """Only whoever may promote is asked; the service decides."""
        async with app_of(interaction).database.read() as store:
            roll_call = await store.roll_calls.get(self.roll_call_id, interaction.guild_id or 0)
            best = await promotion.promotable(store, actor_of(interaction), roll_call)
        await promoting.ask(answer, roll_call, best)
