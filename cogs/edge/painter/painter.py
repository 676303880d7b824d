"""Which cards are drawn, and when: what changed, what is stale, and what failed before."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

import aiohttp
import discord

from cogs.edge.painter.canvas import Canvas
from cogs.edge.painter.drawing import Draw, Marks, OnPosted
from cogs.edge.painter.messages import Messages
from cogs.edge.painter.turns import PACE, Turns
from db.store import Database
from domain.cards import CardKind

Key = tuple[CardKind, int]
log = logging.getLogger(__name__)


class Painter:
    """Draws the cards that changed. Features register how each kind is drawn."""

    def __init__(
        self, client: discord.Client, database: Database, clock: Callable[[], datetime], pace: float = PACE
    ) -> None:
        self._database = database
        self._turns = Turns(pace)
        self._messages = Messages(client, database, clock, self._turns)
        self._canvases: dict[CardKind, Canvas[Any]] = {}
        self._painting: dict[Key, asyncio.Task[bool]] = {}
        self._dirty: set[Key] = set()
        self._waiting: dict[Key, asyncio.TimerHandle] = {}
        self._slow: dict[Key, asyncio.TimerHandle] = {}
        self._stopping = False

    def register(self, kind: CardKind, draw: Draw, marks: Marks | None = None) -> None:
        """Says how messages of that kind are drawn.

        `marks` gives the custom ids of the message about that subject: a card that was removed while it was posted is
        found by them.
        """
        self._canvases[kind] = self._messages
        self._messages.draws[kind] = draw
        if marks is not None:
            self._messages.posting.marks[kind] = marks

    def register_canvas(self, kind: CardKind, canvas: Canvas[Any]) -> None:
        """Has cards of that kind drawn on a canvas of their own: they are no messages."""
        self._canvases[kind] = canvas

    def on_posted(self, kind: CardKind, act: OnPosted) -> None:
        """Has `act` done when a message of that kind was posted, in the transaction that notes it."""
        self._messages.posting.acts[kind].append(act)

    def touch(self, key: Key) -> None:
        """Has a card redrawn; many touches while it is being drawn cost one more edit."""
        self._dirty.add(key)
        if key not in self._painting and not self._stopping:
            task = asyncio.create_task(self._paint(key), name=f"paint {key[0]} {key[1]}")
            self._painting[key] = task
            task.add_done_callback(lambda done: self._done(key, failed=not done.result()))

    def touch_slowly(self, key: Key) -> None:
        """Has a card redrawn for what nobody clicked for: at once if it was not lately, else together with the next."""
        if key in self._slow or self._stopping:
            return
        wait = self._turns.of_unasked(key)
        if not wait:
            self.touch(key)
        else:
            self._slow[key] = asyncio.get_running_loop().call_later(wait, self._touch_late, key)

    def _touch_late(self, key: Key) -> None:
        del self._slow[key]
        self.touch_slowly(key)

    def _done(self, key: Key, *, failed: bool) -> None:
        del self._painting[key]
        if failed:
            self._dirty.discard(key)  # the store knows that it is stale, and the sweep comes to it
        elif key in self._dirty:
            self.touch(key)  # touched between the last look and now

    async def touch_stale(self) -> None:
        """Has every card redrawn that does not show the newest state: after a restart, and after a failure."""
        async with self._database.read() as store:
            stale = await store.cards.stale()
        for card in stale:
            if card.key not in self._slow and card.key not in self._waiting:
                self.touch(card.key)

    async def settled(self) -> None:
        """Waits until nothing is being drawn."""
        while self._painting:
            await asyncio.wait(set(self._painting.values()))

    async def stop(self) -> None:
        """Finishes what is being drawn, without waiting for the pace, and takes no more."""
        self._stopping = True
        for waiting in (*self._waiting.values(), *self._slow.values()):  # the store knows that these are stale
            waiting.cancel()
        self._turns.hurry()
        await self.settled()

    async def _paint(self, key: Key) -> bool:
        """Draws the card until nothing about it is new; False where drawing it failed."""
        try:
            while key in self._dirty:
                await self._turns.of_card(key)
                self._dirty.discard(key)
                await self._draw_once(key)
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("card %s %s could not be drawn, and will be by the next sweep: %s", *key, error)
            return False
        except Exception:
            log.exception("card %s %s could not be drawn", *key)
            return False
        return True

    async def _draw_once(self, key: Key) -> None:
        canvas = self._canvases[key[0]]
        if (slow := self._slow.pop(key, None)) is not None:
            slow.cancel()  # what it would show is shown now
        async with self._database.read() as store:
            card = await store.cards.get(*key)
            if card is None:
                return
            shown = await canvas.look(store, card) if not card.removed else None
        if not card.removed:
            self._put_off(key, await canvas.draw(card, shown))
        elif await canvas.take_away(card):
            async with self._database.transaction() as store:
                await store.cards.forget(card)

    def _put_off(self, key: Key, seconds: float | None) -> None:
        """Has the card drawn once more after a while, or no more by itself."""
        if (waiting := self._waiting.pop(key, None)) is not None:
            waiting.cancel()
        if seconds == 0:
            self._dirty.add(key)
        elif seconds is not None and not self._stopping:
            self._waiting[key] = asyncio.get_running_loop().call_later(seconds, self.touch, key)
