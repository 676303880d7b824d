"""What the features do when something of theirs is due: say a message, or act."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import discord

from db.store import Store
from domain.reminders import Kind, Letter, Reminder


@dataclass(frozen=True, slots=True)
class Notice:
    """A message that is due: where it goes, what it says, and whom it pings. `url` is the card it is about.

    There is none where what it is about is over: nothing is to be answered there.

    `organiser_id` is who is told where the channel cannot be reached; None: the guild's owner.
    """

    channel_id: int
    content: str
    pings: tuple[int, ...]
    organiser_id: int | None
    url: str | None = None


Said = Notice | Letter
Composer = Callable[[Store, Reminder, bool], Awaitable[Said | None]]
Act = Callable[[Store, Reminder], Awaitable[datetime | None]]
Buttons = Callable[[Reminder], Sequence[discord.ui.DynamicItem[discord.ui.Button[Any]]]]


@dataclass(slots=True)
class Due:
    """Each kind of reminder has a composer, which words it (late or not; None: nobody to tell), or an act, which gives
    when it is due again, if ever.

    What has a `wait` is asked for it first: until then it is put off. A kind's own `buttons` stand under its messages
    instead of the usual one. Their custom ids hold the reminder's id: by them a message is found that may have
    arrived.
    """

    composers: dict[Kind, Composer] = field(default_factory=dict)
    acts: dict[Kind, Act] = field(default_factory=dict)
    waits: dict[Kind, Act] = field(default_factory=dict)
    buttons: dict[Kind, Buttons] = field(default_factory=dict)
