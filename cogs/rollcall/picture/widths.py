"""How wide the parts of the picture are. Lengths are in pixels, two to a point of a screen, so that it is sharp."""

from dataclasses import dataclass

from cogs.edge.pictures.lettering import Lettering
from cogs.rollcall.picture.grid import Grid

BRIGHT, SOFT = "#f2f3f5", "#b5bac1"  # both read well on the picture's own background
TITLE = Lettering(36, 700, BRIGHT)
STRONG = Lettering(27, 700, BRIGHT)
NAME = Lettering(27, 400, BRIGHT)
SMALL = Lettering(25, 400, SOFT)

EDGE = 32  # around everything
GAP = 18  # between the parts
PHONE = 720  # what a phone shows at its natural size: the least width
RING = 18  # the mark of an offline player, after the name
NAMES_AT_MOST, COLUMN_AT_LEAST, COLUMN_AT_MOST = 300, 90, 170


@dataclass(frozen=True, slots=True)
class Widths:
    """Of the whole picture, of the names and of each option's column."""

    whole: int
    names: int
    column: int

    @property
    def room(self) -> int:
        """What lies between the edges."""
        return self.whole - 2 * EDGE

    def left(self, place: int) -> int:
        """Where the column of the option in that place begins."""
        return EDGE + self.names + place * self.column


def widths_of(grid: Grid) -> Widths:
    """As narrow as a phone where that is enough, and as wide as the options need."""
    widest = max((NAME.width(row.name) + (GAP // 2 + RING) * row.offline for row in grid.rows), default=0)
    names = min(widest, NAMES_AT_MOST) + GAP if grid.rows else 0
    heads = max(STRONG.width(line) for column in grid.columns for line in column.head) + GAP
    spare = (PHONE - 2 * EDGE - names) // len(grid.columns)
    column = min(max(COLUMN_AT_LEAST, heads, spare), COLUMN_AT_MOST)
    whole = max(PHONE, 2 * EDGE + names + column * len(grid.columns))
    return Widths(whole, whole - 2 * EDGE - column * len(grid.columns) if grid.rows else 0, column)
