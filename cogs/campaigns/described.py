"""A campaign in words."""

import discord

from cogs.edge.text import plain
from domain.campaigns import Campaign, Kind
from domain.scheduling.durations import write_duration, write_offsets
from domain.settings import GuildSettings
from services.campaigns import ORGANISERS

KINDS = {Kind.CAMPAIGN: "campaign", Kind.GAME_NIGHT: "game night"}
GONE = "one that I cannot find: it was deleted, or I may not see it. `/campaign edit` sets another, or clears it"


def described(campaign: Campaign, server: GuildSettings, guild: discord.Guild | None) -> str:
    """What is set of a campaign, a line each; what it has not set is the server's."""
    organiser = f"<@{campaign.organiser_id}>, and the server's {ORGANISERS}" if campaign.organiser_id else None
    where = f"<#{server.channel_id}> (the server's)" if server.channel_id else "where a command is used"
    reminders = server.reminders if campaign.reminders is None else campaign.reminders
    inherited = " (the server's)" if campaign.reminders is None else ""
    offsets = write_offsets(reminders) if reminders else "off"
    return "\n".join(
        (
            heading(campaign),
            f"**Organisers**: {organiser or f'the server’s {ORGANISERS}'}",
            f"**Channel for cards**: {_channel(campaign.channel_id, guild) or where}",
            f"**Pinged by each new card**: {_role(campaign.ping_role_id, guild) or 'nobody'}",
            f"**Who can play**: {_only(_role(campaign.role_id, guild))}",
            f"**Time zone**: {campaign.timezone or f'{server.timezone} (the server’s)'}",
            f"**Reminders before a session**: {offsets}{inherited}",
            f"**Roll call offered to the organiser**: {_offered(campaign)}",
        )
    )


def _offered(campaign: Campaign) -> str:
    if campaign.offers_muted:
        return "never"
    if not campaign.offers_after:
        return "as soon as a session has ended with nothing planned"
    return f"with nothing planned {write_duration(campaign.offers_after)} after a session"


def heading(campaign: Campaign) -> str:
    """Its name and kind."""
    archived = ", 🗄️ archived" if campaign.archived_at else ""
    return f"**{plain(campaign.name)}** ({KINDS[campaign.kind]}{archived})"


def _only(role: str | None) -> str:
    return f"only holders of {role}" if role else "everybody"


def _channel(channel_id: int | None, guild: discord.Guild | None) -> str | None:
    if channel_id is None:
        return None
    gone = guild is not None and guild.get_channel_or_thread(channel_id) is None
    return GONE if gone else f"<#{channel_id}>"


def _role(role_id: int | None, guild: discord.Guild | None) -> str | None:
    if role_id is None:
        return None
    return GONE if guild is not None and guild.get_role(role_id) is None else f"<@&{role_id}>"
