"""The picture of a roll call: people by options."""

import asyncio
import threading
from hashlib import sha256

from cogs.rollcall.picture.alt import alt_text
from cogs.rollcall.picture.drawing import draw_png
from cogs.rollcall.picture.grid import Column, Grid, Row

__all__ = ["Column", "Grid", "Row", "alt_text", "drawn", "filename"]

STYLE = 1  # goes up when the same grid is drawn in another way
_turn = threading.Lock()  # fonts are for one thread at a time, and a large picture takes some 90 MB while it is drawn


def filename(grid: Grid) -> str:
    """A name for the picture, known before it is drawn: the same for equal grids, also after a restart."""
    return f"rollcall-{sha256(f'{STYLE} {grid!r}'.encode()).hexdigest()[:16]}.png"


async def drawn(grid: Grid) -> bytes:
    """The picture as a PNG, drawn beside the event loop; equal grids give equal bytes."""
    return await asyncio.to_thread(_in_turn, grid)


def _in_turn(grid: Grid) -> bytes:
    with _turn:
        return draw_png(grid)
