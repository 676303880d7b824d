"""A roll call at the usual times, offered to an organiser in a private message, with buttons to answer that."""

from collections.abc import Sequence
from typing import Any

import discord

from cogs.edge.actors import actor_in
from cogs.edge.answering import Answer, deciding
from cogs.edge.app import app_of
from cogs.edge.parts import CardButton
from cogs.edge.text import at, plain, when
from cogs.rollcall.called import called
from db.store import Store
from domain.actor import Actor
from domain.cards import CardKind
from domain.reminders import Letter, Reminder
from services.rollcall import offering

GREY = discord.ButtonStyle.secondary


async def compose(store: Store, due: Reminder, late: bool) -> Letter | None:
    """The times that worked before, to the organiser; None where the campaign goes on, or wants no offers."""
    offer = await offering.offer(store, due)
    if offer is None or due.user_id is None:
        return None
    ended_at = offer.last.ended_at or offer.last.starts_at
    lines = (
        f"💡 **{plain(offer.campaign.name)}** has nothing planned since its last session ended {at(ended_at, 'R')}. "
        "Shall I ask when everybody can play? These are the next of the days and hours that worked before:",
        *(f"- {when(one)}" for one in offer.starts),
        f"-# The roll call would stand in <#{offer.channel_id}>. `/rollcall open` asks for other times, and "
        "`/campaign edit` with `offer_after` sets when I offer this, or turns it `off`.",
    )
    return Letter(due.user_id, "\n".join(lines), due.due_at)


class OfferButton(CardButton, template=r"(?!)"):
    """A button that answers one offer."""

    def __init__(self, reminder_id: int | str, label: str, feature: str, style: discord.ButtonStyle = GREY) -> None:
        self.reminder_id = int(reminder_id)
        custom_id = f"{feature}:1:{self.reminder_id}"
        super().__init__(discord.ui.Button(label=label, style=style, custom_id=custom_id))

    async def actor(self, interaction: discord.Interaction[Any]) -> Actor:
        """The person with the rights that they have now where the offer belongs. Raises NothingMatches, NotInServer."""
        async with app_of(interaction).database.read() as store:
            made = await offering.offered(store, interaction.user.id, self.reminder_id)
        return await actor_in(interaction, made.guild_id)


class TakeOffer(OfferButton, template=r"offer:1:(\d+)"):
    """Opens the roll call."""

    def __init__(self, reminder_id: int | str) -> None:
        super().__init__(reminder_id, "Open the roll call", "offer", discord.ButtonStyle.success)

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """Says where it stands, in place of the offer."""
        actor = await self.actor(interaction)
        async with deciding(interaction) as store:
            roll_call = await offering.take(store, actor, self.reminder_id)
            card = await store.cards.get(CardKind.ROLLCALL, roll_call.id)
        assert card is not None  # noqa: S101 - opening posts one
        times = "\n".join(f"- {when(one.starts_at)}" for one in roll_call.options)
        await answer.replace(
            f"{called(roll_call)} is open in <#{card.channel_id}> until {when(roll_call.deadline)}:\n{times}"
        )


class DeclineOffer(OfferButton, template=r"notnow:1:(\d+)"):
    """Leaves it at that."""

    def __init__(self, reminder_id: int | str) -> None:
        super().__init__(reminder_id, "Not now", "notnow")

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """Takes the offer away."""
        async with deciding(interaction) as store:
            campaign = await offering.decline(store, interaction.user.id, self.reminder_id)
        await answer.replace(
            f"Not now. I offer it again some time after the next session of {plain(campaign.name)}; `/rollcall open` "
            "asks whenever you like."
        )


class MuteOffers(OfferButton, template=r"nooffers:1:(\d+)"):
    """Turns offers off for the campaign."""

    def __init__(self, reminder_id: int | str) -> None:
        super().__init__(reminder_id, "Never for this campaign", "nooffers")

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """Says how to have them back."""
        actor = await self.actor(interaction)
        async with deciding(interaction) as store:
            campaign = await offering.mute(store, actor, self.reminder_id)
        await answer.replace(
            f"There are no more offers for {plain(campaign.name)}. `/campaign edit` with `offer_after`, like `3d`, "
            "brings them back."
        )


def buttons(due: Reminder) -> Sequence[OfferButton]:
    """The buttons under an offer."""
    return (TakeOffer(due.id), DeclineOffer(due.id), MuteOffers(due.id))
