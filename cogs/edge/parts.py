"""Parts of what people see: buttons that survive restarts, forms, private steps, and rows of a card."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Self

import discord

from cogs.edge.answering import Answer, answering, report
from cogs.edge.lost import TOO_LATE

CARD_LIMIT = 3500  # characters of all texts of a card; Discord takes 4,000
STEP_TIMEOUT = 180.0  # seconds that a private step waits for its person
FORM_TIMEOUT = 900.0  # seconds; closing a form says nothing to us


class CardButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"(?!)"):
    """A button on a shared card. Its custom id is `feature:version:ids`: what it is about, and never a state."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button of a message that may be older than this process."""
        return cls(*match.groups())  # type: ignore[arg-type]  # each button takes its ids as they stand in its template

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answers the tap, whatever happens."""
        async with answering(interaction) as answer:
            await self.act(interaction, answer)

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """What a tap does."""
        raise NotImplementedError


class Form(discord.ui.Modal):
    """A form for one person; one that is left unsent is forgotten."""

    def __init__(self, title: str) -> None:
        super().__init__(title=title, timeout=FORM_TIMEOUT)

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Answers the form, whatever happens."""
        async with answering(interaction) as answer:
            await self.act(interaction, answer)

    async def act(self, interaction: discord.Interaction[Any], answer: Answer) -> None:
        """What sending the form does."""
        raise NotImplementedError

    async def on_error(  # type: ignore[override]  # a modal's has no item, as in discord.py's own
        self, interaction: discord.Interaction[Any], error: Exception
    ) -> None:
        """Says what failed before the form could be read."""
        await report(interaction, error)


class Step(discord.ui.View):
    """A question to one person, in a private message; it lapses, and says so. `shown` is that message."""

    def __init__(self) -> None:
        super().__init__(timeout=STEP_TIMEOUT)
        self.shown: discord.InteractionMessage | discord.WebhookMessage | None = None

    async def on_timeout(self) -> None:
        """Takes the buttons away: nobody hears them any more."""
        if self.shown is not None:
            with suppress(discord.HTTPException):  # the person may have dismissed it
                await self.shown.edit(content=TOO_LATE, view=None)

    async def on_error(
        self, interaction: discord.Interaction[Any], error: Exception, item: discord.ui.Item[Any]
    ) -> None:
        """Says what failed."""
        await report(interaction, error)


def row(text: str, button: discord.ui.Item[Any]) -> discord.ui.Section[Any]:
    """A text with its button beside it."""
    return discord.ui.Section(discord.ui.TextDisplay(text), accessory=button)


def card(*parts: discord.ui.Item[Any], accent: discord.Colour | None = None) -> discord.ui.LayoutView:
    """A card of these parts; the accent only repeats what its words say."""
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.Container(*parts, accent_colour=accent))
    return view


def fitting(draw: Callable[[int], discord.ui.LayoutView], sizes: Sequence[int]) -> discord.ui.LayoutView:
    """The card with as long lists as it holds: drawn at the first of these sizes that fits, or else at the last."""
    for size in sizes[:-1]:
        if (drawn := draw(size)).content_length() <= CARD_LIMIT:
            return drawn
    return draw(sizes[-1])
