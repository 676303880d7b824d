"""Reactions on a roll call's card: adding one says yes, removing it takes that answer back."""

import logging

import discord
from discord.ext import commands

from cogs.edge.actors import actor_from
from cogs.edge.app import App
from cogs.rollcall.reconciling import Heard
from cogs.rollcall.refusals import refuse
from domain.actor import Actor
from domain.cards import CardKind
from domain.errors import UserError
from domain.rollcall.options import LETTERS
from services.rollcall import reactions

log = logging.getLogger(__name__)


class Reactions(commands.Cog):
    """Listens to reactions, also on messages older than this process."""

    def __init__(self, app: App, client: discord.Client, heard: Heard) -> None:
        self.app = app
        self.client = client
        self.heard = heard

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        """Yes, if the message is a roll call's card; undone, with a reason, where this person cannot answer."""
        if event.member is not None and not event.member.bot:
            try:
                await self._react(event, actor_from(event.member), added=True)
            except Exception:
                log.exception("a reaction on message %s could not be counted", event.message_id)

    @commands.Cog.listener()
    async def on_raw_reaction_remove(self, event: discord.RawReactionActionEvent) -> None:
        """That yes is taken back; on a closed roll call nothing changes."""
        if event.guild_id is None or (self.client.user and event.user_id == self.client.user.id):
            return
        try:
            await self._react(event, Actor(event.user_id, event.guild_id), added=False)
        except UserError:
            log.debug("a reaction was removed from a closed roll call")
        except Exception:
            log.exception("a reaction removed from message %s could not be counted", event.message_id)

    @commands.Cog.listener()
    async def on_raw_reaction_clear(self, event: discord.RawReactionClearEvent) -> None:
        """Somebody took all reactions off the message."""
        await self._clear(event.message_id, event.guild_id, None)

    @commands.Cog.listener()
    async def on_raw_reaction_clear_emoji(self, event: discord.RawReactionClearEmojiEvent) -> None:
        """Somebody took all reactions of one emoji off the message."""
        if (emoji := str(event.emoji)) in LETTERS:
            await self._clear(event.message_id, event.guild_id, emoji)

    async def _clear(self, message_id: int, guild_id: int | None, emoji: str | None) -> None:
        self.heard.note(message_id, emoji)
        try:
            async with self.app.database.transaction() as store:
                card = await store.cards.by_message(message_id)
                if card is not None and card.kind is CardKind.ROLLCALL and card.guild_id == guild_id:
                    await reactions.clear(store, guild_id, card.subject_id, emoji)
        except UserError:
            log.debug("reactions were cleared from a closed roll call")
        except Exception:
            log.exception("reactions cleared from message %s could not be counted", message_id)

    async def _react(self, event: discord.RawReactionActionEvent, actor: Actor, *, added: bool) -> None:
        emoji = str(event.emoji)
        if emoji not in LETTERS:
            return
        self.heard.note(event.message_id, emoji, event.user_id)
        card = None
        try:
            async with self.app.database.transaction() as store:
                card = await store.cards.by_message(event.message_id)
                if card is None or card.kind is not CardKind.ROLLCALL or card.guild_id != actor.guild_id:
                    return
                await reactions.react(store, actor, card.subject_id, emoji, event.message_id, added=added)
        except UserError as error:
            if card is None or not added:
                raise
            log.debug("a reaction on roll call %s cannot count: %r", card.subject_id, error)
            await refuse(self.app, self.client, card, event.message_id, emoji, event.user_id, error)
