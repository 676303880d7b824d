"""Cards: messages that show something and are edited as it changes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

REFUSED = ""
"""Stands for the picture of a card where Discord takes none: the card is shown without."""


class CardKind(StrEnum):
    """What a card shows. EVENT is the session's mirror, a native scheduled event instead of a message."""

    SESSION = "session"
    BOARD = "board"
    RECAP = "recap"
    ROLLCALL = "rollcall"
    EVENT = "event"
    PICK = "pick"


@dataclass(frozen=True, slots=True)
class Card:
    """A message that shows something and is edited as it changes.

    `wanted` counts the changes of what it shows, `drawn` is the count that the message shows; `posting` counts the
    messages it has had, and makes the nonce of the next; `tried_at` is when posting that one was first attempted.
    `removed`: what it shows was deleted, and its message is to go. `picture` names the picture that the message shows.
    """

    id: int
    kind: CardKind
    subject_id: int
    guild_id: int
    channel_id: int
    message_id: int | None
    wanted: int
    drawn: int
    posting: int
    tried_at: datetime | None = None
    removed: bool = False
    picture: str | None = None

    @property
    def key(self) -> tuple[CardKind, int]:
        """What names a card everywhere: its kind and the id of what it shows."""
        return (self.kind, self.subject_id)

    @property
    def nonce(self) -> str:
        """The same for every attempt at posting this message, so that Discord posts it once."""
        return f"card-{self.id}-{self.posting}"

    @property
    def url(self) -> str | None:
        """The address of its message."""
        if self.message_id is None:
            return None
        return message_url(self.guild_id, self.channel_id, self.message_id)


def message_url(guild_id: int, channel_id: int, message_id: int) -> str:
    """The address of a message."""
    return f"https://discord.com/channels/{guild_id}/{channel_id}/{message_id}"
