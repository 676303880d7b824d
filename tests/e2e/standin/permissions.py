"""What a member may do in a channel: the roles' permissions, then the channel's overwrites."""

import discord

from .guild import Channel, Guild, Member

ALL = discord.Permissions.all().value
ADMINISTRATOR = discord.Permissions.administrator.flag
VIEW = discord.Permissions.view_channel.flag
SEND = discord.Permissions.send_messages.flag
SEND_IN_THREADS = discord.Permissions.send_messages_in_threads.flag
HISTORY = discord.Permissions.read_message_history.flag
FILES = discord.Permissions.attach_files.flag
REACT = discord.Permissions.add_reactions.flag
MANAGE_MESSAGES = discord.Permissions.manage_messages.flag
PIN_MESSAGES = discord.Permissions.pin_messages.flag


def bits(*names: str) -> int:
    """The permissions of these names (`view_channel`, `manage_events` ...) as one number."""
    return discord.Permissions(**dict.fromkeys(names, True)).value


def in_guild(guild: Guild, member: Member) -> int:
    """The member's permissions before any channel is looked at."""
    value = guild.roles[guild.id].permissions
    for role_id in member.role_ids:
        value |= guild.roles[role_id].permissions
    return ALL if member.id == guild.owner_id or value & ADMINISTRATOR else value


def in_channel(guild: Guild, member: Member, channel: Channel) -> int:
    """The member's permissions in the channel: @everyone's overwrite, the roles', then the member's own."""
    value = in_guild(guild, member)
    if value & ADMINISTRATOR or channel.guild_id is None:
        return ALL
    everyone = channel.overwrites.get(guild.id, (0, 0))
    value = value & ~everyone[1] | everyone[0]
    for_roles = [channel.overwrites[role_id] for role_id in member.role_ids if role_id in channel.overwrites]
    for _, deny in for_roles:
        value &= ~deny
    for allow, _ in for_roles:
        value |= allow
    own = channel.overwrites.get(member.id, (0, 0))
    value = value & ~own[1] | own[0]
    return value if value & VIEW else 0
