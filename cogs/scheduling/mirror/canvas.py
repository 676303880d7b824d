"""The mirror: a session as one of Discord's own scheduled events, made once, and never two of them."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import discord
from discord import EntityType, EventStatus, PrivacyLevel, ScheduledEvent

from cogs.edge.painter import passes
from cogs.scheduling.mirror.event import Fate, Wanted, edits, fate, place, wanted
from cogs.scheduling.mirror.finding import guild_of, may_be_there, ours, still_there
from cogs.scheduling.mirror.lacking import lacks, tell_lacking
from db.store import Database, Store
from domain.cards import Card, CardKind

SETTLES = timedelta(minutes=1)  # what was attempted longer ago has arrived, or never will
TRIED_AGAIN = 1.0  # seconds; discord.py repeats what was answered with 500 or 502, after at least that
log = logging.getLogger(__name__)


class Mirror:
    """The canvas of scheduled events. `message_id` of its cards is the event's id."""

    def __init__(self, client: discord.Client, database: Database, clock: Callable[[], datetime]) -> None:
        self._client = client
        self._database = database
        self._clock = clock

    async def look(self, store: Store, card: Card) -> Wanted:
        """The event as it is to be now."""
        session = await store.sessions.get(card.subject_id, card.guild_id)
        shown = await store.cards.get(CardKind.SESSION, card.subject_id)
        guild = self._client.get_guild(card.guild_id)
        channel = guild.get_channel_or_thread(shown.channel_id) if guild and shown else None
        return wanted(session, shown.url if shown else None, place(channel))

    async def draw(self, card: Card, shown: Wanted) -> None:
        """Makes the event, or brings it up to date. One that was deleted or ended in Discord is not made again."""
        try:
            guild = await guild_of(self._client, card)
            if card.message_id is None:
                event = await self._made_before(guild, card)
            else:
                event = await still_there(guild, card.message_id)
            if event is not None:
                await self._follow(guild, card, event, shown)
            elif card.message_id is None:
                await self._make(guild, card, shown)
            else:
                await self._forget(card)
        except discord.HTTPException as error:
            if passes(error):
                raise
            await self._give_up(card, shown, error)

    async def take_away(self, card: Card) -> bool:
        """Deletes the event, also one of an attempt whose outcome nobody told us."""
        try:
            guild = await guild_of(self._client, card)
            if card.message_id is not None:
                found = [await guild.fetch_scheduled_event(card.message_id)]
            else:
                found = await ours(self._client, guild, card) if may_be_there(card) else []
            for event in found:
                await event.delete()
        except discord.HTTPException as error:
            if passes(error):
                raise
            log.info("the event of session %s could not be deleted: %s", card.subject_id, error)
            return True
        return bool(found) or not self._under_way(card)

    async def _made_before(self, guild: discord.Guild, card: Card) -> ScheduledEvent | None:
        """The event of an earlier attempt: its creation has no nonce, so that one attempt may have made several."""
        found = await ours(self._client, guild, card) if may_be_there(card) else []
        for other in found[1:]:
            await other.delete()
        return found[0] if found else None

    def _under_way(self, card: Card) -> bool:
        return card.tried_at is not None and self._clock() - card.tried_at < SETTLES

    async def _make(self, guild: discord.Guild, card: Card, shown: Wanted) -> None:
        if self._under_way(card):
            return  # the next sweep looks again
        if shown.is_over or shown.session.is_live:
            await self._forget(card)
            return
        async with self._database.transaction() as store:
            if not shown.is_to_come(store.now):  # Discord takes none that has begun; the session may still be moved
                await store.given_up_cards.add(card, store.now)
                return
            if not await store.cards.claim(card, store.now):
                return
        begun = asyncio.get_running_loop().time()
        event = await guild.create_scheduled_event(
            name=shown.name,
            description=shown.description,
            location=shown.location,
            start_time=shown.session.starts_at,
            end_time=shown.session.ends_at,
            entity_type=EntityType.external,
            privacy_level=PrivacyLevel.guild_only,
        )
        async with self._database.transaction() as store:
            await self._note(store, card, event)
            await store.settings.mirror_works(card.guild_id)
            posted = await store.cards.get(CardKind.SESSION, card.subject_id)
            if posted and posted.url and posted.url not in shown.description:  # it came to be since we looked
                await store.cards.want(*card.key)
        if asyncio.get_running_loop().time() - begun >= TRIED_AGAIN:
            for other in await ours(self._client, guild, card):
                if other.id != event.id:
                    await other.delete()

    async def _follow(self, guild: discord.Guild, card: Card, event: ScheduledEvent, shown: Wanted) -> None:
        now = self._clock()
        decided = fate(event, shown, now)
        if decided is Fate.REPLACE:
            await self._replace(guild, card, event, shown)
            return
        if decided is Fate.FOLLOW:
            for edit in edits(event, shown, now):
                event = await event.edit(**edit)
        if decided is Fate.LET_GO or shown.is_over:
            await self._forget(card)
            return
        async with self._database.transaction() as store:
            await self._note(store, card, event)

    async def _replace(self, guild: discord.Guild, card: Card, event: ScheduledEvent, shown: Wanted) -> None:
        async with self._database.transaction() as store:
            await store.cards.gone(card)
        if event.status is EventStatus.active:
            with suppress(discord.NotFound):
                await event.delete()
        await self._make(guild, replace(card, message_id=None, posting=card.posting + 1, tried_at=None), shown)

    async def _note(self, store: Store, card: Card, event: ScheduledEvent) -> None:
        await store.cards.posted(card, event.id)
        await store.cards.drawn(card, event.id)

    async def _forget(self, card: Card) -> None:
        async with self._database.transaction() as store:
            await store.cards.forget(card)

    async def _give_up(self, card: Card, shown: Wanted, error: discord.HTTPException) -> None:
        log.warning("session %s cannot be mirrored in guild %s: %s", card.subject_id, card.guild_id, error)
        async with self._database.transaction() as store:
            await store.cards.untried(card)
            await store.given_up_cards.add(card, store.now)
            here = self._client.get_guild(card.guild_id) is not None
            to_be_told = here and lacks(error) and await store.settings.mirror_lacks(card.guild_id, store.now)
        if to_be_told:
            await tell_lacking(self._client, self._database, card.guild_id, shown.session.created_by, error)


async def link(store: Store, posted: Card) -> None:
    """The event links to the session's card, which was not there before; one that is still to be made will anyhow."""
    mirror = await store.cards.get(CardKind.EVENT, posted.subject_id)
    if mirror is not None and mirror.message_id is not None:
        await store.cards.want(*mirror.key)
