"""The tour: the bot's main job from start to end, played by the people of the demo and checked at every step."""

import tempfile
import traceback
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from bot.demo.chapters import CHAPTERS
from bot.demo.checked import Checked, Unexpected
from bot.demo.people import NotThere, Table
from bot.demo.simulation import simulated

Chapter = Callable[[Checked], Awaitable[None]]


async def tour(tell: Callable[[str], None], chapters: Sequence[Chapter] = CHAPTERS) -> int:
    """Plays the chapters in a simulation of their own; 0, or 1 where something was not as expected, saying what."""
    with tempfile.TemporaryDirectory(prefix="rollcall-tour-") as folder:
        async with simulated(Path(folder), pace=0.0) as simulation:
            tell("Rollcall in a simulated Discord: no network, no token. All times are in UTC.")
            checked = Checked(Table(simulation, tell))
            try:
                for chapter in chapters:
                    await chapter(checked)
                checked.expect("the bot met no error on the way", not simulation.env.errors)
            except (Unexpected, NotThere) as problem:
                tell(f"\n✗ The tour stops here. Expected, and not so: {problem}.")
                return 1
            except Exception:
                tell(f"\n✗ The tour stops here:\n{traceback.format_exc()}")
                return 1
            tell(f"\nThat was all of it: {checked.held} expectations held.")
            return 0
