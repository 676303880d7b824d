"""Who acts, built from the member as they are at this moment."""

from typing import Any

import discord

from cogs.edge.errors import NotInServer
from domain.actor import Actor


def actor_of(interaction: discord.Interaction[Any]) -> Actor:
    """The member behind an interaction; Discord sends their roles and permissions along."""
    member = interaction.user
    if interaction.guild_id is None or not isinstance(member, discord.Member):
        raise TypeError("Rollcall's interactions come from guilds only")
    return _actor(member, interaction.guild_id, interaction.permissions)


async def actor_in(interaction: discord.Interaction[Any], guild_id: int) -> Actor:
    """The person behind an interaction in private messages, as a member of that guild now. Raises NotInServer."""
    client = interaction.client
    try:
        guild = client.get_guild(guild_id) or await client.fetch_guild(guild_id)
        return actor_from(await guild.fetch_member(interaction.user.id))
    except (discord.NotFound, discord.Forbidden):
        raise NotInServer from None


def actor_from(member: discord.Member) -> Actor:
    """The member behind a reaction or a message."""
    return _actor(member, member.guild.id, member.guild_permissions)


def _actor(member: discord.Member, guild_id: int, permissions: discord.Permissions) -> Actor:
    return Actor(
        user_id=member.id,
        guild_id=guild_id,
        role_ids=frozenset(role.id for role in member.roles),
        may_manage_events=permissions.manage_events or permissions.administrator,
        may_manage_guild=permissions.manage_guild or permissions.administrator,
    )
