"""What a card is drawn on: a message, or what else stands in Discord for something of ours."""

from typing import Protocol, TypeVar

import discord

from db.store import Store
from domain.cards import Card

TOO_MANY_REQUESTS = 429
Shown = TypeVar("Shown")


class Canvas(Protocol[Shown]):
    """Draws cards of a kind. What Discord answers where it is out of order is raised: the card is drawn later."""

    async def look(self, store: Store, card: Card) -> Shown:
        """What the card is to show now; never asked of a removed card, whose subject is gone."""

    async def draw(self, card: Card, shown: Shown) -> float | None:
        """Has it shown, and notes that; what Discord refuses for good is noted too, and not tried again by itself.

        Gives in how many seconds it is to be drawn once more, where a part of it has to wait for its turn.
        """

    async def take_away(self, card: Card) -> bool:
        """Takes a removed card out of Discord; False where it may still turn up there: it is looked for again."""


def passes(error: discord.HTTPException) -> bool:
    """Whether the same request may well succeed later."""
    return error.status >= 500 or error.status == TOO_MANY_REQUESTS
