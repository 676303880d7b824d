"""A message as everybody in the channel sees it now."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .components import Component, Kind, texts, walk
from .guild import Member
from .snowflakes import time_of

EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15
KEPT_FLAGS = (1 << 2) | EPHEMERAL | LOADING | (1 << 12) | COMPONENTS_V2


def emoji_payload(emoji: str) -> dict[str, Any]:
    """An emoji as written in a route (a character, or `name:id`) as Discord sends it."""
    name, _, emoji_id = emoji.partition(":")
    return {"id": emoji_id or None, "name": name, "animated": False} if emoji_id else {"id": None, "name": name}


@dataclass(eq=False)
class Message:
    """One message; it changes in place when it is edited, so a test may hold on to it."""

    id: int
    channel_id: int
    author: Member
    guild_id: int | None = None
    kind: int = 0
    flags: int = 0
    content: str = ""
    embeds: list[dict[str, Any]] = field(default_factory=list)
    components: list[Component] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    mentions: list[Member] = field(default_factory=list)
    mention_role_ids: list[int] = field(default_factory=list)
    mention_everyone: bool = False
    pinged: frozenset[int] = frozenset()
    reactions: dict[str, list[int]] = field(default_factory=dict)
    pinned_at: datetime | None = None
    edited_at: datetime | None = None
    nonce: str | int | None = None
    reply_to: "Message | None" = None
    interaction: dict[str, Any] | None = None
    only_for: int | None = None
    deleted: bool = False
    revisions: int = 0
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """All that can be read on it: content, then embeds, then what the text displays say."""
        embeds = [
            str(part)
            for embed in self.embeds
            for part in (embed.get("title"), embed.get("description"), *_field_texts(embed))
            if part
        ]
        return "\n".join([self.content, *embeds, *texts(self.components)]).strip()

    @property
    def labels(self) -> list[str]:
        """What its buttons say, in order."""
        found = [component for _, component in walk(self.components) if component["type"] == Kind.BUTTON]
        return [button.get("label") or button.get("emoji", {}).get("name", "") for button in found]

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it still says that the bot is thinking."""
        return bool(self.flags & LOADING)

    def payload(self, me: int) -> dict[str, Any]:
        """The message as REST answers it to the bot, whose user id is `me`."""
        body: dict[str, Any] = {
            "id": str(self.id), "channel_id": str(self.channel_id), "author": self.author.user(),
            "type": self.kind, "flags": self.flags, "content": self.content, "embeds": self.embeds,
            "components": self.components, "attachments": self.attachments, "tts": False,
            "mentions": [member.user() for member in self.mentions],
            "mention_roles": [str(role_id) for role_id in self.mention_role_ids],
            "mention_everyone": self.mention_everyone, "pinned": self.pinned_at is not None,
            "timestamp": time_of(self.id).isoformat(),
            "edited_timestamp": self.edited_at.isoformat() if self.edited_at else None,
            "reactions": [_reaction(emoji, users, me) for emoji, users in self.reactions.items() if users],
        }  # fmt: skip
        if self.nonce is not None:
            body["nonce"] = self.nonce
        if self.reply_to is not None:
            reference = {"type": 0, "message_id": str(self.reply_to.id), "channel_id": str(self.channel_id)}
            body["message_reference"] = reference | ({"guild_id": str(self.guild_id)} if self.guild_id else {})
            body["referenced_message"] = None if self.reply_to.deleted else self.reply_to.payload(me)
        if self.interaction is not None:
            body["interaction_metadata"] = self.interaction
            body["application_id"] = body["webhook_id"] = str(me)
        return body | self.extra

    def event(self, me: int) -> dict[str, Any]:
        """The message as the gateway sends it: with its guild and its author's membership."""
        if self.guild_id is None:
            return self.payload(me)
        member = self.author.payload(with_user=False)
        return {**self.payload(me), "guild_id": str(self.guild_id), "member": member}


def _field_texts(embed: dict[str, Any]) -> list[str]:
    return [text for row in embed.get("fields", []) for text in (row["name"], row["value"])]


def _reaction(emoji: str, users: list[int], me: int) -> dict[str, Any]:
    return {
        "emoji": emoji_payload(emoji), "count": len(users), "me": me in users, "me_burst": False,
        "count_details": {"burst": 0, "normal": len(users)}, "burst_colors": [],
    }  # fmt: skip
