"""The state of the stand-in: one guild with its channels, roles and members, and the bot in it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import permissions
from .guild import DM, PRIVATE_THREAD, TEXT, THREADS, VOICE, Channel, Guild, Member, Role
from .refusals import unknown
from .snowflakes import Snowflakes
from .waiting import Pulse

EVERYONE: tuple[str, ...] = ("view_channel", "send_messages", "send_messages_in_threads", "embed_links", "attach_files")
EVERYONE += ("read_message_history", "add_reactions", "use_application_commands", "connect", "speak")
EVERYONE += ("create_public_threads", "create_private_threads", "change_nickname", "use_external_emojis")
BOT = (
    "manage_messages",
    "pin_messages",
    "manage_threads",
    "mention_everyone",
    "manage_events",
    "create_events",
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file: its name, its bytes and its media type."""

    name: str
    content: bytes
    content_type: str = "application/octet-stream"


class World:
    """Who and what there is; every change that the bot may see is emitted over the gateway."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.pulse = Pulse()
        self.snowflakes = Snowflakes(clock)
        self.emit: Callable[[str, dict[str, Any], int | None], None] = lambda event, data, guild_id: None
        self.base_url = ""
        self.members: dict[int, Member] = {}
        self.left: dict[int, Member] = {}
        self.channels: dict[int, Channel] = {}
        self.uploads: dict[int, Upload] = {}
        guild_id = self.snowflakes.next()
        everyone = Role(guild_id, "@everyone", permissions.bits(*EVERYONE), position=0)
        self.guild = Guild(guild_id, "The Table", self.snowflakes.next(), {guild_id: everyone})
        self.members[self.guild.owner_id] = Member(self.guild.owner_id, "Owner")
        self.bot = self.add_member("Rollcall", self.add_role("Rollcall", *BOT, managed=True), bot=True)

    def add_role(self, name: str, *permission_names: str, managed: bool = False) -> Role:
        """A new role with these permissions, such as `manage_events`."""
        bits = permissions.bits(*permission_names)
        role = Role(self.snowflakes.next(), name, bits, len(self.guild.roles), managed)
        self.guild.roles[role.id] = role
        self._tell("GUILD_ROLE_CREATE", {"role": role.payload()})
        return role

    def add_member(self, name: str, *roles: Role, bot: bool = False) -> Member:
        """Someone new in the guild."""
        member = Member(self.snowflakes.next(), name, bot, [role.id for role in roles])
        self.members[member.id] = member
        self._tell("GUILD_MEMBER_ADD", member.payload())
        return member

    def set_roles(self, member: Member, *roles: Role) -> None:
        """Gives the member exactly these roles."""
        member.role_ids = [role.id for role in roles]
        self._tell("GUILD_MEMBER_UPDATE", member.payload())

    def remove_member(self, member: Member) -> None:
        """The member leaves the guild."""
        self.left[member.id] = self.members.pop(member.id)
        self._tell("GUILD_MEMBER_REMOVE", {"user": member.user()})

    def add_channel(self, name: str, kind: int = TEXT) -> Channel:
        """A new text or voice channel."""
        channel = Channel(self.snowflakes.next(), kind, name, self.guild.id, len(self.channels))
        self.channels[channel.id] = channel
        self.emit("CHANNEL_CREATE", channel.payload(), self.guild.id)
        return channel

    def remove_channel(self, channel: Channel) -> None:
        """The channel or thread is deleted."""
        del self.channels[channel.id]
        event = "THREAD_DELETE" if channel.kind in THREADS else "CHANNEL_DELETE"
        self.emit(event, channel.payload(), channel.guild_id)

    def overwrite(self, channel: Channel, who: Member | Role, *, allow: str = "", deny: str = "") -> None:
        """Allows or denies permissions (names with spaces between) in the channel."""
        channel.overwrites[who.id] = (permissions.bits(*allow.split()), permissions.bits(*deny.split()))
        self.emit("CHANNEL_UPDATE", channel.payload(), self.guild.id)

    def move_voice(self, member: Member, channel: Channel | None) -> None:
        """The member enters a voice channel, or leaves voice."""
        member.voice_channel_id = channel.id if channel else None
        self._tell("VOICE_STATE_UPDATE", {**member.voice_state(self.guild.id), "member": member.payload()})

    def direct(self, member: Member) -> Channel:
        """The direct messages between the bot and the member; made at first use."""
        for channel in self.channels.values():
            if channel.recipient is member:
                return channel
        channel = Channel(self.snowflakes.next(), DM, recipient=member)
        self.channels[channel.id] = channel
        return channel

    def channel(self, channel_id: int) -> Channel:
        """The channel; raises `Refused` (10003) if there is none."""
        if channel_id not in self.channels:
            raise unknown("Channel")
        return self.channels[channel_id]

    def anyone(self, user_id: int) -> Member | None:
        """The member, also after leaving the guild."""
        return self.members.get(user_id) or self.left.get(user_id)

    def may(self, member: Member, channel: Channel) -> int:
        """The member's permissions in the channel; a thread has those of its parent."""
        if channel.kind not in THREADS:
            return permissions.in_channel(self.guild, member, channel)
        value = permissions.in_channel(self.guild, member, self.channel(channel.parent_id or 0))
        outside = channel.kind == PRIVATE_THREAD and member.id not in channel.member_ids
        return 0 if outside and not value & permissions.bits("manage_threads") else value

    def guild_create(self, *, all_members: bool) -> dict[str, Any]:
        """The guild as GUILD_CREATE sends it: with all members, or only the bot and those in voice."""
        inside = self.members.values()
        shown = [m for m in inside if all_members or m is self.bot or m.voice_channel_id]
        channels = [c.payload() for c in self.channels.values() if c.guild_id and c.kind not in THREADS]
        threads = [c.payload() for c in self.channels.values() if c.kind in THREADS and not c.archived]
        return self.guild.payload() | {
            "unavailable": False, "large": False, "member_count": len(inside), "presences": [],
            "joined_at": self.bot.payload()["joined_at"], "members": [m.payload() for m in shown],
            "channels": channels, "threads": threads, "stage_instances": [], "guild_scheduled_events": [],
            "soundboard_sounds": [],
            "voice_states": [m.voice_state(self.guild.id) for m in inside if m.voice_channel_id],
        }  # fmt: skip

    def _tell(self, event: str, data: dict[str, Any]) -> None:
        self.emit(event, {"guild_id": str(self.guild.id), **data}, self.guild.id)


__all__ = ["TEXT", "VOICE", "Upload", "World"]
