"""What addresses a host has, asked of the machine's own resolver in threads of their own.

Such a question may take half a minute, whatever the patience of who asks: a thread cannot be called back. In the
threads that everything else shares, names of slow servers would keep all the rest waiting.
"""

import asyncio
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

LONGEST_LOOKUP = 5.0  # seconds
LookUp = Callable[..., list[tuple[Any, ...]]]


class TooMany(OSError):
    """So many questions are open that this one is not asked."""


class Resolver(AbstractResolver):
    """Asks at most `most` questions at once, and refuses others. `look_up` is as `socket.getaddrinfo`."""

    def __init__(self, most: int, look_up: LookUp = socket.getaddrinfo) -> None:
        self._look_up = look_up
        self._threads = ThreadPoolExecutor(most, thread_name_prefix="lookup")
        self._free = BoundedSemaphore(most)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a host. Raises OSError, UnicodeError."""
        if not self._free.acquire(blocking=False):
            raise TooMany
        asked = self._threads.submit(self._look_up, host, port, family, socket.SOCK_STREAM)
        asked.add_done_callback(lambda _: self._free.release())  # not before, however soon who asked has gone
        return [
            ResolveResult(
                hostname=host, host=str(address[0]), port=port, family=kind, proto=proto, flags=socket.AI_NUMERICHOST
            )
            for kind, _, proto, _, address in await asyncio.wrap_future(asked)
        ]

    async def close(self) -> None:
        """Nothing is kept open: several clients use the same one."""


RESOLVER = Resolver(4)


async def addresses_of(host: str, port: int, resolver: Resolver = RESOLVER) -> list[str]:
    """The IP addresses of a host; none where it is not known, nobody says so in time, or too many are asked for."""
    try:
        async with asyncio.timeout(LONGEST_LOOKUP):
            found = await resolver.resolve(host, port)
    except (OSError, UnicodeError):  # TimeoutError is an OSError
        return []
    return [one["host"] for one in found]
