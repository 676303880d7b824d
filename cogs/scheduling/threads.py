"""A private session's own thread: made before the session is planned, and taken away if that fails."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any, Literal

import discord

from cogs.edge import inputs
from cogs.edge import threads as edge
from cogs.edge.actors import actor_of
from cogs.edge.app import app_of
from cogs.edge.errors import CannotMakeThread
from cogs.edge.places import where
from cogs.edge.text import cut
from db.store import Store
from domain.campaigns import GAME_NIGHT, Campaign, CampaignArchived
from domain.scheduling.session import Session
from services.campaigns import card_channel, require_organiser
from services.scheduling.details import Details

NEEDED = ("view_channel", "create_private_threads", "send_messages_in_threads")
CARD_FIRST = 3.0  # seconds that a thread is left for its card to be taken away
A_WEEK: Literal[10080] = 10080  # minutes, the longest that Discord leaves a silent thread open


@asynccontextmanager
async def own(
    interaction: discord.Interaction[Any], campaign: str | None, details: Details, *, wanted: bool
) -> AsyncIterator[discord.Thread | None]:
    """The thread of a private session that is planned in it; None where it is not to be private.

    Raises why the session cannot be planned, as far as that is known before, and CannotMakeThread.
    """
    if not wanted:
        yield None
        return
    details.check()
    channel, called = await _place(interaction, campaign)
    try:
        thread = await channel.create_thread(
            name=cut(details.title or called, 100),
            type=discord.ChannelType.private_thread,
            auto_archive_duration=A_WEEK,
        )
    except discord.Forbidden:
        raise CannotMakeThread(channel.id, _words(NEEDED)) from None
    try:
        yield thread
    except BaseException:
        with suppress(discord.HTTPException):
            await thread.delete()
        raise


async def let_in(thread: discord.Thread, user_ids: Iterable[int]) -> str:
    """Adds people to the thread; what is to be said of those who could not be added, or nothing."""
    left = []
    for user_id in user_ids:
        try:
            await thread.add_user(discord.Object(user_id))
        except discord.HTTPException:
            left.append(f"<@{user_id}>")
    return f"\nI could not add {' '.join(left)} to it: please mention them there." if left else ""


async def left_over(store: Store, deleted: Session) -> int | None:
    """The thread of a private session that was deleted; None where there is none, or another session needs it."""
    if not deleted.private or deleted.thread_id is None or await store.threads.is_used(deleted.thread_id):
        return None
    return deleted.thread_id


async def put_away(interaction: discord.Interaction[Any], thread_id: int | None) -> None:
    """Deletes or archives a thread that was left over, once the session's card in it is gone."""
    if thread_id is None:
        return
    with suppress(TimeoutError):
        async with asyncio.timeout(CARD_FIRST):
            await app_of(interaction).painter.settled()
    await edge.put_away(interaction.client, thread_id)


async def _place(interaction: discord.Interaction[Any], campaign: str | None) -> tuple[discord.TextChannel, str]:
    """The channel that the thread belongs to, and the campaign's name."""
    async with app_of(interaction).database.read() as store:
        meant = await inputs.campaign_meant(store, interaction, campaign)
        of = meant or Campaign(0, interaction.guild_id or 0, GAME_NIGHT)
        if of.archived_at is not None:
            raise CampaignArchived(of)
        await require_organiser(store, actor_of(interaction), of)
        here = where(interaction.channel)
        channel_id = await card_channel(store, of, here[-1] if here else 0)
    guild = interaction.guild
    channel = guild.get_channel_or_thread(channel_id) if guild else None
    if isinstance(channel, discord.Thread):
        channel = channel.parent
    if channel is None:
        raise CannotMakeThread(channel_id, _words(NEEDED[:1]))
    if not isinstance(channel, discord.TextChannel) or channel.is_news():
        raise CannotMakeThread(channel.id, ())
    mine = channel.permissions_for(channel.guild.me)
    if lacking := tuple(one for one in NEEDED if not getattr(mine, one)):
        raise CannotMakeThread(channel.id, _words(lacking))
    return channel, of.name


def _words(permissions: Iterable[str]) -> tuple[str, ...]:
    return tuple(one.replace("_", " ").title() for one in permissions)
