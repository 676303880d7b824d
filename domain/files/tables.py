"""CSV tables, one row after the other: UTF-8, with cells apart by commas, semicolons or tabs."""

import csv
import re
from collections.abc import Callable, Iterator
from io import BytesIO, TextIOWrapper

from domain.files.errors import Expected, Flaw, NotUnderstood

LONGEST_ROW = 128 * 1024  # characters
DELIMITERS = ",;\t"
_FIRST_LINE = re.compile(rb"[^\s\xef\xbb\xbf][^\r\n]{0,9999}")


def rows(content: bytes, expected: Expected, knows: Callable[[str], bool]) -> Iterator[tuple[int, list[str] | None]]:
    """The rows, numbered as spreadsheets do, without blank ones; None of one with a quotation mark out of place.

    The first is to be that of the columns: cells are apart by what makes the most names of it that one `knows`.
    Raises `expected.refusal`, also after some rows.
    """
    lines = _Lines(content, expected.refusal)
    reader = csv.reader(lines, delimiter=_delimiter(content, knows), strict=True)
    number = 0
    while True:
        number += 1
        lines.row_begins_at(reader.line_num + 1)
        row: list[str] | None = None
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            if reader.line_num > lines.begun_at:  # it swallowed rows that were none of its own
                raise expected.refusal(Flaw.OPEN_QUOTE, at=lines.begun_at) from None
        if row is None or "".join(row).strip():
            yield number, row


def column(cell: str) -> str:
    """The name of a column as it is looked up: in lower case, with underscores for spaces."""
    return "_".join(cell.strip().strip('"').casefold().split())


def _delimiter(content: bytes, knows: Callable[[str], bool]) -> str:
    found = _FIRST_LINE.search(content)
    first = found[0].decode("utf-8", "replace") if found else ""
    return max(DELIMITERS, key=lambda one: sum(knows(column(cell)) for cell in first.split(one)))


class _Lines(Iterator[str]):
    """The lines of a text, decoded as they are read; a row may have many, but only so much in all."""

    def __init__(self, content: bytes, refusal: type[NotUnderstood]) -> None:
        self._rest = TextIOWrapper(BytesIO(content), "utf-8-sig", newline="")
        self._refusal = refusal
        self._room = LONGEST_ROW
        self.begun_at = 1

    def row_begins_at(self, line: int) -> None:
        """Notes that what comes now is another row."""
        self.begun_at = line
        self._room = LONGEST_ROW

    def __next__(self) -> str:
        try:
            line = self._rest.readline(self._room + 1)
        except UnicodeDecodeError:
            raise self._refusal(Flaw.NOT_TEXT) from None
        if not line:
            raise StopIteration
        self._room -= len(line)
        if self._room < 0:
            raise self._refusal(Flaw.ENDLESS, at=self.begun_at, limit=LONGEST_ROW)
        return line
