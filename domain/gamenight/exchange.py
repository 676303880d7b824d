"""The library as a file: what an export holds, and what a file says that is imported.

A table has the columns `FIELDS`; a JSON file has one object of them for each game. A column or name that is left out
leaves what the library says; one that is there and empty takes it away, where a game can be without.
"""

import csv
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO

from domain.errors import UserError
from domain.files import NotUnderstood
from domain.gamenight.details import FIELDS, Details
from domain.gamenight.library import Game

# Where a cell begins: also behind what another spreadsheet takes for the end of one, not heeding our quotes.
_BEGINS = r"(?:^|(?<=[,;\t\r\n]))"
_FORMULA = re.compile(_BEGINS + r"(?=['\"]*[=+\-@\t\r])")
_SAFE = re.compile(_BEGINS + r"'(?=['\"]*[=+\-@\t\r])")


class FileNotUnderstood(NotUnderstood):
    """A file of games that cannot be read at all."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one line of a file says of a game. `number` counts as spreadsheets do; of JSON, the objects from 1."""

    number: int
    details: Details


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that is left out, and why."""

    number: int
    title: str
    error: UserError


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as it was read. `ignored` are columns that mean nothing here; `is_list`: JSON, with entries for lines."""

    lines: tuple[Line, ...]
    refused: tuple[Refused, ...] = ()
    ignored: tuple[str, ...] = ()
    is_list: bool = False


def write_csv(games: Iterable[Game]) -> bytes:
    """The games as a table that spreadsheets open as it is meant: none of its cells is a formula."""
    table = StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(FIELDS)
    writer.writerows([safe(cell(game, name)) for name in FIELDS] for game in games)
    return table.getvalue().encode("utf-8-sig")


def write_json(games: Iterable[Game]) -> bytes:
    """The games as a list of objects."""
    listed = [{name: getattr(game, name) for name in FIELDS} for game in games]
    return json.dumps(listed, ensure_ascii=False, indent=1).encode()


def cell(game: Game, name: str) -> str:
    """What a game says under that name of `FIELDS`, as text; empty of nothing."""
    value: object = getattr(game, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else str(value)


def safe(text: str) -> str:
    """The text with an apostrophe wherever a spreadsheet would take what follows for a formula."""
    return _FORMULA.sub("'", text)


def unsafe(text: str) -> str:
    """The text as it was before `safe`."""
    return _SAFE.sub("", text)
