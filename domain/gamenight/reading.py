"""Reading a file of games, a table or JSON, however it is written."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from domain.errors import NotValid
from domain.gamenight.cells import read_details
from domain.gamenight.details import FIELDS
from domain.gamenight.exchange import FileNotUnderstood, Line, Refused, Sheet, unsafe
from domain.gamenight.library import LONGEST_TITLE, MOST_GAMES, tidy

MOST_BYTES = 8 * 1024 * 1024  # the largest library, exported, is smaller
DELIMITERS = ",;\t"


@dataclass(slots=True)
class _Reading:
    lines: list[Line] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    ignored: dict[str, None] = field(default_factory=dict)

    def take(self, number: int, said: Mapping[str, Any], problem: str | None = None) -> None:
        """Reads one line, which is refused if there is a `problem` with it already."""
        try:
            if problem:
                raise NotValid(problem)
            self.lines.append(Line(number, read_details(said)))
        except NotValid as error:
            self.refused.append(Refused(number, tidy(str(said.get("title") or "")[:LONGEST_TITLE]), error))
        if len(self.lines) + len(self.refused) > MOST_GAMES:
            raise FileNotUnderstood(f"It has more than {MOST_GAMES:,} games. Import it in parts.")

    def done(self) -> Sheet:
        """What was read. Raises FileNotUnderstood of nothing."""
        if not self.lines and not self.refused:
            raise FileNotUnderstood("It holds no games.")
        return Sheet(tuple(self.lines), tuple(self.refused), tuple(self.ignored))


def read_file(content: bytes) -> Sheet:
    """The games of a CSV or JSON file: UTF-8, cells apart by commas, semicolons or tabs. Raises FileNotUnderstood."""
    if len(content) > MOST_BYTES:
        raise FileNotUnderstood("It is larger than 8 MB. Import it in parts.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileNotUnderstood("It is not UTF-8 text. Save it as “CSV UTF-8”, or as JSON.") from None
    return _json(text) if text.lstrip()[:1] in ("[", "{") else _csv(text)


def _json(text: str) -> Sheet:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise FileNotUnderstood(f"It is not JSON{where}.") from None
    games = found.get("games") if isinstance(found, dict) else found
    if not isinstance(games, list):
        raise FileNotUnderstood("It has to be a list of games, like an export with `format: JSON`.")
    reading = _Reading()
    for number, one in enumerate(games, 1):
        if not isinstance(one, dict):
            reading.take(number, {}, "This is not an object with a `title`.")
            continue
        reading.ignored |= dict.fromkeys(tidy(name) for name in one if name not in FIELDS)
        reading.take(number, {name: value for name, value in one.items() if name in FIELDS})
    return reading.done()


def _csv(text: str) -> Sheet:
    rows = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    reading = _Reading()
    header: list[str] | None = None
    try:
        for number, row in enumerate(rows, 1):
            if not any(cell.strip() for cell in row):
                continue
            if header is None:
                header = _header(row, reading)
                continue
            said = {name: unsafe(cell) for name, cell in zip(header, row, strict=False) if name in FIELDS}
            more = any(cell.strip() for cell in row[len(header) :])
            reading.take(number, said, "It has more cells than there are columns." if more else None)
    except csv.Error as error:
        raise FileNotUnderstood(f"Its line {rows.line_num} is not CSV ({error}).") from None
    return reading.done()


def _header(row: list[str], reading: _Reading) -> list[str]:
    """The names of the columns; those that mean nothing here are noted. Raises FileNotUnderstood."""
    names = [_name(cell) for cell in row]
    if "title" not in names:
        raise FileNotUnderstood("Its first line has to name the columns, `title` among them, like an export does.")
    twice = next((name for name in FIELDS if names.count(name) > 1), None)
    if twice:
        raise FileNotUnderstood(f"It has two columns `{twice}`.")
    reading.ignored |= dict.fromkeys(name for name in names if name and name not in FIELDS)
    return names


def _delimiter(text: str) -> str:
    """What stands between the names of the columns: whatever makes the most names of them that are known."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def known(delimiter: str) -> int:
        return sum(_name(cell.strip().strip('"')) in FIELDS for cell in first.split(delimiter))

    return max(DELIMITERS, key=known)


def _name(cell: str) -> str:
    return "_".join(cell.strip().casefold().split())
