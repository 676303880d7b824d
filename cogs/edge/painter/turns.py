"""Waiting for one's turn: so that cards are edited no faster than Discord takes it."""

import asyncio
from collections.abc import Hashable

PACE = 1.0  # seconds between two edits of a card
OLD_PACE = 3.0  # seconds between two edits of old cards in one channel; about 3 per 6 s are allowed
UNASKED_PACE = 15.0  # seconds between two edits of a card for changes that nobody clicked for
PICTURE_PACES = 10  # turns of a card between two pictures on it: 10 s
ALL_PACE = 0.025  # seconds between two edits of any cards; Discord allows the whole bot 50 requests a second


class Turns:
    """Lines in which one waits. `pace` is seconds between two edits of a card; with 0 nobody waits anywhere."""

    def __init__(self, pace: float) -> None:
        self._pace = pace
        self._free_at: dict[Hashable, float] = {}

    async def of_card(self, key: Hashable) -> None:
        """Waits until that card may be edited again."""
        await self._wait(key, self._pace)
        await self._wait("everything", ALL_PACE)

    async def of_old_in(self, channel_id: int) -> None:
        """Waits until an old message of that channel may be edited again."""
        await self._wait(channel_id, OLD_PACE)

    def of_picture(self, key: Hashable) -> float:
        """Takes the turn for a new picture on that card, or says in how many seconds there is one."""
        return self._take_or_say(("picture", key), PICTURE_PACES * self._pace)

    def of_unasked(self, key: Hashable) -> float:
        """Takes the turn to draw what nobody clicked for on that card, or says in how many seconds there is one."""
        return self._take_or_say(("unasked", key), UNASKED_PACE)

    def _take_or_say(self, line: Hashable, pace: float) -> float:
        if not self._pace:
            return 0.0
        now = asyncio.get_running_loop().time()
        free_at = self._free_at.get(line, now)
        if free_at <= now:
            self._free_at[line] = now + pace
        return max(free_at - now, 0.0)

    def hurry(self) -> None:
        """From now on nobody waits."""
        self._pace = 0.0

    async def _wait(self, line: Hashable, pace: float) -> None:
        """The turn is taken before it is waited for."""
        if not self._pace:
            return
        now = asyncio.get_running_loop().time()
        self._free_at = {one: at for one, at in self._free_at.items() if at > now}
        mine = self._free_at.get(line, now)
        self._free_at[line] = mine + pace
        if mine > now:
            await asyncio.sleep(mine - now)
