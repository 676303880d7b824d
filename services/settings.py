"""What guilds and people set."""

from dataclasses import replace
from datetime import timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Campaign
from domain.digest import DigestNeedsChannel, Weekly
from domain.errors import NotAllowed
from domain.quiet import QuietHours
from domain.settings import Clearable, GuildSettings, zone_named
from services.reminders import digest as digests


async def edit(
    store: Store,
    actor: Actor,
    *,
    timezone: str | None = None,
    channel_id: int | None = None,
    organiser_role_id: int | None = None,
    reminders: tuple[timedelta, ...] | None = None,
    vote_reaction: str | None = None,
    digest: Weekly | Literal[""] | None = None,
    quiet_hours: QuietHours | Literal[""] | None = None,
    clear: Clearable | None = None,
) -> GuildSettings:
    """Changes what is given and leaves the rest; an empty text means none.

    Raises UnknownTimezone, and DigestNeedsChannel where there would be a digest and no channel for it.
    """
    _require_manager(actor)
    await store.settings.lock(actor.guild_id)
    before = await store.settings.of_guild(actor.guild_id)
    after = replace(
        before,
        timezone=zone_named(timezone).key if timezone else before.timezone,
        channel_id=channel_id or (None if clear is Clearable.CHANNEL else before.channel_id),
        organiser_role_id=organiser_role_id
        or (None if clear is Clearable.ORGANISER_ROLE else before.organiser_role_id),
        reminders=before.reminders if reminders is None else reminders,
        vote_reaction=before.vote_reaction if vote_reaction is None else vote_reaction or None,
        digest=before.digest if digest is None else str(digest) or None,
        quiet_hours=before.quiet_hours if quiet_hours is None else str(quiet_hours) or None,
    )
    if after.digest is not None and after.channel_id is None:
        raise DigestNeedsChannel
    await store.settings.save(after)
    if (after.digest, after.timezone) != (before.digest, before.timezone):
        await digests.plan(store, after.guild_id)
    if after.channel_id and after.channel_id != before.channel_id:
        await store.given_up_cards.move(after.guild_id, after.channel_id)
    return after


async def show(store: Store, actor: Actor) -> GuildSettings:
    """What the guild set, for those who may change it. Raises NotAllowed."""
    _require_manager(actor)
    return await store.settings.of_guild(actor.guild_id)


def _require_manager(actor: Actor) -> None:
    if not actor.may_manage_guild:
        raise NotAllowed("members with Manage Server")


async def set_timezone(store: Store, actor: Actor, zone: str) -> ZoneInfo:
    """Sets the zone in which the times that this person writes are read. Raises UnknownTimezone."""
    named = zone_named(zone)
    await store.settings.set_timezone(actor.user_id, named.key)
    return named


async def receive_privately(store: Store, actor: Actor, *, private: bool) -> None:
    """Sets whether this person gets sessions' reminders and news as private messages, in every guild."""
    await store.settings.set_private(actor.user_id, private=private)


async def zone_of(store: Store, user_id: int, guild_id: int, campaign: Campaign | None = None) -> ZoneInfo:
    """The zone in which this person's times are read: their own, else the campaign's, else the guild's."""
    own = await store.settings.timezone_of(user_id)
    guild = await store.settings.of_guild(guild_id)
    return ZoneInfo(own or (campaign.timezone if campaign else None) or guild.timezone)


async def zone_of_campaign(store: Store, campaign: Campaign) -> ZoneInfo:
    """The zone in which a campaign's days and wall times are: its own, else the guild's."""
    return ZoneInfo(campaign.timezone or (await store.settings.of_guild(campaign.guild_id)).timezone)
