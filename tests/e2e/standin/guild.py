"""The guild and what it is made of, each with the payload that Discord sends for it."""

from dataclasses import dataclass, field
from typing import Any

from .snowflakes import time_of

Payload = dict[str, Any]

TEXT, DM, VOICE, PUBLIC_THREAD, PRIVATE_THREAD = 0, 1, 2, 11, 12
THREADS = frozenset({PUBLIC_THREAD, PRIVATE_THREAD})


@dataclass(slots=True)
class Role:
    """A role with its permissions as one number."""

    id: int
    name: str
    permissions: int
    position: int = 1
    managed: bool = False

    def payload(self) -> Payload:
        """The role as Discord sends it."""
        colours = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}
        return {
            "id": str(self.id), "name": self.name, "permissions": str(self.permissions), "position": self.position,
            "color": 0, "colors": colours, "hoist": False, "icon": None, "unicode_emoji": None,
            "managed": self.managed, "mentionable": True, "flags": 0,
        }  # fmt: skip


@dataclass(slots=True)
class Member:
    """A user and their membership of the guild."""

    id: int
    name: str
    bot: bool = False
    role_ids: list[int] = field(default_factory=list)
    nick: str | None = None
    accepts_dms: bool = True
    voice_channel_id: int | None = None

    def user(self) -> Payload:
        """The user as Discord sends it."""
        return {
            "id": str(self.id), "username": self.name.lower().replace(" ", "_"), "global_name": self.name,
            "discriminator": "0", "avatar": None, "bot": self.bot, "public_flags": 0,
        }  # fmt: skip

    def payload(self, *, with_user: bool = True) -> Payload:
        """The membership as Discord sends it; inside a message it comes without its user."""
        member: Payload = {
            "roles": [str(role_id) for role_id in self.role_ids], "nick": self.nick, "avatar": None,
            "joined_at": time_of(self.id).isoformat(), "premium_since": None, "deaf": False, "mute": False,
            "pending": False, "flags": 0, "communication_disabled_until": None,
        }  # fmt: skip
        return {**member, "user": self.user()} if with_user else member

    def voice_state(self, guild_id: int) -> Payload:
        """Where the member is in voice, as Discord sends it."""
        channel_id = str(self.voice_channel_id) if self.voice_channel_id else None
        return {
            "guild_id": str(guild_id), "channel_id": channel_id, "user_id": str(self.id), "session_id": "voice",
            "deaf": False, "mute": False, "self_deaf": False, "self_mute": False, "self_video": False,
            "suppress": False, "request_to_speak_timestamp": None,
        }  # fmt: skip


@dataclass(slots=True)
class Channel:
    """A text or voice channel, a thread, or a person's direct messages."""

    id: int
    kind: int
    name: str = ""
    guild_id: int | None = None
    position: int = 0
    parent_id: int | None = None
    owner_id: int | None = None
    recipient: Member | None = None
    overwrites: dict[int, tuple[int, int]] = field(default_factory=dict)
    member_ids: set[int] = field(default_factory=set)
    archived: bool = False
    locked: bool = False
    last_message_id: int | None = None

    def payload(self) -> Payload:
        """The channel as Discord sends it, with the fields of its kind."""
        last = str(self.last_message_id) if self.last_message_id else None
        common: Payload = {"id": str(self.id), "type": self.kind, "last_message_id": last, "flags": 0}
        if self.recipient is not None:
            return {**common, "recipients": [self.recipient.user()]}
        common |= {"guild_id": str(self.guild_id), "name": self.name, "rate_limit_per_user": 0}
        if self.kind in THREADS:
            return {**common, **self._thread()}
        overwrites = [
            {"id": str(target), "type": int(target != self.guild_id), "allow": str(allow), "deny": str(deny)}
            for target, (allow, deny) in self.overwrites.items()
        ]
        common |= {"position": self.position, "permission_overwrites": overwrites, "nsfw": False}
        common |= {"parent_id": None, "topic": None}
        return {**common, "bitrate": 64000, "user_limit": 0, "rtc_region": None} if self.kind == VOICE else common

    def _thread(self) -> Payload:
        made = time_of(self.id).isoformat()
        metadata: Payload = {"archived": self.archived, "locked": self.locked, "auto_archive_duration": 1440}
        metadata |= {"archive_timestamp": made, "create_timestamp": made, "invitable": False}
        return {
            "parent_id": str(self.parent_id), "owner_id": str(self.owner_id), "message_count": 0,
            "member_count": len(self.member_ids), "total_message_sent": 0, "thread_metadata": metadata,
        }  # fmt: skip


@dataclass(slots=True)
class Guild:
    """The one guild of the stand-in."""

    id: int
    name: str
    owner_id: int
    roles: dict[int, Role]

    def payload(self) -> Payload:
        """The guild as REST answers it: without members and channels."""
        nothing = dict.fromkeys(
            ("icon", "splash", "banner", "description", "discovery_splash", "afk_channel_id", "system_channel_id",
             "rules_channel_id", "public_updates_channel_id", "vanity_url_code", "application_id")
        )  # fmt: skip
        return nothing | {
            "id": str(self.id), "name": self.name, "owner_id": str(self.owner_id), "preferred_locale": "en-US",
            "roles": [role.payload() for role in self.roles.values()], "emojis": [], "stickers": [],
            "features": [], "region": "deprecated", "afk_timeout": 300, "verification_level": 0,
            "default_message_notifications": 1, "explicit_content_filter": 0, "mfa_level": 0, "nsfw_level": 0,
            "system_channel_flags": 0, "premium_tier": 0, "premium_subscription_count": 0,
        }  # fmt: skip
