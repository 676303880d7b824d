"""Recall: what a search looks for, what it found, and the part of a text that shows it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST_WORDS = 12
MOST_READ = 1000  # characters of a query; the rest is not read
_RARE = 4  # letters from which a word is worth finding alone


class Place(StrEnum):
    """Where something was found. ORGANISER: in an organiser's own notes on a session. MINE: in one's own."""

    EVENT = "event"
    RECAP = "recap"
    ORGANISER = "organiser"
    MINE = "mine"


@dataclass(frozen=True, slots=True)
class Found:
    """A text that a search found, and the session that it belongs to. `said_at`: when it was written, if known."""

    place: Place
    text: str
    session_id: int
    number: int
    title: str
    at: datetime
    event_id: int | None = None


def words_of(query: str) -> tuple[str, ...]:
    """The words that a query looks for, each once, at most twelve; operators, quotes and stars are none.

    They are composed and in lower case, letter by letter as the databases do it; marks that combine with a letter stay.
    """
    text = unicodedata.normalize("NFC", "".join(map(str.lower, query[:MOST_READ])))
    words = "".join(one if one.isalnum() or unicodedata.category(one)[0] == "M" else " " for one in text).split()
    found = dict.fromkeys(word for word in words if any(map(str.isalnum, word)))
    return tuple(found)[:MOST_WORDS]


def worth_alone(words: Sequence[str]) -> tuple[str, ...]:
    """Those of the words by which to search where nothing holds all of them: the longer ones, if there are any."""
    return tuple(one for one in words if len(one) >= _RARE) or tuple(words)


def excerpt(text: str, words: Sequence[str], limit: int) -> str:
    """The part of the text, on one line, that shows the first of the words, with an ellipsis where it was cut."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    found = re.search("|".join(rf"\b{re.escape(one)}" for one in words), line, re.IGNORECASE) if words else None
    start = max((found.start() if found else 0) - limit // 3, 0)
    start = min(start, len(line) - limit)
    if start:
        start = line.find(" ", start) + 1 or start
    part = line[start : start + limit]
    return f"{'… ' if start else ''}{part.strip()}{' …' if start + limit < len(line) else ''}"
