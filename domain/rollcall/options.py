"""A roll call's options, what can be said to them, and how they count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.errors import NotValid

MAX_OPTIONS = 20
LETTERS = tuple(chr(0x1F1E6 + n) for n in range(MAX_OPTIONS))  # regional indicators A to T


class Answer(StrEnum):
    """What a person says to an option. Saying nothing is not the same as no."""

    YES = "yes"
    IF_NEEDED = "if_needed"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Option:
    """One start time that can be chosen, aware UTC. `place` gives its letter, which stays when others come or go."""

    id: int
    starts_at: datetime
    place: int

    @property
    def name(self) -> str:
        """Its letter as it is typed, A to T."""
        return chr(ord("A") + self.place)

    @property
    def letter(self) -> str:
        """Its emoji, A to T."""
        return LETTERS[self.place]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, or None where it was taken back; `cause` is the snowflake of the act that set it."""

    answer: Answer | None
    cause: int


@dataclass(frozen=True, slots=True)
class Count:
    """One option with those who answered, in order of answering."""

    option: Option
    yes: tuple[int, ...]
    if_needed: tuple[int, ...]
    no: tuple[int, ...]

    @property
    def can(self) -> int:
        """How many could come."""
        return len(self.yes) + len(self.if_needed)


def checked_options(instants: Iterable[datetime]) -> list[datetime]:
    """Distinct start times in time order. Raises NotValid unless there are 1 to 20."""
    distinct = sorted(set(instants))
    if not 1 <= len(distinct) <= MAX_OPTIONS:
        raise NotValid(f"A roll call has 1 to {MAX_OPTIONS} options; this one would have {len(distinct)}.")
    return distinct
