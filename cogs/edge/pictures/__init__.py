"""What pictures are drawn with: fonts, lettering, and one turn at a time."""

import asyncio
import threading
from collections.abc import Callable

from cogs.edge.pictures.lettering import Lettering

__all__ = ["Lettering", "drawn_in_turn"]

_turn = threading.Lock()  # fonts are for one thread at a time, and a large picture takes some 90 MB while it is drawn


async def drawn_in_turn(draw: Callable[[], bytes]) -> bytes:
    """What `draw` draws, beside the event loop, when no other picture is being drawn."""
    return await asyncio.to_thread(_in_turn, draw)


def _in_turn(draw: Callable[[], bytes]) -> bytes:
    with _turn:
        return draw()
