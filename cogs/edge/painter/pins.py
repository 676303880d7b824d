"""Cards that are pinned for a while, where the bot may. Nothing hangs on it: where it may not, nothing is said."""

import logging

import discord

from domain.cards import Card

log = logging.getLogger(__name__)


class Pins:
    """Pins cards when they are posted, and takes the pin off in the end."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def put(
        self, card: Card, message: discord.Message | discord.PartialMessage, wanted: bool | None, *, new: bool
    ) -> None:
        """Has the message pinned or not, as wanted; None leaves it as it is.

        Only a `new` one is pinned, so that a pin that a moderator took off stays off.
        """
        is_pinned = isinstance(message, discord.Message) and message.pinned
        if wanted is None or wanted == is_pinned or (wanted and not new) or not self._may_pin(card):
            return
        try:
            await (message.pin() if wanted else message.unpin())
        except discord.HTTPException as error:  # among others: a channel has only so many pins
            log.info("card %s %s could not be %s: %s", *card.key, "pinned" if wanted else "unpinned", error)

    def _may_pin(self, card: Card) -> bool:
        """Asked first: refusals count, and many of them get an address banned."""
        guild = self._client.get_guild(card.guild_id)
        channel = guild.get_channel_or_thread(card.channel_id) if guild else None
        if guild is None or channel is None or (isinstance(channel, discord.Thread) and channel.parent is None):
            return False
        mine = channel.permissions_for(guild.me)
        return mine.manage_messages or mine.pin_messages
