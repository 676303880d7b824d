"""Discord's ids: a time in milliseconds and a counter in one number."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

EPOCH_MS = 1_420_070_400_000


class Snowflakes:
    """Makes ids that carry the clock's time and always grow."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> int:
        """A new id, larger than every one before, also when the clock stands still or goes back."""
        now = (int(self._clock() * 1000) - EPOCH_MS) << 22
        self._last = max(now, self._last + 1)
        return self._last

    def now(self) -> datetime:
        """The clock's time, aware, in UTC."""
        return datetime.fromtimestamp(self._clock(), UTC)


def time_of(snowflake: int) -> datetime:
    """When the id was made, in UTC."""
    return datetime.fromtimestamp(((snowflake >> 22) + EPOCH_MS) / 1000, UTC)
