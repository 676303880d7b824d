"""Drawing cards: the first change at once, then at most one edit a second, and the last state always lands."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import discord

from cogs.edge.telling import tell_organiser
from db.store import Database, Store
from domain.cards import Card, CardKind
from domain.snowflake import instant_of

PACE = 1.0  # seconds between two edits of a card
OLD_AFTER = timedelta(hours=1)  # from then on Discord's limit for old messages holds
OLD_PACE = 3.0  # seconds between two edits of old cards in one channel; about 3 per 6 s are allowed
UNKNOWN_MESSAGE = 10008
TOO_MANY_EDITS_OF_OLD = 30046
Key = tuple[CardKind, int]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a card shows now. `ping_role_id` is pinged when it is first posted; `reactions` are put under it then."""

    view: discord.ui.LayoutView
    organiser_id: int
    ping_role_id: int | None = None
    reactions: tuple[str, ...] = ()


Draw = Callable[[Store, Card], Awaitable[Drawing]]
Posted = Callable[[Store, Card], Awaitable[None]]


class Painter:
    """Draws the cards that changed. Features register how each kind is drawn."""

    def __init__(
        self, client: discord.Client, database: Database, clock: Callable[[], datetime], pace: float = PACE
    ) -> None:
        self._client = client
        self._database = database
        self._clock = clock
        self._pace = pace
        self._draws: dict[CardKind, Draw] = {}
        self._posted: dict[CardKind, Posted] = {}
        self._painting: dict[Key, asyncio.Task[bool]] = {}
        self._dirty: set[Key] = set()
        self._free_at: dict[Any, float] = {}
        self._stopping = False

    def register(self, kind: CardKind, draw: Draw) -> None:
        """Says how cards of that kind are drawn."""
        self._draws[kind] = draw

    def on_posted(self, kind: CardKind, act: Posted) -> None:
        """Has `act` done when a message of that kind was posted, in the transaction that notes it."""
        self._posted[kind] = act

    def touch(self, key: Key) -> None:
        """Has a card redrawn; many touches while it is being drawn cost one more edit."""
        self._dirty.add(key)
        if key not in self._painting and not self._stopping:
            task = asyncio.create_task(self._paint(key), name=f"paint {key[0]} {key[1]}")
            self._painting[key] = task
            task.add_done_callback(lambda done: self._done(key, failed=not done.result()))

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
            self.touch(card.key)

    async def settled(self) -> None:
        """Waits until nothing is being drawn."""
        while self._painting:
            await asyncio.wait(set(self._painting.values()))

    async def stop(self) -> None:
        """Finishes what is being drawn, without waiting for the pace, and takes no more."""
        self._stopping = True
        self._pace = 0.0
        await self.settled()

    async def _paint(self, key: Key) -> bool:
        """Draws the card until nothing about it is new; False where drawing it failed."""
        try:
            while key in self._dirty:
                await self._wait_for_turn(key)
                self._dirty.discard(key)
                await self._draw_once(key)
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("card %s %s could not be drawn, and will be by the next sweep: %s", *key, error)
            return False
        except Exception:
            log.exception("card %s %s could not be drawn", *key)
            return False
        return True

    async def _wait_for_turn(self, key: Any) -> None:
        delay = self._free_at.get(key, 0.0) - asyncio.get_running_loop().time()
        if delay > 0 and not self._stopping:
            await asyncio.sleep(delay)

    def _take_turn(self, key: Any, pace: float) -> None:
        now = asyncio.get_running_loop().time()
        self._free_at = {one: at for one, at in self._free_at.items() if at > now}
        self._free_at[key] = now + pace

    async def _draw_once(self, key: Key) -> None:
        async with self._database.read() as store:
            card = await store.cards.get(*key)
            drawing = await self._draws[key[0]](store, card) if card else None
        if card is None or drawing is None:
            return
        self._take_turn(key, self._pace)
        if card.message_id is not None and await self._edit(card, card.message_id, drawing):
            return
        await self._post(card, drawing)

    async def _edit(self, card: Card, message_id: int, drawing: Drawing) -> bool:
        """Whether the message now shows the newest state; where not, it is gone, and the card is to be posted anew."""
        if self._clock() - instant_of(message_id) > OLD_AFTER:
            await self._wait_for_turn(card.channel_id)
            self._take_turn(card.channel_id, OLD_PACE if self._pace else 0.0)
        message = self._client.get_partial_messageable(card.channel_id, guild_id=card.guild_id).get_partial_message(
            message_id
        )
        try:
            await message.edit(view=drawing.view, allowed_mentions=discord.AllowedMentions.none())
        except discord.NotFound as error:
            if error.code != UNKNOWN_MESSAGE:
                await self._give_up(card, drawing, error)
                return True
        except discord.Forbidden as error:
            await self._give_up(card, drawing, error)
            return True
        except discord.HTTPException as error:
            if error.code != TOO_MANY_EDITS_OF_OLD:
                raise
            with suppress(discord.NotFound):
                await message.delete()
        else:
            await self._finish(card, message, drawing)
            return True
        async with self._database.transaction() as store:
            await store.cards.gone(card)
        return False

    async def _post(self, card: Card, drawing: Drawing) -> None:
        async with self._database.read() as store:
            now_there = await store.cards.get(*card.key)
        if now_there is None:
            return
        channel = self._client.get_partial_messageable(card.channel_id, guild_id=card.guild_id)
        roles = [discord.Object(drawing.ping_role_id)] if drawing.ping_role_id and now_there.posting == 0 else []
        try:
            message = await channel.send(
                view=drawing.view,
                nonce=now_there.nonce,
                allowed_mentions=discord.AllowedMentions(everyone=False, users=False, roles=roles),
            )
        except (discord.Forbidden, discord.NotFound) as error:
            await self._give_up(card, drawing, error)
            return
        async with self._database.transaction() as store:
            await store.cards.posted(now_there, message.id)
            if act := self._posted.get(card.kind):
                await act(store, card)
        await self._finish(now_there, message, drawing, new=True)

    async def _finish(
        self, card: Card, message: discord.PartialMessage | discord.Message, drawing: Drawing, *, new: bool = False
    ) -> None:
        """Puts the reactions under a message that is new or was not seen through, and notes what it shows."""
        if new or card.drawn == 0:
            try:
                for emoji in drawing.reactions:
                    await message.add_reaction(emoji)
            except discord.Forbidden as error:  # people can add the letters that the card names by themselves
                log.warning("no reactions can be put under card %s %s: %s", *card.key, error)
        async with self._database.transaction() as store:
            await store.cards.drawn(card, message.id)

    async def _give_up(self, card: Card, drawing: Drawing, error: discord.HTTPException) -> None:
        log.warning("card %s %s cannot be shown in channel %s: %s", *card.key, card.channel_id, error)
        async with self._database.transaction() as store:
            already = await store.cards.give_up(card, store.now)
            guild = await store.settings.of_guild(card.guild_id)
        if not already:
            said = (
                f"I cannot show the card of a {card.kind} in <#{card.channel_id}>: {error.text or 'Discord refused'}. "
                "Please let me view and write in that channel, or set another one with `/settings edit`."
            )
            await tell_organiser(self._client, card.guild_id, drawing.organiser_id, guild.channel_id, said)
