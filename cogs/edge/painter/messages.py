"""Cards that are messages: posted once, edited, posted anew where they were deleted, and taken away in the end."""

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TypeVar

import discord

from cogs.edge.painter.canvas import passes
from cogs.edge.painter.drawing import Draw, Drawing
from cogs.edge.painter.letters import Letters
from cogs.edge.painter.pictures import Pictures, Shown
from cogs.edge.painter.pins import Pins
from cogs.edge.painter.posting import Posting, channel_of
from cogs.edge.painter.turns import Turns
from cogs.edge.telling import OF_PRIVATE, OF_PUBLIC, tell_organiser
from cogs.edge.threads import reopen
from db.store import Database, Store
from domain.cards import REFUSED, Card, CardKind
from domain.snowflake import instant_of

OLD_AFTER = timedelta(hours=1)  # from then on Discord's limit for old messages holds
UNKNOWN_MESSAGE = 10008
TOO_MANY_EDITS_OF_OLD = 30046
THREAD_ARCHIVED = 50083
T = TypeVar("T")
log = logging.getLogger(__name__)


class Messages:
    """The canvas of the kinds that are messages: `draws` says how."""

    def __init__(self, client: discord.Client, database: Database, clock: Callable[[], datetime], turns: Turns) -> None:
        self._client = client
        self._database = database
        self._clock = clock
        self._turns = turns
        self._letters = Letters(client)
        self._pins = Pins(client)
        self._pictures = Pictures(client, database, turns)
        self.posting = Posting(client, database, clock)
        self.draws: dict[CardKind, Draw] = {}

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
        message_id = card.message_id or await self.posting.found(card)
        if message_id is not None:
            await channel_of(self._client, card).get_partial_message(message_id).delete()

    async def _edit(self, card: Card, message_id: int, drawing: Drawing) -> Shown | None:
        """What the message shows now; None where it is gone, and the card is to be posted anew."""
        if self._clock() - instant_of(message_id) > OLD_AFTER:
            await self._turns.of_old_in(card.channel_id)
        message = channel_of(self._client, card).get_partial_message(message_id)
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
        posted = await self.posting.post(card, drawing)
        if posted is None:
            return Shown()
        shown = Shown(again_in=0 if drawing.picture else None)
        await self._finish(posted.card, posted.message, drawing, shown, new=True)
        return shown

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
            already = await store.given_up_cards.add(card, store.now)
            private = await store.threads.is_private(card.channel_id)
        if not already:
            said = (
                f"I cannot show the card of a {card.kind} in <#{card.channel_id}>: {error.text or 'Discord refused'}. "
                f"{OF_PRIVATE if private else OF_PUBLIC}"
            )
            await tell_organiser(
                self._client, self._database, card.guild_id, drawing.organiser_id, said, about=card.channel_id
            )
