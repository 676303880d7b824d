"""The demo: this very bot in a simulated Discord, to be tried in a browser, or played through by itself."""

import asyncio
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from simcord.preview import Preview

from bot import logs
from bot.demo.page import Control, serving
from bot.demo.people import Table
from bot.demo.scene import play_scene
from bot.demo.simulation import simulated
from bot.demo.terminal import Terminal
from bot.demo.tour import tour as play_tour
from bot.demo.turns import Turns
from bot.demo.windows import windows


def demo(*, tour: bool, port: int | None) -> int:
    """Runs the demo until it is ended, or the tour. 1: the tour met what should not be, or the port is taken."""
    logs.set_up("WARNING", as_json=False)
    try:
        if tour:
            return asyncio.run(play_tour(print))
        asyncio.run(_until_ended(port))
    except KeyboardInterrupt:
        return 1 if tour else 0  # a tour that was cut short showed nothing
    except OSError as error:
        print(f"The demo cannot open port {port}: {error.strerror or error}.", file=sys.stderr)
        return 1
    return 0


@dataclass(frozen=True, slots=True)
class Demo:
    """The running demo. `url` is its page; the simulated channels are at `channel_url` and `campaign_url`.

    `ended` is set when one of them was ended.
    """

    table: Table
    control: Control
    url: str
    channel_url: str
    campaign_url: str
    ended: asyncio.Event


@asynccontextmanager
async def running(port: int | None = None) -> AsyncIterator[Demo]:
    """The demo with its scene and time running, and its page on that port, or on a free one. Raises OSError."""
    with tempfile.TemporaryDirectory(prefix="rollcall-demo-") as folder:
        # A simulated Discord limits no rates, so cards are drawn at once.
        async with simulated(Path(folder), pace=0.0) as simulation:
            table = Table(simulation)
            await play_scene(table)
            async with windows(table) as (channel, campaign):
                turns, ended = Turns(table, (channel, campaign)), asyncio.Event()

                async def note_end(window: Preview) -> None:
                    await window.wait_closed()
                    ended.set()

                tasks = [asyncio.create_task(one) for one in (turns.run(), note_end(channel), note_end(campaign))]
                try:
                    control = Control(table, turns, channel.url, campaign.url)
                    async with serving(control, port) as url:
                        yield Demo(table, control, url, channel.url, campaign.url, ended)
                finally:
                    for task in tasks:
                        task.cancel()
                    await asyncio.gather(*tasks, return_exceptions=True)


async def _until_ended(port: int | None) -> None:
    loop = asyncio.get_running_loop()
    async with running(port) as demo:
        for name in (signal.SIGINT, signal.SIGTERM):
            with suppress(NotImplementedError):  # on Windows, where Ctrl+C is a KeyboardInterrupt
                loop.add_signal_handler(name, demo.ended.set)
        print(f"The demo is at {demo.url} (nothing leaves it, and nothing of it is kept)")
        with Terminal(demo.control):
            await demo.ended.wait()
        print("The demo has ended; nothing of it is kept.")
