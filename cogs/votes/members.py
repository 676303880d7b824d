"""Who has which username: members are looked up when they are needed, since none are kept in memory."""

import logging
from collections.abc import Mapping

import discord

MOST_LOOKED_UP = 50  # names asked for one by one; Discord takes 120 questions a minute of all guilds
log = logging.getLogger(__name__)


async def members_named(
    client: discord.Client, guild_id: int, names: Mapping[str, int]
) -> tuple[dict[str, int], frozenset[str]]:
    """The members with these usernames, in lower case as `casefold` gives it, and those of the names that are bots'.

    `names` says how often each is wanted. Of very many without Server Members Intent only the most wanted are found.
    """
    guild = client.get_guild(guild_id)
    if guild is None or not names:
        return {}, frozenset()
    found = await _members(client, guild, sorted(names, key=lambda one: -names[one]))
    wanted = [one for one in found if one.name.casefold() in names]
    people = {one.name.casefold(): one.id for one in wanted if not one.bot}
    return people, frozenset(one.name.casefold() for one in wanted if one.bot) - people.keys()


async def _members(client: discord.Client, guild: discord.Guild, names: list[str]) -> list[discord.Member]:
    found: list[discord.Member] = []
    try:
        if len(names) > MOST_LOOKED_UP and client.intents.members:
            return [one async for one in guild.fetch_members(limit=None)]
        for name in names[:MOST_LOOKED_UP]:
            found += await guild.query_members(name, limit=100, cache=False)
    except (discord.HTTPException, TimeoutError) as error:
        log.warning("members of guild %s could not be looked up: %s", guild.id, error)
    return found
