"""Waiting for something to become true, without sleeping."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Pulse:
    """Beats whenever anything in the stand-in changes, so that conditions are looked at again."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def beat(self) -> None:
        """Wakes everyone who waits."""
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        self._waiting.clear()

    async def until(self, condition: Callable[[], T | None], *, timeout: float = 5.0, what: str = "the condition") -> T:
        """The condition's first truthy value; raises `TimeoutError` naming `what` after `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                while not (value := condition()):
                    waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                    self._waiting.add(waiter)
                    await waiter
                return value
        except TimeoutError:
            raise TimeoutError(f"waited {timeout} s for {what}") from None
