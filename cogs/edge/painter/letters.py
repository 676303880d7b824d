"""The reactions that the bot puts under a card for people to tap, and takes off it when the card names others."""

import logging
from contextlib import suppress

import discord

from domain.cards import Card

log = logging.getLogger(__name__)


class Letters:
    """Remembers what it put under each card, so that what a moderator took off does not come back with every edit."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._put: dict[int, tuple[str, ...]] = {}

    async def put(
        self, card: Card, message: discord.Message | discord.PartialMessage, wanted: tuple[str, ...], *, new: bool
    ) -> None:
        """Has the reactions under the message be those wanted, where they may be others; other people's go with ours.

        `new`: the message has none yet, or may not have them all.
        """
        standing = () if new else self._put.get(card.id, _ours(message))
        try:
            for emoji in standing:
                if emoji not in wanted:
                    await self._take_off(message, emoji)
            for emoji in wanted:
                if emoji not in standing:
                    await message.add_reaction(emoji)
        except discord.Forbidden as error:  # people can add the letters that the card names by themselves
            log.warning("no reactions can be put under card %s %s: %s", *card.key, error)
        self._put[card.id] = wanted

    async def _take_off(self, message: discord.Message | discord.PartialMessage, emoji: str) -> None:
        with suppress(discord.NotFound):
            try:
                await message.clear_reaction(emoji)
            except discord.Forbidden:  # without Manage Messages other people's stay; they count for nothing
                assert self._client.user is not None  # noqa: S101 - who edits a card has logged in
                await message.remove_reaction(emoji, self._client.user)


def _ours(message: discord.Message | discord.PartialMessage) -> tuple[str, ...]:
    """What stands under it by us, as Discord answered an edit: a process that is new has to ask."""
    reactions = message.reactions if isinstance(message, discord.Message) else []
    return tuple(str(one.emoji) for one in reactions if one.me)
