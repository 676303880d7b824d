"""Channels: which ones a message belongs to, and whether the bot can post in them."""

from typing import Any

import discord

from cogs.edge.errors import CannotPostHere
from domain.cards import Card


def where(channel: Any) -> tuple[int, ...]:
    """The channel's id, and its parent's where it is a thread: a session is live in its channel and in its threads."""
    if channel is None:
        return ()
    parent = getattr(channel, "parent_id", None) if isinstance(channel, discord.Thread) else None
    return (channel.id, parent) if parent else (channel.id,)


def require_postable(interaction: discord.Interaction[Any]) -> None:
    """Raises CannotPostHere unless the bot may post a card where the command was used."""
    mine = interaction.app_permissions
    speak = "send_messages_in_threads" if isinstance(interaction.channel, discord.Thread) else "send_messages"
    lacking = tuple(one.replace("_", " ").title() for one in ("view_channel", speak) if not getattr(mine, one))
    if lacking:
        raise CannotPostHere(interaction.channel_id or 0, lacking)


def require_card_channel(interaction: discord.Interaction[Any], card: Card | None) -> None:
    """Raises CannotPostHere where the card is to be posted here and cannot be; of other channels the painter tells."""
    if card is not None and card.channel_id == interaction.channel_id:
        require_postable(interaction)
