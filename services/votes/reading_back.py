"""Reading back: what was written, edited or deleted while nobody listened counts as if somebody had."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from db.store import Store
from domain.snowflake import instant_of, snowflake_at
from domain.votes import REACH, Stretch
from services.votes.hearing import Heard, hear, unhear


@dataclass(frozen=True, slots=True)
class Page:
    """A piece of a channel's history: all messages there are after the id `after`, up to `until`, to the end if None.

    `present` are the ids of all its messages, `heard` those of them that may vote or were edited.
    """

    guild_id: int
    channel_ids: tuple[int, ...]
    after: int
    until: int | None
    present: frozenset[int]
    heard: Sequence[Heard]

    def covers(self, message_id: int) -> bool:
        """Whether the message would have to be in it, if it still were there."""
        return self.after < message_id and (self.until is None or message_id <= self.until)


async def to_read(store: Store, guild_ids: Collection[int]) -> list[Stretch]:
    """What is to be read: these guilds' live sessions, and those that ended lately and were not heard to the end."""
    return [one for one in await store.read_backs.stretches(guild_ids, store.now - REACH) if one.is_due(store.now)]


def beginning(stretch: Stretch) -> int:
    """The id after which the stretch's messages begin; one of the very instant of the first play belongs to it."""
    return snowflake_at(stretch.begun_at) - 1


def is_past(stretch: Stretch, message_id: int) -> bool:
    """Whether messages from that one on vote for nothing any more."""
    return stretch.over_at is not None and instant_of(message_id) >= stretch.over_at


async def read(store: Store, page: Page, kept: Collection[int]) -> None:
    """Counts what a page of history says. It commutes with what is heard live meanwhile.

    `kept` are the channel's messages that were kept before the page was asked for: one that is missing was deleted.
    """
    heard = {one.message_id: one for one in page.heard}
    gone = {one for one in kept if page.covers(one) and one not in page.present}
    for message_id in sorted(heard.keys() | gone, reverse=True):  # both together, as `unhear` locks sessions
        if message_id in gone:
            await unhear(store, page.guild_id, page.channel_ids, [message_id])
        else:
            await hear(store, heard[message_id])


async def finished(store: Store, stretch: Stretch, began: datetime) -> None:
    """Notes that all of it has been heard up to when the reading began. Before that, a restart reads it from its start.

    A place to go on from would not do: what stands before it may have been edited since the reading was cut short.
    """
    await store.read_backs.heard(stretch.session_id, stretch.channel_id, began)


async def unreadable(store: Store, stretch: Stretch, channel_id: int) -> bool:
    """Notes that its channel or that thread of it cannot be read; True where the organiser has yet to be told so."""
    return await store.read_backs.unheard(stretch.session_id, channel_id, stretch.begun_at)
