"""Why a file cannot be read."""

from dataclasses import dataclass
from enum import StrEnum, auto

from domain.errors import UserError


class Flaw(StrEnum):
    """What is wrong with a file as a whole."""

    NOT_GIVEN = auto()  # Discord did not hand it out
    TOO_LARGE = auto()
    NOT_TEXT = auto()
    NOT_JSON = auto()
    NO_LIST = auto()
    NO_COLUMNS = auto()
    COLUMN_TWICE = auto()
    OPEN_QUOTE = auto()  # in the row that begins there
    ENDLESS = auto()  # an entry longer than any that is meant
    TOO_MANY = auto()
    EMPTY = auto()


class NotUnderstood(UserError):
    """A file that cannot be read at all. `at` is a line of its text, `limit` what it may have at most."""

    def __init__(self, flaw: Flaw, *, at: int | None = None, limit: int = 0, name: str = "") -> None:
        super().__init__(flaw, at, limit, name)
        self.flaw = flaw
        self.at = at
        self.limit = limit
        self.name = name


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file is to be; of JSON, a list, or an object that has one as `name`. `refusal`: the error of others."""

    name: str
    most_bytes: int
    refusal: type[NotUnderstood]

    def check_size(self, size: int) -> None:
        """Raises the refusal of so many bytes if they are too many."""
        if size > self.most_bytes:
            raise self.refusal(Flaw.TOO_LARGE, limit=self.most_bytes)
