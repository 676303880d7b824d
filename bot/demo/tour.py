"""The tour: the bot's main job from start to end, played by the people of the demo and checked at every step."""

import logging
import sys
import tempfile
import traceback
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from logging.handlers import BufferingHandler
from pathlib import Path

from bot.demo.chapters import CHAPTERS
from bot.demo.checked import Checked, Unexpected
from bot.demo.people import NotThere, Table
from bot.demo.simulation import simulated

Chapter = Callable[[Checked], Awaitable[None]]


async def tour(tell: Callable[[str], None], chapters: Sequence[Chapter] = CHAPTERS) -> int:
    """Plays the chapters in a simulation of their own; 0, or 1 where something was not as expected, saying what."""
    with tempfile.TemporaryDirectory(prefix="rollcall-tour-") as folder, _errors() as errors:
        async with simulated(Path(folder), pace=0.0) as simulation:
            tell("Rollcall in a simulated Discord: no network, no token. All times are in UTC.")
            checked = Checked(Table(simulation, tell))
            try:
                for chapter in chapters:
                    await chapter(checked)
                for error in errors:
                    tell(f"\n{error.name}: {error.getMessage()}")
                checked.expect("the bot met no error on the way", not errors and not simulation.env.errors)
            except (Unexpected, NotThere) as problem:
                tell(f"\n✗ The tour stops here. Expected, and not so: {problem}.")
                return 1
            except Exception:
                tell(f"\n✗ The tour stops here:\n{traceback.format_exc()}")
                return 1
            tell(f"\nThat was all of it: {checked.held} expectations held.")
            return 0


@contextmanager
def _errors() -> Iterator[list[logging.LogRecord]]:
    """What is logged as an error meanwhile: listeners, timers and the painter log theirs, and go on."""
    handler = BufferingHandler(sys.maxsize)
    handler.setLevel(logging.ERROR)
    logging.getLogger().addHandler(handler)
    try:
        yield handler.buffer
    finally:
        logging.getLogger().removeHandler(handler)
