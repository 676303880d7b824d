"""Time and the browser take turns in the simulated Discord, which carries out one act at a time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from simcord import SetupError
from simcord.preview import Preview

from bot.demo.due import next_due
from bot.demo.people import Table

TICK = timedelta(seconds=1)
SHOW_TIME_EVERY = timedelta(minutes=1)  # so that "in 5 minutes" on the page does not go stale
REMEMBERED = 4  # publications of a page; the browser asks for the newest twice a second
Act = Callable[[str | None, Mapping[str, Any]], Awaitable[dict[str, Any]]]
log = logging.getLogger(__name__)


class Turns:
    """Moves the clock between what people do in the browser, and has the page show what came of it.

    SimCord refuses an act that meets another one, and refuses a click from a page that was published anew meanwhile;
    in Discord neither can happen. So each browser act waits here for its turn, and keeps its worth where what it is
    about still looks the same. SimCord has no public place for this, hence its private names; its version is pinned.
    """

    def __init__(self, table: Table, windows: Sequence[Preview]) -> None:
        self._table = table
        self._windows = windows
        self._turn = asyncio.Lock()
        for one in windows:
            one._action = partial(self._take_turn, one, one._action)  # type: ignore[method-assign]
        self._published: dict[str, dict[int, dict[str, Any]]] = {}
        self._requests = 0
        self._shown_at = table.simulation.clock()

    async def run(self) -> None:
        """Lets time pass, second by second, for ever."""
        while True:
            await asyncio.sleep(TICK.total_seconds())
            try:
                await self.move(TICK)
            except Exception:
                log.exception("a second could not pass, and is made up for by the next")

    async def move(self, by: timedelta) -> list[str]:
        """Moves the clock; gives what the bot said meanwhile, as lines of text."""
        async with self._turn:
            self._table.news()
            said: list[str] = []
            self._table.teller.tell = said.append
            try:
                await self._table.wait(seconds=by.total_seconds())
            finally:
                self._table.teller.tell = lambda line: None
            await self._show()
            return said

    async def move_to_next(self) -> list[str]:
        """Moves the clock to the next thing that is due, if there is one."""
        due = await next_due(self._table)
        return await self.move(max(due - self._table.simulation.clock(), timedelta(0))) if due else []

    async def _show(self) -> None:
        """Publishes the page anew if the bot did something, and now and then for the sake of relative times."""
        requests = self._table.simulation.env.http_requests
        did = any(one.method != "GET" for one in requests[self._requests :])
        self._requests = len(requests)
        now = self._table.simulation.clock()
        if did or now - self._shown_at >= SHOW_TIME_EVERY:
            for window in self._windows:
                for page in window._pages.values():
                    earlier = [*self._published.get(page.id, {}).items(), (page.revision, page.snapshot)]
                    self._published[page.id] = dict(earlier[-REMEMBERED:])
                await window.refresh()
            self._shown_at = now

    async def _take_turn(
        self, window: Preview, act: Act, context_id: str | None, body: Mapping[str, Any]
    ) -> dict[str, Any]:
        async with self._turn:
            self._table.simulation.env._preview = window  # the one whose act SimCord now hears of
            try:
                return await act(context_id, self._worth_keeping(window, context_id, body))
            except SetupError:
                log.exception("an act in the browser was refused")
                raise

    def _worth_keeping(self, window: Preview, context_id: str | None, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """The act as if sent from the page as it is now, if only time or other messages have changed since."""
        page = window._pages.get(context_id or "")
        sent_from = self._published.get(context_id or "", {}).get(body.get("published_revision", 0))
        if page is None or sent_from is None:
            return body
        target = str(body.get("target_id"))
        same = sent_from["messages"].get(target) == page.snapshot["messages"].get(target)
        return {**body, "published_revision": page.revision} if same else body
