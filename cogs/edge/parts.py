"""Parts of what people see: buttons that survive restarts, forms, private steps, and rows of a card."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Self, TypeVar

import discord

from cogs.edge.answering import Answer, answering, report
from cogs.edge.lost import TOO_LATE

SizeT = TypeVar("SizeT")
CARD_LIMIT = 3500  # characters of all texts of a card; Discord takes 4,000
STEP_TIMEOUT = 180.0  # seconds that a private step waits for its person
ENTRIES_ON_A_PAGE = 10
PAGE_LIMIT = 1900  # characters of a page without its number; Discord takes 2,000
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


class Pager(Step):
    """A long private list, a page at a time; when nobody turns it any more, the page that is open stays."""

    def __init__(self, pages: Sequence[str]) -> None:
        super().__init__()
        self.pages = pages
        self.open = 0
        self._mark()

    @property
    def page(self) -> str:
        """The page that is open, and which it is."""
        return f"{self.pages[self.open]}\n-# Page {self.open + 1} of {len(self.pages)}"

    def _mark(self) -> None:
        self.previous.disabled = self.open == 0
        self.next.disabled = self.open == len(self.pages) - 1

    @discord.ui.button(label="Previous", style=discord.ButtonStyle.secondary)
    async def previous(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Turns back."""
        await self._turn(interaction, -1)

    @discord.ui.button(label="Next", style=discord.ButtonStyle.secondary)
    async def next(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Turns on."""
        await self._turn(interaction, 1)

    async def _turn(self, interaction: discord.Interaction[Any], by: int) -> None:
        async with answering(interaction) as answer:
            self.open = min(max(self.open + by, 0), len(self.pages) - 1)
            self._mark()
            await answer.replace(self.page, view=self)

    async def on_timeout(self) -> None:
        """Takes the buttons away, and leaves what is being read."""
        if self.shown is not None:
            with suppress(discord.HTTPException):
                await self.shown.edit(view=None)


async def browse(
    answer: Answer, entries: Sequence[str], heads: Sequence[str] = (), file: discord.File | None = None
) -> None:
    """Shows a list to one person, in as many pages as it takes; `heads` are what each entry stands under.

    A `file`, a picture, stays below whatever page is open.
    """
    pages = in_pages(entries, heads or [""] * len(entries))
    if len(pages) == 1:
        await answer.private(pages[0], file=file)
    else:
        pager = Pager(pages)
        await answer.private(pager.page, view=pager, file=file)


def in_pages(entries: Sequence[str], heads: Sequence[str]) -> list[str]:
    """The entries in order, so many to a page as are easily read and Discord takes.

    A head stands above the first of its entries, and again where they go on on the next page.
    """
    pages: list[list[str]] = []
    above, room, left = "", 0, 0
    for entry, head in zip(entries, heads, strict=True):
        if left == 0 or len(entry) + len(head) > room:
            pages.append([])
            above, room, left = "", PAGE_LIMIT, ENTRIES_ON_A_PAGE
        between = "\n" if head and pages[-1] else ""
        shown = f"{between}{head}\n{entry}" if head != above else entry
        pages[-1].append(shown)
        above, room, left = head, room - len(shown) - 1, left - 1
    return ["\n".join(page) for page in pages]


def row(text: str, button: discord.ui.Item[Any]) -> discord.ui.Section[Any]:
    """A text with its button beside it."""
    return discord.ui.Section(discord.ui.TextDisplay(text), accessory=button)


def gap() -> discord.ui.Separator[Any]:
    """Room between what is about different things, with no line."""
    return discord.ui.Separator(visible=False)


def spaced(parts: Sequence[discord.ui.Item[Any]]) -> list[discord.ui.Item[Any]]:
    """The parts with room between them."""
    return [one for part in parts for one in (gap(), part)][1:]


def card(*parts: discord.ui.Item[Any], accent: discord.Colour | None = None) -> discord.ui.LayoutView:
    """A card of these parts; the accent only repeats what its words say."""
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.Container(*parts, accent_colour=accent))
    return view


def fitting(draw: Callable[[SizeT], discord.ui.LayoutView], sizes: Sequence[SizeT]) -> discord.ui.LayoutView:
    """The card with as long lists as it holds: drawn at the first of these sizes that fits, or else at the last."""
    for size in sizes[:-1]:
        if (drawn := draw(size)).content_length() <= CARD_LIMIT:
            return drawn
    return draw(sizes[-1])
