"""Where sessions are live, kept so that most events need no query, and who is in their voice channels."""

from collections import defaultdict
from collections.abc import Sequence

import discord

from cogs.edge.app import App
from db.sessions.presence import Place


class Places:
    """The live sessions that this process knows of, by the channels in which they can be taken part in."""

    def __init__(self) -> None:
        self.known: dict[int, Place] = {}
        self._in_channel: defaultdict[int, set[int]] = defaultdict(set)

    def note(self, place: Place) -> None:
        """A session is live there."""
        self.known[place.session_id] = place
        for channel_id in place.channel_ids:
            self._in_channel[channel_id].add(place.session_id)

    def forget(self, session_id: int) -> None:
        """A session is not live any more."""
        if (place := self.known.pop(session_id, None)) is not None:
            for channel_id in place.channel_ids:
                self._in_channel[channel_id].discard(session_id)

    def live_in(self, channel_ids: Sequence[int]) -> list[Place]:
        """The sessions that are live in the first of these channels where any is: a thread's before its parent's."""
        found = ([self.known[one] for one in self._in_channel.get(each, ())] for each in channel_ids)
        return next((places for places in found if places), [])


async def in_voice_now(app: App, client: discord.Client, place: Place) -> set[int]:
    """Who is in the session's voice channel, bots left out: of those who were not seen in it yet Discord is asked."""
    guild = client.get_guild(place.guild_id)
    if guild is None:
        return set()
    async with app.database.read() as store:
        known = {one.user_id for one in await store.presences.of_session(place.session_id)}
    channels = [guild.get_channel(one) for one in place.channel_ids]
    user_ids = {
        user_id
        for channel in channels
        if isinstance(channel, discord.VoiceChannel | discord.StageChannel)
        for user_id in channel.voice_states
    }
    return {one for one in user_ids if one in known or not await _is_bot(guild, one)}


async def _is_bot(guild: discord.Guild, user_id: int) -> bool:
    try:
        return (guild.get_member(user_id) or await guild.fetch_member(user_id)).bot
    except discord.HTTPException:
        return True  # nobody who can be known to be a person
