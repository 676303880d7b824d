"""The log: what happened in a session, and who may read it."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.errors import NotValid, UserError

LONGEST_ENTRY = 4000
MOST_ENTRIES = 2000  # in one session
MOST_READERS = 25
MOST_AMOUNT = 1_000_000_000
_MENTION = re.compile(r"<@!?([0-9]{1,19})>")


class Category(StrEnum):
    """What an entry is about."""

    COMBAT = "combat"
    EXPLORATION = "exploration"
    SOCIAL = "social"
    ENVIRONMENTAL = "environmental"
    REST = "rest"
    TIME = "time"
    LOOT = "loot"
    QUEST = "quest"
    NOTE = "note"


class Measure(StrEnum):
    """What an entry's amount counts."""

    DAMAGE_DEALT = "damage_dealt"
    DAMAGE_TAKEN = "damage_taken"
    HEALING = "healing"
    DEFEATED = "defeated"
    TREASURE = "treasure"
    XP = "xp"


class Importance(StrEnum):
    """How much an entry matters; the summary begins with the most important."""

    MINOR = "minor"
    NORMAL = "normal"
    MAJOR = "major"


class Visibility(StrEnum):
    """For whom an entry is: what is not for everyone never shows to others, anywhere."""

    EVERYONE = "everyone"
    ORGANISER = "organiser"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Readers:
    """For whom an entry is; `named` are the user ids of players, where it is for some of them."""

    visibility: Visibility = Visibility.EVERYONE
    named: frozenset[int] = frozenset()


EVERYONE = Readers()


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads: a user id and the ids of the campaigns that they run. The default is whoever sees a shared message."""

    user_id: int | None = None
    runs: frozenset[int] = frozenset()


EVERYBODY = Viewer()


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of an entry. `game_time`: seconds since the campaign began.

    Of one taken from a message: its id and channel, and who wrote it.
    """

    text: str
    category: Category = Category.NOTE
    measure: Measure | None = None
    amount: int | None = None
    importance: Importance = Importance.NORMAL
    readers: Readers = EVERYONE
    message_id: int | None = None
    channel_id: int | None = None
    said_by: int | None = None

    def check(self) -> None:
        """Raises NotValid where it cannot be."""
        if not self.text.strip():
            raise NotValid("An entry needs words: say what happened.")
        if len(self.text) > LONGEST_ENTRY:
            raise NotValid(f"An entry has at most {LONGEST_ENTRY:,} characters; that has {len(self.text):,}.")
        if (self.amount is None) != (self.measure is None):
            raise NotValid("An amount needs a `type`, what it counts, and a `type` an `amount`: give both or neither.")
        if self.amount is not None and not 1 <= self.amount <= MOST_AMOUNT:
            raise NotValid(f"An amount is a whole number from 1 to {MOST_AMOUNT:,}.")
        if len(self.readers.named) > MOST_READERS:
            raise NotValid(f"An entry is for at most {MOST_READERS} named players; for more, let everyone read it.")


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of a session's log. `author_id` logged it, at the real instant `at` and the `game_time` in seconds."""

    id: int
    guild_id: int
    session_id: int
    author_id: int
    at: datetime
    said: Said = field(default_factory=lambda: Said(""))
    game_time: int | None = None


class ReadersNotUnderstood(UserError):
    """The text names nobody for whom an entry could be."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def read_readers(text: str) -> Readers:
    """For whom an entry is: `everyone`, `organiser`, or mentions of players. Raises ReadersNotUnderstood."""
    word = text.strip().casefold()
    if word in ("everyone", "everybody", "all"):
        return EVERYONE
    if word in ("organiser", "organisers", "organizer", "organizers"):
        return Readers(Visibility.ORGANISER)
    named = frozenset(int(one) for one in _MENTION.findall(text))
    if not named or _MENTION.sub("", text).replace("and", "").strip(" ,;&"):
        raise ReadersNotUnderstood(text)
    return Readers(Visibility.NAMED, named)
