"""Files that people attach to a command, read one at a time: a large one takes memory and the processor for a while."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

import discord

from cogs.edge.answering import Answer
from cogs.edge.app import app_of
from cogs.edge.text import plural
from domain.files import Expected, Flaw

T = TypeVar("T")
LONGEST_DOWNLOAD = 60.0  # seconds: others wait
WAITING = "Another file is being read just now; yours is next in line, and I answer here."


async def read(
    interaction: discord.Interaction[Any],
    answer: Answer,
    file: discord.Attachment,
    expected: Expected,
    reader: Callable[[bytes], T],
) -> T:
    """What `reader` makes of the file, in a thread; who has to wait for others is told so.

    Raises `expected.refusal` where it is too large or cannot be fetched, and what `reader` raises.
    """
    expected.check_size(file.size)
    turn = app_of(interaction).reading
    if turn.locked():
        await answer.private(WAITING)
    async with turn:
        return await asyncio.to_thread(reader, await _content(file, expected))


def unit(is_list: bool) -> str:
    """What a file is made of: a table has lines, a JSON list entries."""
    return "entry" if is_list else "line"


def units(count: int, is_list: bool) -> str:
    """`3 lines`, `1 entry`."""
    return plural(count, "entry", "entries") if is_list else plural(count, "line")


async def _content(file: discord.Attachment, expected: Expected) -> bytes:
    try:
        async with asyncio.timeout(LONGEST_DOWNLOAD):
            return await file.read()
    except (discord.HTTPException, TimeoutError):
        raise expected.refusal(Flaw.NOT_GIVEN) from None
