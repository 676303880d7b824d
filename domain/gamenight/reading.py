"""Reading a file of games, a table or JSON, however it is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.errors import NotValid
from domain.files import Expected, Flaw, column, entries, is_json, rows
from domain.gamenight.cells import read_details
from domain.gamenight.details import FIELDS
from domain.gamenight.exchange import FileNotUnderstood, Line, Refused, Sheet, unsafe
from domain.gamenight.library import LONGEST_TITLE, MOST_GAMES, tidy

GAMES = Expected("games", 8 * 1024 * 1024, FileNotUnderstood)  # the largest library, exported, is smaller
TITLE, NAME = "title", "name"  # what others call a title
OUT_OF_PLACE = 'It has a quotation mark (") out of place. In a cell that has one, write it twice.'
_KNOWN = frozenset({*FIELDS, NAME})


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
            self.refused.append(Refused(number, tidy(str(said.get(TITLE) or "")[:LONGEST_TITLE]), error))
        if len(self.lines) + len(self.refused) > MOST_GAMES:
            raise FileNotUnderstood(Flaw.TOO_MANY, limit=MOST_GAMES)


def read_file(content: bytes) -> Sheet:
    """The games of a CSV or JSON file: UTF-8, cells apart by commas, semicolons or tabs. Raises FileNotUnderstood."""
    GAMES.check_size(len(content))
    reading = _Reading()
    as_list = is_json(content)
    (_read_list if as_list else _read_table)(content, reading)
    if not reading.lines and not reading.refused:
        raise FileNotUnderstood(Flaw.EMPTY)
    return Sheet(tuple(reading.lines), tuple(reading.refused), tuple(reading.ignored), as_list)


def _read_list(content: bytes, reading: _Reading) -> None:
    for number, one in enumerate(entries(content, GAMES), 1):
        if not isinstance(one, dict):
            reading.take(number, {}, "This is not an object with a `title`.")
            continue
        named = {TITLE if name == NAME and TITLE not in one else name: value for name, value in one.items()}
        reading.ignored |= dict.fromkeys(tidy(name) for name in named if name not in FIELDS)
        reading.take(number, {name: value for name, value in named.items() if name in FIELDS})


def _read_table(content: bytes, reading: _Reading) -> None:
    table = rows(content, GAMES, _KNOWN.__contains__)
    _, header = next(table, (1, None))
    names = _columns(header or [], reading)
    for number, row in table:
        if row is None:
            reading.take(number, {}, OUT_OF_PLACE)
            continue
        said = {name: unsafe(cell) for name, cell in zip(names, row, strict=False) if name in FIELDS}
        more = any(cell.strip() for cell in row[len(names) :])
        reading.take(number, said, "It has more cells than there are columns." if more else None)


def _columns(row: list[str], reading: _Reading) -> list[str]:
    """The names of the columns; those that mean nothing here are noted. Raises FileNotUnderstood."""
    names = [column(cell) for cell in row]
    if TITLE not in names:
        names = [TITLE if name == NAME else name for name in names]
    if TITLE not in names:
        raise FileNotUnderstood(Flaw.NO_COLUMNS)
    twice = next((name for name in FIELDS if names.count(name) > 1), None)
    if twice:
        raise FileNotUnderstood(Flaw.COLUMN_TWICE, name=twice)
    reading.ignored |= dict.fromkeys(name for name in names if name and name not in FIELDS)
    return names
