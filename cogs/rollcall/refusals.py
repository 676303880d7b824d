"""Reactions that cannot count: they are taken back, and whoever reacted is told why, once."""

from contextlib import suppress

import discord

from cogs.edge.app import App
from cogs.edge.wording import words
from domain.cards import message_url
from domain.errors import UserError
from domain.reminders import Letter

MOST_REMEMBERED = 1000


class Refusals:
    """Remembers whom it told of which card while this process runs; the longest ago are forgotten."""

    def __init__(self, app: App, client: discord.Client) -> None:
        self._app = app
        self._client = client
        self._told: dict[tuple[int, int, type[UserError]], None] = {}

    async def refuse(self, event: discord.RawReactionActionEvent, error: UserError) -> None:
        """Takes the reaction off the card, and tells its person why, unless they were told that of this card before."""
        card = self._channel(event).get_partial_message(event.message_id)
        with suppress(discord.HTTPException):  # without Manage Messages it stays; it counts for nothing
            await card.remove_reaction(event.emoji, discord.Object(event.user_id))
        key = (event.message_id, event.user_id, type(error))
        if key in self._told:
            return
        self._told[key] = None
        if len(self._told) > MOST_REMEMBERED:
            del self._told[next(iter(self._told))]
        with suppress(discord.HTTPException):  # where it may not write either, nobody can be told
            await self._tell(event, words(error))

    async def _tell(self, event: discord.RawReactionActionEvent, said: str) -> None:
        """Privately to those who want it so, where need be at their next use; else by one mention under the card."""
        async with self._app.database.read() as store:
            privately = await store.settings.wanting_private((event.user_id,))
        if not privately:
            pinged = discord.AllowedMentions(users=[discord.Object(event.user_id)])
            await self._channel(event).send(f"<@{event.user_id}> {said}", allowed_mentions=pinged)
            return
        url = message_url(event.guild_id or 0, event.channel_id, event.message_id)
        try:
            user = event.member or await self._client.fetch_user(event.user_id)
            await user.send(f"{said}\n{url}")
        except discord.Forbidden:
            async with self._app.database.transaction() as store:
                await store.undelivered.keep(Letter(event.user_id, said, store.now, url))

    def _channel(self, event: discord.RawReactionActionEvent) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(event.channel_id, guild_id=event.guild_id)
