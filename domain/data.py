"""What is kept of a person: what becomes of it when they ask to be forgotten, and how it reads in a file."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

SOMEBODY = "somebody"
"""Stands in texts where a forgotten person was mentioned."""
NOBODYS = 2**62
"""Ids of forgotten people are minus this or less: far below those of players without an account."""
EXACT = 2**53  # beyond it, programs that read JSON may round whole numbers


class Fate(StrEnum):
    """What becomes of a row that names a person who is forgotten.

    NAMELESS: it goes on counting, under an id that leads to nobody. NOBODY: it stays, under the id 0. CLEARED: it
    stays, without an id. REMOVED: it goes. EVERYWHERE: it belongs to no server, and goes once nothing of theirs is left
    in any.
    """

    NAMELESS = "nameless"
    NOBODY = "nobody"
    CLEARED = "cleared"
    REMOVED = "removed"
    EVERYWHERE = "everywhere"


def nameless() -> int:
    """A new id of a forgotten person; nothing keeps whose it was."""
    return -NOBODYS - secrets.randbits(61)


def is_nobodys(user_id: int) -> bool:
    """Whether the id is what a forgotten person has left."""
    return user_id == 0 or user_id <= -NOBODYS


def readable(value: object) -> object:
    """The value as JSON has it: instants and dates in ISO 8601, lengths in seconds, ids beyond 2^53 as text."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return round(value.total_seconds())
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, int) and abs(value) > EXACT:
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): readable(one) for key, one in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [readable(one) for one in value]
    return value
