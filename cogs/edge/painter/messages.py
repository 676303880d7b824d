"""Cards that are messages: posted once, edited, posted anew where they were deleted, and taken away in the end."""

import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Set
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import discord

from cogs.edge.finding import CannotLook, custom_ids_of, find_message
from cogs.edge.painter.canvas import passes
from cogs.edge.painter.letters import Letters
from cogs.edge.painter.pictures import Picture, Pictures, Shown
from cogs.edge.painter.pins import Pins
from cogs.edge.painter.turns import Turns
from cogs.edge.telling import OF_PRIVATE, OF_PUBLIC, tell_organiser
from cogs.edge.threads import reopen
from db.store import Database, Store
from domain.cards import REFUSED, Card, CardKind
from domain.reminders import NONCE_KEPT
from domain.snowflake import instant_of

OLD_AFTER = timedelta(hours=1)  # from then on Discord's limit for old messages holds
UNKNOWN_MESSAGE = 10008
TOO_MANY_EDITS_OF_OLD = 30046
THREAD_ARCHIVED = 50083
T = TypeVar("T")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a card shows now. `ping_role_id` is pinged when it is first posted; `reactions` stand under it.

    A `picture` is shown below the view; it follows once the card is posted. It is `pinned` from then on, where the bot
    may, or no more; None leaves that as it is.
    """

    view: discord.ui.LayoutView
    organiser_id: int
    ping_role_id: int | None = None
    reactions: tuple[str, ...] = ()
    picture: Picture | None = None
    pinned: bool | None = None


Draw = Callable[[Store, Card], Awaitable[Drawing]]
Posted = Callable[[Store, Card], Awaitable[None]]
Marks = Callable[[int], Set[str]]


class Messages:
    """The canvas of the kinds that are messages: `draws` says how, `marks` by which custom ids a lost one is found."""

    def __init__(self, client: discord.Client, database: Database, clock: Callable[[], datetime], turns: Turns) -> None:
        self._client = client
        self._database = database
        self._clock = clock
        self._turns = turns
        self._letters = Letters(client)
        self._pins = Pins(client)
        self._pictures = Pictures(client, database, turns)
        self.draws: dict[CardKind, Draw] = {}
        self.marks: dict[CardKind, Marks] = {}
        self.posted: defaultdict[CardKind, list[Posted]] = defaultdict(list)

    async def look(self, store: Store, card: Card) -> Drawing:
        """The card's parts as they are to be now."""
        return await self.draws[card.kind](store, card)

    async def draw(self, card: Card, shown: Drawing) -> float | None:
        """Edits the message, or posts it. Where Discord refuses for good, the organiser is told once.

        Gives in how many seconds its picture may follow, where that one has to wait.
        """
        try:
            return await self._awake(card, lambda: self._show(card, shown))
        except discord.HTTPException as error:
            if passes(error):
                raise
            await self._give_up(card, shown, error)
            return None

    async def take_away(self, card: Card) -> bool:
        """Deletes the message; one that is gone, or that we cannot reach any more, is left."""
        try:
            await self._awake(card, lambda: self._delete(card))
        except discord.HTTPException as error:
            if passes(error):
                raise
            log.info("card %s %s could not be deleted: %s", *card.key, error)
        return True

    async def _awake(self, card: Card, act: Callable[[], Awaitable[T]]) -> T:
        """Does it; where the card's thread was archived, which threads are when they fall silent, once more."""
        try:
            return await act()
        except discord.HTTPException as error:
            if error.code != THREAD_ARCHIVED:
                raise
        await reopen(self._client, card.channel_id)
        return await act()

    async def _show(self, card: Card, drawing: Drawing) -> float | None:
        now = await self._edit(card, card.message_id, drawing) if card.message_id is not None else None
        return (now or await self._post(card, drawing)).again_in

    async def _delete(self, card: Card) -> None:
        message_id = card.message_id or await self._sent_unknown(card)
        if message_id is not None:
            await self._channel(card).get_partial_message(message_id).delete()

    async def _sent_unknown(self, card: Card) -> int | None:
        """The message of an attempt whose outcome nobody told us."""
        marks = self.marks.get(card.kind)
        return await self._find(card, marks(card.subject_id)) if marks else None

    async def _edit(self, card: Card, message_id: int, drawing: Drawing) -> Shown | None:
        """What the message shows now; None where it is gone, and the card is to be posted anew."""
        if self._clock() - instant_of(message_id) > OLD_AFTER:
            await self._turns.of_old_in(card.channel_id)
        message = self._channel(card).get_partial_message(message_id)
        try:
            shown = await self._pictures.edit(card, message, drawing.view, drawing.picture)
        except discord.HTTPException as error:
            if error.code not in (UNKNOWN_MESSAGE, TOO_MANY_EDITS_OF_OLD):
                raise
            if error.code == TOO_MANY_EDITS_OF_OLD:
                with suppress(discord.NotFound):
                    await message.delete()
        else:
            await self._finish(card, shown.message or message, drawing, shown)
            return shown
        async with self._database.transaction() as store:
            await store.cards.gone(card)
        return None

    async def _post(self, card: Card, drawing: Drawing) -> Shown:
        async with self._database.transaction() as store:
            now_there = await store.cards.get(*card.key)
            if now_there is None or now_there.removed:
                return Shown()
            await store.cards.trying(now_there, store.now)
        found = await self._arrived_before(now_there, drawing)
        message = found or await self._send(now_there, drawing)
        async with self._database.transaction() as store:
            await store.cards.posted(now_there, message.id)
            kept = await store.cards.get(*card.key)
            for act in self.posted[card.kind] if kept and not kept.removed else ():
                await act(store, card)
        if now_there.tried_at is not None:  # what arrived may be an earlier attempt, and show what was true then
            await message.edit(view=drawing.view, attachments=[], allowed_mentions=discord.AllowedMentions.none())
        shown = Shown(again_in=0 if drawing.picture else None)
        await self._finish(now_there, message, drawing, shown, new=True)
        return shown

    async def _send(self, card: Card, drawing: Drawing) -> discord.Message:
        roles = [discord.Object(drawing.ping_role_id)] if drawing.ping_role_id and card.posting == 0 else []
        for role in roles:  # only what is mentioned can be pinged; the next edit takes the line away again
            drawing.view.add_item(discord.ui.TextDisplay(f"<@&{role.id}>"))
        return await self._channel(card).send(
            view=drawing.view,
            nonce=card.nonce,
            allowed_mentions=discord.AllowedMentions(everyone=False, users=False, roles=roles),
        )

    async def _arrived_before(self, card: Card, drawing: Drawing) -> discord.PartialMessage | None:
        """The message of an earlier attempt whose nonce Discord may have forgotten, if it is there."""
        if card.tried_at is None or self._clock() - card.tried_at <= NONCE_KEPT:
            return None
        found = await self._find(card, custom_ids_of(drawing.view))
        return self._channel(card).get_partial_message(found) if found else None

    async def _find(self, card: Card, custom_ids: Set[str]) -> int | None:
        if card.tried_at is None:
            return None
        try:
            return await find_message(self._client, card.guild_id, card.channel_id, card.tried_at, custom_ids)
        except CannotLook:
            return None  # a second card is better than none

    def _channel(self, card: Card) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(card.channel_id, guild_id=card.guild_id)

    async def _finish(
        self,
        card: Card,
        message: discord.PartialMessage | discord.Message,
        drawing: Drawing,
        shown: Shown,
        *,
        new: bool = False,
    ) -> None:
        """Has the right reactions under it and its pin, and notes what it shows."""
        await self._letters.put(card, message, drawing.reactions, new=new or card.drawn == 0)
        await self._pins.put(card, message, drawing.pinned, new=new or card.drawn == 0)
        async with self._database.transaction() as store:
            told = shown.picture != REFUSED or await store.cards.pictures_refused_in(card.channel_id)
            await store.cards.drawn(card, message.id, shown.picture, behind=shown.again_in is not None)
        if not told:
            await self._pictures.tell_refused(card, drawing.organiser_id)

    async def _give_up(self, card: Card, drawing: Drawing, error: discord.HTTPException) -> None:
        log.warning("card %s %s cannot be shown in channel %s: %s", *card.key, card.channel_id, error)
        async with self._database.transaction() as store:
            already = await store.cards.give_up(card, store.now)
            private = await store.threads.is_private(card.channel_id)
        if not already:
            said = (
                f"I cannot show the card of a {card.kind} in <#{card.channel_id}>: {error.text or 'Discord refused'}. "
                f"{OF_PRIVATE if private else OF_PUBLIC}"
            )
            await tell_organiser(
                self._client, self._database, card.guild_id, drawing.organiser_id, said, about=card.channel_id
            )
