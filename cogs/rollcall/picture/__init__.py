"""The picture of a roll call: people by options."""

from hashlib import sha256

from cogs.edge.pictures import drawn_in_turn
from cogs.rollcall.picture.alt import alt_text
from cogs.rollcall.picture.drawing import draw_png
from cogs.rollcall.picture.grid import Column, Grid, Row

__all__ = ["Column", "Grid", "Row", "alt_text", "drawn", "filename"]

STYLE = 1  # goes up when the same grid is drawn in another way


def filename(grid: Grid) -> str:
    """A name for the picture, known before it is drawn: the same for equal grids, also after a restart."""
    return f"rollcall-{sha256(f'{STYLE} {grid!r}'.encode()).hexdigest()[:16]}.png"


async def drawn(grid: Grid) -> bytes:
    """The picture as a PNG, drawn beside the event loop; equal grids give equal bytes."""
    return await drawn_in_turn(lambda: draw_png(grid))
