"""Imports of chat logs."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Import:
    """A chat log that was imported. `session_id`: only for that session; `votes`: so many of its lines count now."""

    id: int
    session_id: int | None
    imported_by: int
    imported_at: datetime
    undone_at: datetime | None
    votes: int
