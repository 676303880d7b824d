"""Posting a card's message: once, however often that is tried, and found again where nobody told us that it arrived."""

from collections import defaultdict
from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import datetime

import discord

from cogs.edge.finding import CannotLook, custom_ids_of, find_message
from cogs.edge.painter.drawing import Drawing, Marks, OnPosted
from db.store import Database
from domain.cards import Card, CardKind
from domain.reminders import NONCE_KEPT


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that was posted, and its card as it was then."""

    card: Card
    message: discord.PartialMessage | discord.Message


class Posting:
    """`marks` says by which custom ids a lost message is found, `acts` what is done with its posting."""

    def __init__(self, client: discord.Client, database: Database, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._database = database
        self._clock = clock
        self.marks: dict[CardKind, Marks] = {}
        self.acts: defaultdict[CardKind, list[OnPosted]] = defaultdict(list)

    async def post(self, card: Card, drawing: Drawing) -> Posted | None:
        """Posts it, and notes that in one transaction with what belongs to it; None where the card is gone."""
        async with self._database.transaction() as store:
            now_there = await store.cards.get(*card.key)
            if now_there is None or now_there.removed:
                return None
            await store.cards.trying(now_there, store.now)
        found = await self._arrived_before(now_there, drawing)
        message = found or await self._send(now_there, drawing)
        async with self._database.transaction() as store:
            await store.cards.posted(now_there, message.id)
            kept = await store.cards.get(*card.key)
            for act in self.acts[card.kind] if kept and not kept.removed else ():
                await act(store, card)
        if now_there.tried_at is not None:  # what arrived may be an earlier attempt, and show what was true then
            await message.edit(view=drawing.view, attachments=[], allowed_mentions=discord.AllowedMentions.none())
        return Posted(now_there, message)

    async def found(self, card: Card) -> int | None:
        """The message of an attempt whose outcome nobody told us."""
        marks = self.marks.get(card.kind)
        return await self._find(card, marks(card.subject_id)) if marks else None

    async def _send(self, card: Card, drawing: Drawing) -> discord.Message:
        roles = [discord.Object(drawing.ping_role_id)] if drawing.ping_role_id and card.posting == 0 else []
        for role in roles:  # only what is mentioned can be pinged; the next edit takes the line away again
            drawing.view.add_item(discord.ui.TextDisplay(f"<@&{role.id}>"))
        return await channel_of(self._client, card).send(
            view=drawing.view,
            nonce=card.nonce,
            allowed_mentions=discord.AllowedMentions(everyone=False, users=False, roles=roles),
        )

    async def _arrived_before(self, card: Card, drawing: Drawing) -> discord.PartialMessage | None:
        """The message of an earlier attempt whose nonce Discord may have forgotten, if it is there."""
        if card.tried_at is None or self._clock() - card.tried_at <= NONCE_KEPT:
            return None
        found = await self._find(card, custom_ids_of(drawing.view))
        return channel_of(self._client, card).get_partial_message(found) if found else None

    async def _find(self, card: Card, custom_ids: Set[str]) -> int | None:
        if card.tried_at is None:
            return None
        try:
            return await find_message(self._client, card.guild_id, card.channel_id, card.tried_at, custom_ids)
        except CannotLook:
            return None  # a second card is better than none


def channel_of(client: discord.Client, card: Card) -> discord.PartialMessageable:
    """Where the card belongs."""
    return client.get_partial_messageable(card.channel_id, guild_id=card.guild_id)
