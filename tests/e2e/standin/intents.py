"""Which events a session asked for, and what is blanked out without the message content intent."""

from typing import Any

from discord import Intents

_OF_EVENT: dict[str, tuple[str, str | None]] = {
    "GUILD": ("guilds", None),
    "CHANNEL": ("guilds", None),
    "THREAD": ("guilds", None),
    "GUILD_MEMBER": ("members", None),
    "GUILD_SCHEDULED_EVENT": ("guild_scheduled_events", None),
    "VOICE_STATE": ("voice_states", None),
    "PRESENCE": ("presences", None),
    "MESSAGE": ("guild_messages", "dm_messages"),
    "MESSAGE_REACTION": ("guild_reactions", "dm_reactions"),
    "TYPING": ("guild_typing", "dm_typing"),
    "CHANNEL_PINS": ("guilds", "dm_messages"),
    "GUILD_MEMBERS_CHUNK": ("guilds", None),
}
PRIVILEGED = {"members": 1 << 14, "presences": 1 << 12, "message_content": 1 << 18}


def wants(intents: Intents, event: str, *, in_guild: bool) -> bool:
    """Whether a session with these intents gets the event; interactions come to everyone."""
    matching = [name for name in _OF_EVENT if event.startswith(name)]
    if not matching:
        return True
    guild, direct = _OF_EVENT[max(matching, key=len)]
    needed = guild if in_guild else direct
    return needed is not None and bool(getattr(intents, needed))


def redacted(intents: Intents, event: str, data: dict[str, Any], me: int) -> dict[str, Any]:
    """The event as the session sees it: without the intent, strangers' messages come without their content."""
    if event not in ("MESSAGE_CREATE", "MESSAGE_UPDATE") or intents.message_content:
        return data
    mentioned = any(user["id"] == str(me) for user in data["mentions"])
    if mentioned or "guild_id" not in data or data["author"]["id"] == str(me):
        return data
    return {**data, "content": "", "embeds": [], "attachments": [], "components": []}


def disallowed(intents: Intents, allowed: frozenset[str]) -> list[str]:
    """The privileged intents asked for that the application does not have."""
    return [name for name in PRIVILEGED if getattr(intents, name) and name not in allowed]


def application_flags(allowed: frozenset[str]) -> int:
    """The flags of an application that has these privileged intents, below the limit for verification."""
    return sum(PRIVILEGED[name] << 1 for name in allowed)
