"""Channels: which ones a message belongs to, and whether the bot can post in them."""

from typing import Any

import discord

from cogs.edge.errors import CannotPostHere, ThreadOutOfReach
from domain.cards import Card


def where(channel: Any) -> tuple[int, ...]:
    """The channel's id, and its parent's where it is a thread: a session is live in its channel and in its threads."""
    if channel is None:
        return ()
    parent = getattr(channel, "parent_id", None) if isinstance(channel, discord.Thread) else None
    return (channel.id, parent) if parent else (channel.id,)


def require_postable(interaction: discord.Interaction[Any]) -> None:
    """Raises CannotPostHere unless the bot may post a card where the command was used."""
    in_thread = isinstance(interaction.channel, discord.Thread)
    _require(interaction.channel_id or 0, interaction.app_permissions, in_thread=in_thread)


def require_postable_in(channel: discord.TextChannel | discord.Thread) -> None:
    """Raises CannotPostHere unless the bot may post a card in that channel."""
    mine = channel.permissions_for(channel.guild.me)
    _require(channel.id, mine, in_thread=isinstance(channel, discord.Thread))


async def require_postable_at(interaction: discord.Interaction[Any], thread_id: int | None) -> None:
    """Raises CannotPostHere unless the bot may post a card in that thread of the server; None: in this channel.

    Raises ThreadOutOfReach where it is not to be found.
    """
    if thread_id is None or thread_id == interaction.channel_id:
        require_postable(interaction)
        return
    guild = interaction.guild
    channel = guild.get_channel_or_thread(thread_id) if guild else None
    try:
        if channel is None and guild is not None:  # a thread that is archived is not known here
            channel = await guild.fetch_channel(thread_id)
    except (discord.NotFound, discord.Forbidden):
        raise ThreadOutOfReach(thread_id) from None
    if isinstance(channel, discord.TextChannel) or (isinstance(channel, discord.Thread) and channel.parent):
        require_postable_in(channel)


def _require(channel_id: int, mine: discord.Permissions, *, in_thread: bool) -> None:
    speak = "send_messages_in_threads" if in_thread else "send_messages"
    lacking = tuple(one.replace("_", " ").title() for one in ("view_channel", speak) if not getattr(mine, one))
    if lacking:
        raise CannotPostHere(channel_id, lacking)


def require_card_channel(interaction: discord.Interaction[Any], card: Card | None) -> None:
    """Raises CannotPostHere where the card is to be posted here and cannot be; of other channels the painter tells."""
    if card is not None and card.channel_id == interaction.channel_id:
        require_postable(interaction)
