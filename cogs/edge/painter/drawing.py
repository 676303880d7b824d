"""What a message of ours shows, and what its feature says of that."""

from collections.abc import Awaitable, Callable, Set
from dataclasses import dataclass

import discord

from cogs.edge.painter.pictures import Picture
from db.store import Store
from domain.cards import Card


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a card shows now. `ping_role_id` is pinged when it is first posted; `reactions` stand under it.

    A `picture` is shown below the view; it follows once the card is posted. It is `pinned` from then on, where the bot
    may, or no more; None leaves that as it is.
    """

    view: discord.ui.LayoutView
    organiser_id: int
    ping_role_id: int | None = None
    reactions: tuple[str, ...] = ()
    picture: Picture | None = None
    pinned: bool | None = None


Draw = Callable[[Store, Card], Awaitable[Drawing]]
OnPosted = Callable[[Store, Card], Awaitable[None]]
Marks = Callable[[int], Set[str]]
