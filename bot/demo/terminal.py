"""Moving time on by typing into the terminal that the demo runs in."""

import asyncio
import sys
from contextlib import suppress
from types import TracebackType

from bot.demo.page import Control
from domain.errors import UserError

HELP = "Move time on by typing +1h (+5m, +1d ...) or next (to the next thing due). Ctrl+C ends the demo."


class Terminal:
    """Reads lines while it is entered; where there is no terminal to read, it does nothing."""

    def __init__(self, control: Control) -> None:
        self._control = control
        self._moving: set[asyncio.Task[None]] = set()
        self._reading = False

    def __enter__(self) -> None:
        if sys.stdin is not None and sys.stdin.isatty():
            with suppress(NotImplementedError, OSError):  # Windows watches no terminals
                asyncio.get_running_loop().add_reader(sys.stdin.fileno(), self._read)
                self._reading = True
        if self._reading:
            print(HELP)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()
        for task in self._moving:
            task.cancel()

    def _stop(self) -> None:
        if self._reading:
            asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
            self._reading = False

    def _read(self) -> None:
        line = sys.stdin.readline()
        if not line:
            self._stop()
            return
        task = asyncio.create_task(self._move(line.strip()))
        self._moving.add(task)
        task.add_done_callback(self._moving.discard)

    async def _move(self, typed: str) -> None:
        for line in await self.answer_to(typed):
            print(line)

    async def answer_to(self, typed: str) -> list[str]:
        """Moves time on if that was asked for; the lines to say then. An empty line only asks what time it is."""
        try:
            said = await self._control.move(typed) if typed else []
        except UserError:
            return [f"“{typed}” is no length of time. {HELP}"]
        state = await self._control.state()
        return [*said, f"It is {state['clock']}. Next: {state['next']}."]
