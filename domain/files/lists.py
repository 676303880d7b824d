"""JSON lists, one entry after the other: json.loads would hold everything at once, and stop everybody meanwhile."""

import json
import re
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from typing import Any

from domain.files.errors import Expected, Flaw, NotUnderstood

LONGEST_ENTRY = 1024 * 1024  # characters
_PIECE = 64 * 1024
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]")
_space = re.compile(r"[ \t\r\n]*").match
_AFTER = frozenset(",:]} \t\r\n")
_decode = json.JSONDecoder().raw_decode


def is_json(content: bytes) -> bool:
    """Whether the file begins as a list or an object does."""
    return _JSON.match(content) is not None


def entries(content: bytes, expected: Expected) -> Iterator[Any]:
    """What stands in the list that the file is, or that the object which it is has as `expected.name`.

    Raises `expected.refusal`, also after some entries: who keeps them has to wait for the last.
    """
    text = _Text(content, expected.refusal)
    if text.takes("["):
        yield from _list(text)
    else:
        yield from _in_object(text, expected)
    if text.peek():
        raise text.broken()


def _in_object(text: "_Text", expected: Expected) -> Iterator[Any]:
    found = False
    text.require("{")
    if not text.takes("}"):
        while True:
            name = text.value()
            text.require(":")
            if name == expected.name and not found and text.takes("["):
                found = True
                yield from _list(text)
            else:
                text.value()
            if not text.takes(","):
                break
        text.require("}")
    if not found:
        raise expected.refusal(Flaw.NO_LIST)


def _list(text: "_Text") -> Iterator[Any]:
    if text.takes("]"):
        return
    yield text.value()
    while text.takes(","):
        yield text.value()
    text.require("]")


class _Text:
    """A text that is decoded as it is read; what was read is let go."""

    def __init__(self, content: bytes, refusal: type[NotUnderstood]) -> None:
        self._rest = TextIOWrapper(BytesIO(content), "utf-8-sig", newline="")
        self._refusal = refusal
        self._piece = ""
        self._at = 0
        self._line = 1

    def peek(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            space = _space(self._piece, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._piece):
                return self._piece[self._at]
            if not self._read_on():
                return ""

    def takes(self, mark: str) -> bool:
        """Whether the mark comes next, which is read then."""
        comes = self.peek() == mark
        self._at += comes
        return comes

    def require(self, mark: str) -> None:
        """Reads the mark, which has to come next."""
        if not self.takes(mark):
            raise self.broken()

    def value(self) -> Any:
        """Reads the value that comes next."""
        self.peek()
        while True:
            try:
                found, end = _decode(self._piece, self._at)
            except (ValueError, RecursionError):
                found, end = None, None
            # A number that ends with the piece, or nearly, may go on in the next: 12 in 123, or in 12.3.
            if end is not None and self._piece[end : end + 1] in _AFTER:
                self._at = end
                return found
            if len(self._piece) - self._at > LONGEST_ENTRY:
                raise self.broken(Flaw.ENDLESS)
            begun_at = self._at
            if not self._read_on():
                if end is None:
                    raise self.broken()
                self._at = end - begun_at  # what was before is let go
                return found

    def broken(self, flaw: Flaw = Flaw.NOT_JSON) -> NotUnderstood:
        """The error for what comes next."""
        return self._refusal(flaw, at=self._line + self._piece.count("\n", 0, self._at), limit=LONGEST_ENTRY)

    def _read_on(self) -> bool:
        """Reads a piece more, as much as waits to be understood; gives whether there was one."""
        try:
            more = self._rest.read(max(_PIECE, len(self._piece) - self._at))
        except UnicodeDecodeError:
            raise self._refusal(Flaw.NOT_TEXT) from None
        self._line += self._piece.count("\n", 0, self._at)
        self._piece = self._piece[self._at :] + more
        self._at = 0
        return bool(more)
