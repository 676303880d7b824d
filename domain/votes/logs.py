"""Reading a chat log: who wrote what when, of which only the lines that vote are passed on.

A log is UTF-8, at most 25 MB: a CSV table whose first line names the columns, or JSON, a list of objects or an object
with one as `messages`. The columns or names are those of `NAMES`; what else is there means nothing. An author may be an
object with a `name` or `username`; of one with `isBot` or `bot` nothing votes. Times are ISO 8601, UTC where they name
no zone, or Unix time in seconds or milliseconds.
"""

import csv
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

from domain.votes.errors import LogNotUnderstood
from domain.votes.grammar import Token, parse
from domain.votes.lines import line_hash

MOST_BYTES = 25 * 1024 * 1024
LONGEST_NAME = 100
LONGEST_MESSAGE = 4000  # Discord takes no longer ones
NAMES = {
    "username": ("username", "user", "author", "name", "sender"),
    "message": ("message", "content", "text"),
    "timestamp": ("timestamp", "date", "time", "datetime", "created_at"),
}
DELIMITERS = ",;\t"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECONDS = 100_000_000_000  # Unix times from here on are no seconds: those would be of the year 5138


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a log that votes. `said_at` is aware, in UTC."""

    line_hash: bytes
    name: str
    tokens: tuple[Token, ...]
    said_at: datetime


@dataclass(frozen=True, slots=True)
class ChatLog:
    """A log as it was read: its lines that vote, in its order; of `total` lines that many are `unreadable`.

    `unzoned`: how many of those that vote name no zone, and were read as UTC.
    """

    lines: tuple[Line, ...]
    total: int
    unreadable: int
    unzoned: int

    @property
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
    if len(content) > MOST_BYTES:
        raise LogNotUnderstood("It is larger than 25 MB. Import it in parts.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LogNotUnderstood("It is not UTF-8 text.") from None
    return _read(_json(text) if text.lstrip()[:1] in ("[", "{") else _csv(text))


def _read(rows: Iterable[tuple[Any, Any, Any]]) -> ChatLog:
    lines: list[Line] = []
    total = unreadable = unzoned = 0
    for author, message, timestamp in rows:
        total += 1
        name, said_at = _name(author), _instant(timestamp)
        if name is None or said_at is None or not isinstance(message, str) or len(message) > LONGEST_MESSAGE:
            unreadable += 1
            continue
        tokens = parse(message)
        if not tokens or _is_bot(author):
            continue
        if said_at.tzinfo is None:
            unzoned += 1
            said_at = said_at.replace(tzinfo=UTC)
        lines.append(Line(line_hash(name, message, said_at), name, tokens, said_at))
    if not total:
        raise LogNotUnderstood("It holds no lines.")
    return ChatLog(tuple(lines), total, unreadable, unzoned)


def _json(text: str) -> Iterator[tuple[Any, Any, Any]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise LogNotUnderstood(f"It is not JSON{where}.") from None
    messages = found.get("messages") if isinstance(found, dict) else found
    if not isinstance(messages, list):
        raise LogNotUnderstood("It has to be a list of objects with `username`, `message` and `timestamp`.")
    return (_values(one) if isinstance(one, dict) else (None, None, None) for one in messages)


def _values(said: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    author, message, timestamp = (next((said[one] for one in names if one in said), None) for names in NAMES.values())
    return author, message, timestamp


def _csv(text: str) -> Iterator[tuple[Any, Any, Any]]:
    first = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=lambda one: len(_places(_header(first.split(one)))))
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        places = _places(_header(next((row for row in rows if any(row)), [])))
        if len(places) < len(NAMES):
            raise LogNotUnderstood("Its first line has to name the columns `username`, `message` and `timestamp`.")
        who, what, when = (places[one] for one in NAMES)
        longest = max(who, what, when)
        for row in rows:
            if len(row) > longest:
                yield row[who], row[what], row[when]
            elif any(row):
                yield None, None, None
    except csv.Error as error:
        raise LogNotUnderstood(f"Its line {rows.line_num} is not CSV ({error}).") from None


def _header(cells: Iterable[str]) -> list[str]:
    return [cell.strip().strip('"').casefold() for cell in cells]


def _places(header: list[str]) -> dict[str, int]:
    """Where the columns stand, by what they are; the first that could be it is."""
    found = {kind: next((one for one in names if one in header), None) for kind, names in NAMES.items()}
    return {kind: header.index(name) for kind, name in found.items() if name is not None}


def _name(author: Any) -> str | None:
    """The username, without the `#0000` that some logs put behind it."""
    if isinstance(author, dict):
        author = author.get("username", author.get("name"))
    if not isinstance(author, str):
        return None
    name, mark, number = author.strip().rpartition("#")
    name = name if mark and number.isdecimal() and len(number) in (1, 4) else author.strip()
    if not name.isprintable():
        name = "".join(one for one in name if one.isprintable())
    return name if 0 < len(name) <= LONGEST_NAME else None


def _is_bot(author: Any) -> bool:
    return isinstance(author, dict) and (author.get("isBot") is True or author.get("bot") is True)


def _instant(written: Any) -> datetime | None:
    """The instant in UTC; naive where no zone is named, None of what is no time."""
    try:
        if isinstance(written, str) and not written.strip().isdecimal():
            found = datetime.fromisoformat(written.strip())
            return found if found.tzinfo is None else found.astimezone(UTC)
        if isinstance(written, str | int | float) and not isinstance(written, bool):
            number = float(written) if isinstance(written, float) else int(written)
            return _EPOCH + (timedelta(milliseconds=number) if number >= _MILLISECONDS else timedelta(seconds=number))
    except (ValueError, OverflowError):
        pass
    return None
