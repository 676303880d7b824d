"""Reading a chat log: who wrote what when, of which only the lines that vote are passed on.

A log is UTF-8, at most 25 MB: a CSV table whose first line names the columns, or JSON, a list of objects or an object
with one as `messages`. The columns or names are those of `NAMES`; what else is there means nothing. An author may be an
object with a `name` or `username`; of one with `isBot` or `bot` nothing votes. Times are ISO 8601, UTC where they name
no zone, or Unix time in seconds or milliseconds.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum, auto
from typing import Any

from domain.files import Expected, Flaw, column, entries, is_json, rows
from domain.votes.errors import LogNotUnderstood
from domain.votes.grammar import Token, parse
from domain.votes.lines import line_hash
from domain.votes.said import instant_said, is_bot, name_said

LOG = Expected("messages", 25 * 1024 * 1024, LogNotUnderstood)
LONGEST_MESSAGE = 4000  # Discord takes no longer ones
MOST_VOTES = 250_000  # lines that vote, of which each takes 200 bytes
MOST_LINES = 1_000_000  # of any kind: 25 MB of real ones are fewer
SHOWN = 3  # lines that cannot be read are named up to here, and counted beyond
NAMES = {
    "username": ("username", "user", "author", "name", "sender"),
    "message": ("message", "content", "text"),
    "timestamp": ("timestamp", "date", "time", "datetime", "created_at"),
}
_KNOWN = frozenset(name for names in NAMES.values() for name in names)
_Said = tuple[Any, Any, Any]


class Why(StrEnum):
    """What is wrong with a line that cannot be read."""

    PARTS = auto()  # no object, or too few cells
    QUOTES = auto()
    NAME = auto()
    TIME = auto()
    MESSAGE = auto()
    LENGTH = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a log that votes. `number` counts as spreadsheets do; of JSON, the objects from 1. `said_at`: UTC."""

    number: int
    line_hash: bytes
    name: str
    tokens: tuple[Token, ...]
    said_at: datetime


@dataclass(frozen=True, slots=True)
class ChatLog:
    """A log as it was read: its lines that vote, in its order; of `total` lines that many are `unreadable`.

    `unzoned`: how many of those that vote name no zone, and were read as UTC. `dropped`: the first lines that cannot be
    read, with what is wrong. `is_list`: it is JSON, and has entries for lines.
    """

    lines: tuple[Line, ...]
    total: int
    unreadable: int
    unzoned: int
    dropped: tuple[tuple[int, Why], ...]
    is_list: bool

    def names(self) -> dict[str, int]:
        """Who votes in it, ignoring case, and in how many lines."""
        counted: dict[str, int] = {}
        for line in self.lines:
            folded = line.name.casefold()
            counted[folded] = counted.get(folded, 0) + 1
        return counted

    def without(self, names: Collection[str]) -> "ChatLog":
        """The log without the votes of these, ignoring case."""
        return replace(self, lines=tuple(one for one in self.lines if one.name.casefold() not in names))


def read_log(content: bytes) -> ChatLog:
    """The lines of a log that vote. Raises LogNotUnderstood."""
    LOG.check_size(len(content))
    as_list = is_json(content)
    reading = _Reading()
    for number, said in _in_list(content) if as_list else _in_table(content):
        reading.take(number, said)
    if not reading.total:
        raise LogNotUnderstood(Flaw.EMPTY)
    lines, dropped = tuple(reading.lines), tuple(reading.dropped)
    return ChatLog(lines, reading.total, reading.unreadable, reading.unzoned, dropped, as_list)


@dataclass(slots=True)
class _Reading:
    lines: list[Line] = field(default_factory=list)
    dropped: list[tuple[int, Why]] = field(default_factory=list)
    total: int = 0
    unreadable: int = 0
    unzoned: int = 0
    shared: dict[Any, Any] = field(default_factory=dict)  # few people say few things very often

    def take(self, number: int, said: _Said | Why) -> None:
        """Reads one line."""
        self.total += 1
        if self.total > MOST_LINES:
            raise LogNotUnderstood(Flaw.TOO_MANY, limit=MOST_LINES)
        why = said if isinstance(said, Why) else self._read(number, *said)
        if why:
            self.unreadable += 1
            if len(self.dropped) < SHOWN:
                self.dropped.append((number, why))

    def _read(self, number: int, author: Any, message: Any, timestamp: Any) -> Why | None:
        """Keeps the line if it votes; gives what is wrong with it."""
        if (name := name_said(author)) is None:
            return Why.NAME
        if (said_at := instant_said(timestamp)) is None:
            return Why.TIME
        if not isinstance(message, str):
            return Why.MESSAGE
        if len(message) > LONGEST_MESSAGE:
            return Why.LENGTH
        tokens = parse(message)
        if not tokens or is_bot(author):
            return None
        if len(self.lines) == MOST_VOTES:
            raise LogNotUnderstood(Flaw.TOO_MANY, limit=MOST_VOTES)
        if said_at.tzinfo is None:
            self.unzoned += 1
            said_at = said_at.replace(tzinfo=UTC)
        name, tokens = self.shared.setdefault(name, name), self.shared.setdefault(tokens, tokens)
        self.lines.append(Line(number, line_hash(name, message, said_at), name, tokens, said_at))
        return None


def _in_list(content: bytes) -> Iterator[tuple[int, _Said | Why]]:
    for number, one in enumerate(entries(content, LOG), 1):
        yield number, _values(one) if isinstance(one, dict) else Why.PARTS


def _values(said: Mapping[str, Any]) -> _Said:
    author, message, timestamp = (next((said[one] for one in names if one in said), None) for names in NAMES.values())
    return author, message, timestamp


def _in_table(content: bytes) -> Iterator[tuple[int, _Said | Why]]:
    table = rows(content, LOG, _KNOWN.__contains__)
    _, header = next(table, (1, None))
    who, what, when = _places([column(cell) for cell in header or ()])
    longest = max(who, what, when)
    for number, row in table:
        if row is None:
            yield number, Why.QUOTES
        else:
            yield number, (row[who], row[what], row[when]) if len(row) > longest else Why.PARTS


def _places(header: list[str]) -> Iterable[int]:
    """Where the columns of `NAMES` stand; the first that could be it is. Raises LogNotUnderstood."""
    found = [next((header.index(one) for one in names if one in header), None) for names in NAMES.values()]
    places = [one for one in found if one is not None]
    if len(places) < len(NAMES):
        raise LogNotUnderstood(Flaw.NO_COLUMNS)
    return places
