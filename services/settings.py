"""What guilds and people set."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Campaign
from domain.errors import NotAllowed
from domain.settings import GuildSettings, zone_named


async def edit(
    store: Store,
    actor: Actor,
    *,
    timezone: str | None = None,
    channel_id: int | None = None,
    organiser_role_id: int | None = None,
    reminders: tuple[timedelta, ...] | None = None,
    vote_reaction: str | None = None,
) -> GuildSettings:
    """Changes what is given and leaves the rest. An empty `vote_reaction` means none. Raises UnknownTimezone."""
    _require_manager(actor)
    await store.settings.lock(actor.guild_id)
    before = await store.settings.of_guild(actor.guild_id)
    after = replace(
        before,
        timezone=zone_named(timezone).key if timezone else before.timezone,
        channel_id=channel_id or before.channel_id,
        organiser_role_id=organiser_role_id or before.organiser_role_id,
        reminders=before.reminders if reminders is None else reminders,
        vote_reaction=before.vote_reaction if vote_reaction is None else vote_reaction or None,
    )
    await store.settings.save(after)
    if after.channel_id and after.channel_id != before.channel_id:
        await store.cards.move_given_up(after.guild_id, after.channel_id)
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


async def zone_of(store: Store, user_id: int, guild_id: int, campaign: Campaign | None = None) -> ZoneInfo:
    """The zone in which this person's times are read: their own, else the campaign's, else the guild's."""
    own = await store.settings.timezone_of(user_id)
    guild = await store.settings.of_guild(guild_id)
    return ZoneInfo(own or (campaign.timezone if campaign else None) or guild.timezone)
