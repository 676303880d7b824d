"""Who has which username: members are looked up when they are needed, since none are kept in memory."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

import discord

MOST_LOOKED_UP = 50  # names asked for one by one; Discord takes 120 questions a minute of all guilds
MOST_FOUND = 100  # members in one answer; it has those too whose names only begin so
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Members:
    """Names looked up, in lower case as `casefold` gives it: members, bots, and those of which nothing is known."""

    people: dict[str, int] = field(default_factory=dict)
    bots: set[str] = field(default_factory=set)
    unchecked: set[str] = field(default_factory=set)

    def take(self, found: list[discord.Member]) -> None:
        """Notes who these are."""
        for one in sorted(found, key=lambda member: member.bot):  # a bot may be named as a person is
            name = one.name.casefold()
            if name not in self.unchecked:
                continue
            self.unchecked.discard(name)
            if one.bot:
                self.bots.add(name)
            else:
                self.people[name] = one.id


async def members_named(client: discord.Client, guild_id: int, names: Mapping[str, int]) -> Members:
    """Who of the guild has these usernames, in lower case as `casefold` gives it.

    `names` says how often each is wanted: of many, without Server Members Intent, only the most wanted are asked for.
    """
    members = Members(unchecked=set(names))
    guild = client.get_guild(guild_id)
    if guild is None or not names:
        return members
    try:
        if len(names) > MOST_LOOKED_UP and client.intents.members:
            members.take([one async for one in guild.fetch_members(limit=None)])
            members.unchecked.clear()
            return members
        for name in sorted(names, key=lambda one: -names[one])[:MOST_LOOKED_UP]:
            found = await guild.query_members(name, limit=MOST_FOUND, cache=False)
            members.take(found)
            if len(found) < MOST_FOUND:
                members.unchecked.discard(name)
    except (discord.HTTPException, TimeoutError) as error:
        log.warning("members of guild %s could not be looked up: %s", guild.id, error)
    return members
