"""How far a long import is, said now and then while it goes on."""

from collections.abc import Awaitable, Callable

PACE = 2.0  # seconds between two edits


class Progress:
    """Says how many of `total` votes an import has added: as it begins, and then at most every two seconds.

    `say` shows a text in place of the last one; `now` gives seconds.
    """

    def __init__(self, say: Callable[[str], Awaitable[None]], total: int, now: Callable[[], float]) -> None:
        self._say = say
        self._total = total
        self._now = now
        self._said_at = now()

    async def begin(self) -> None:
        """Says how many there are."""
        await self._say(f"Importing {self._total:,} votes …")
        self._said_at = self._now()

    async def reached(self, done: int) -> None:
        """Says that so many are added, unless something was said just now."""
        if self._now() - self._said_at >= PACE:
            await self._say(f"Importing: {done:,} of {self._total:,} votes …")
            self._said_at = self._now()
