"""Files that people attach: a CSV table or a JSON list, read entry by entry, so that large ones take little memory."""

from domain.files.errors import Expected, Flaw, NotUnderstood
from domain.files.lists import entries, is_json
from domain.files.tables import column, rows

__all__ = ["Expected", "Flaw", "NotUnderstood", "column", "entries", "is_json", "rows"]
