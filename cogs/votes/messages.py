"""Messages as far as votes go: who may vote, and what is passed on of what they wrote."""

from datetime import datetime
from typing import Any

import discord

from cogs.edge.places import where
from domain.snowflake import instant_of
from domain.votes import line_hash, parse
from services.votes import Heard


def may_vote(message: discord.Message) -> bool:
    """Whether the message is a person's, in a guild. Bots and webhooks never vote, nor do Discord's own messages."""
    if message.guild is None or message.author.bot or message.webhook_id is not None:
        return False
    return not message.is_system()  # such as that of a new thread: its name stands as what its maker wrote


def is_readable(client: discord.Client, message: discord.Message) -> bool:
    """Whether Discord says what the message says; without its intent only of what mentions the bot."""
    return client.intents.message_content or bool(message.content)


def version_of(message: discord.Message) -> datetime:
    """The message's own time of the version at hand."""
    return message.edited_at or instant_of(message.id)


def heard_of(message: discord.Message, guild_id: int, channel: Any) -> Heard:
    """What the services hear of a message: its votes and a hash, and not its text."""
    tokens = parse(message.content)
    sent_at = instant_of(message.id)
    return Heard(
        guild_id=guild_id,
        channel_ids=where(channel),
        message_id=message.id,
        user_id=message.author.id,
        tokens=tokens,
        sent_at=sent_at,
        seen_at=version_of(message),
        line_hash=line_hash(message.author.name, message.content, sent_at) if tokens else None,
    )
