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

from cogs.edge.finding import CannotLook, custom_ids_of, find_message
from cogs.edge.telling import tell_organiser
from db.store import Database, Store
from domain.cards import Card, CardKind
from domain.reminders import NONCE_KEPT
from domain.snowflake import instant_of

PACE = 1.0  # seconds between two edits of a card
OLD_AFTER = timedelta(hours=1)  # from then on Discord's limit for old messages holds
OLD_PACE = 3.0  # seconds between two edits of old cards in one channel; about 3 per 6 s are allowed
ALL_PACE = 0.025  # seconds between two edits of any cards; Discord allows the whole bot 50 requests a second
TOO_MANY_REQUESTS = 429
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
                await self._turn(key, self._pace)
                await self._turn("everything", ALL_PACE if self._pace else 0.0)
                self._dirty.discard(key)
                await self._draw_once(key)
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("card %s %s could not be drawn, and will be by the next sweep: %s", *key, error)
            return False
        except Exception:
            log.exception("card %s %s could not be drawn", *key)
            return False
        return True

    async def _turn(self, line: Any, pace: float) -> None:
        """Waits for one's turn in a line whose turns are `pace` seconds apart; it is taken before it is waited for."""
        if not pace:
            return
        now = asyncio.get_running_loop().time()
        self._free_at = {one: at for one, at in self._free_at.items() if at > now}
        mine = self._free_at.get(line, now)
        self._free_at[line] = mine + pace
        if mine > now and not self._stopping:
            await asyncio.sleep(mine - now)

    async def _draw_once(self, key: Key) -> None:
        async with self._database.read() as store:
            card = await store.cards.get(*key)
            drawing = await self._draws[key[0]](store, card) if card else None
        if card is None or drawing is None:
            return
        try:
            if card.message_id is None or not await self._edit(card, card.message_id, drawing):
                await self._post(card, drawing)
        except discord.HTTPException as error:
            if error.status >= 500 or error.status == TOO_MANY_REQUESTS:
                raise
            await self._give_up(card, drawing, error)

    async def _edit(self, card: Card, message_id: int, drawing: Drawing) -> bool:
        """Whether the message now shows the newest state; where not, it is gone, and the card is to be posted anew."""
        if self._clock() - instant_of(message_id) > OLD_AFTER:
            await self._turn(card.channel_id, OLD_PACE if self._pace else 0.0)
        message = self._channel(card).get_partial_message(message_id)
        try:
            await message.edit(view=drawing.view, allowed_mentions=discord.AllowedMentions.none())
        except discord.HTTPException as error:
            if error.code not in (UNKNOWN_MESSAGE, TOO_MANY_EDITS_OF_OLD):
                raise
            if error.code == TOO_MANY_EDITS_OF_OLD:
                with suppress(discord.NotFound):
                    await message.delete()
        else:
            await self._finish(card, message, drawing)
            return True
        async with self._database.transaction() as store:
            await store.cards.gone(card)
        return False

    async def _post(self, card: Card, drawing: Drawing) -> None:
        async with self._database.transaction() as store:
            now_there = await store.cards.get(*card.key)
            if now_there is None:
                return
            await store.cards.trying(now_there, store.now)
        found = await self._arrived_before(now_there, drawing)
        message = found or await self._send(now_there, drawing)
        async with self._database.transaction() as store:
            await store.cards.posted(now_there, message.id)
            if act := self._posted.get(card.kind):
                await act(store, card)
        if now_there.tried_at is not None:  # what arrived may be an earlier attempt, and show what was true then
            await message.edit(view=drawing.view, allowed_mentions=discord.AllowedMentions.none())
        await self._finish(now_there, message, drawing, new=True)

    async def _send(self, card: Card, drawing: Drawing) -> discord.Message:
        roles = [discord.Object(drawing.ping_role_id)] if drawing.ping_role_id and card.posting == 0 else []
        return await self._channel(card).send(
            view=drawing.view,
            nonce=card.nonce,
            allowed_mentions=discord.AllowedMentions(everyone=False, users=False, roles=roles),
        )

    async def _arrived_before(self, card: Card, drawing: Drawing) -> discord.PartialMessage | None:
        """The message of an earlier attempt whose nonce Discord may have forgotten, if it is there."""
        if card.tried_at is None or self._clock() - card.tried_at <= NONCE_KEPT:
            return None
        try:
            found = await find_message(
                self._client, card.guild_id, card.channel_id, card.tried_at, custom_ids_of(drawing.view)
            )
        except CannotLook:
            return None  # a second card is better than none
        return self._channel(card).get_partial_message(found) if found else None

    def _channel(self, card: Card) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(card.channel_id, guild_id=card.guild_id)

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
                "Please let me view and write there, or set another with `/settings edit`: the card moves with it."
            )
            await tell_organiser(self._client, card.guild_id, drawing.organiser_id, guild.channel_id, said)
