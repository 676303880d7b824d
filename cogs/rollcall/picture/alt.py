"""What the picture says, for those who hear it."""

from collections.abc import Sequence

from cogs.edge.text import cut, plural
from cogs.rollcall.picture.grid import Column, Grid

LIMIT = 1024  # Discord's, for the description of a picture
NAME, TITLE = 32, 100  # characters of each that are said
NAMES_SAID = (40, 20, 10, 5, 2, 0)  # of who has not answered; the first number at which everything has room


def alt_text(grid: Grid) -> str:
    """The best option, who has not answered, and the counts of every option, within Discord's limit.

    Where it gets long, the counts are told in numbers alone, then fewer names are told.
    """
    told = [_told(grid, names, counts) for names in NAMES_SAID for counts in (_in_words(grid), _in_numbers(grid))]
    return next((one for one in told if len(one) <= LIMIT), cut(told[-1], LIMIT))


def _told(grid: Grid, names: int, counts: str) -> str:
    zone = f"{grid.zone}." if grid.zone else ""
    said = [f"Roll call “{cut(grid.title, TITLE)}”.", _best(grid), _silent(grid, names), counts, zone]
    return " ".join(one for one in said if one)


def _best(grid: Grid) -> str:
    if grid.best is None:
        return "No option is best yet."
    best = grid.columns[grid.best]
    return f"Best: {_name(best)}, {_counts(best)}."


def _silent(grid: Grid, names: int) -> str:
    silent = [cut(row.name, NAME) for row in grid.rows if row.silent]
    if not grid.rows:
        return ""
    if not silent:
        return "Everyone has answered."
    return f"Not answered: {_listed(silent, names)}."


def _listed(names: Sequence[str], shown: int) -> str:
    if not shown:
        return plural(len(names), "person", "people")
    more = f" and {len(names) - shown} more" if len(names) > shown else ""
    return ", ".join(names[:shown]) + more


def _name(column: Column) -> str:
    return f"{column.letter}, {column.words}" if column.letter else column.words


def _counts(column: Column) -> str:
    return f"{column.yes} yes, {column.if_needed} if needed, {column.no} no"


def _in_words(grid: Grid) -> str:
    return " ".join(f"{_name(column)}: {_counts(column)}." for column in grid.columns)


def _in_numbers(grid: Grid) -> str:
    counts = (f"{one.words} {one.yes}/{one.if_needed}/{one.no}" for one in grid.columns)
    return f"Yes/if needed/no: {', '.join(counts)}."
