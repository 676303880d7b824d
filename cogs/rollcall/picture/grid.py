"""What the picture of a roll call shows, as plain values."""

from dataclasses import dataclass

from domain.rollcall.options import Answer

MAX_ROWS = 40  # people drawn by name; the rest become "and 12 more"


@dataclass(frozen=True, slots=True)
class Column:
    """One option. `head` is worded in the campaign's zone, a line each: `("Fri", "2 Jan", "20:00")`.

    `letter` is the one on the card's button; the counts are given, because an anonymous roll call has no rows.
    """

    letter: str
    head: tuple[str, ...]
    yes: int
    if_needed: int
    no: int

    def count(self, answer: Answer) -> int:
        """How many gave that answer."""
        return {Answer.YES: self.yes, Answer.IF_NEEDED: self.if_needed, Answer.NO: self.no}[answer]

    @property
    def words(self) -> str:
        """The option in one line: `Fri 2 Jan 20:00`."""
        return " ".join(self.head)


@dataclass(frozen=True, slots=True)
class Row:
    """One person, and what they said to each option, in the columns' order; None where they said nothing."""

    name: str
    answers: tuple[Answer | None, ...]
    offline: bool = False

    @property
    def silent(self) -> bool:
        """Whether they answered nothing at all."""
        return not any(self.answers)


@dataclass(frozen=True, slots=True)
class Grid:
    """People by options. `best` is a column's place; `zone` and `note` are words, shown as they are.

    No rows, of an anonymous roll call, leave the counts.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    best: int | None = None
    zone: str = ""
    note: str = ""
