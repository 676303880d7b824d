"""Reactions on messages."""

from .chat import Chat
from .guild import Member
from .messages import Message, emoji_payload
from .refusals import Refused, unknown


def add(chat: Chat, message: Message, emoji: str, member: Member) -> None:
    """The member reacts; a second time changes nothing and tells nobody."""
    if emoji.isascii() and ":" not in emoji:
        raise Refused(400, 10014, "Unknown Emoji")
    users = message.reactions.get(emoji, [])
    if member.id in users:
        return
    if not users and len([given for given in message.reactions.values() if given]) >= 20:
        raise Refused(400, 30010, "Maximum number of reactions reached (20)")
    message.reactions.setdefault(emoji, []).append(member.id)
    data = {**_event(chat, message, emoji, member.id), "message_author_id": str(message.author.id)}
    if message.guild_id:
        data["member"] = member.payload()
    chat.world.emit("MESSAGE_REACTION_ADD", data, message.guild_id)


def remove(chat: Chat, message: Message, emoji: str, user_id: int) -> None:
    """The user's reaction goes; raises `Refused` (10014) if nobody reacted so."""
    if emoji not in message.reactions:
        raise unknown("Emoji")
    if user_id in message.reactions[emoji]:
        message.reactions[emoji].remove(user_id)
        chat.world.emit("MESSAGE_REACTION_REMOVE", _event(chat, message, emoji, user_id), message.guild_id)


def page(chat: Chat, message: Message, emoji: str, limit: int, after: int) -> list[Member]:
    """Who reacted so, by their ids, from behind that one on."""
    found = sorted(one for one in message.reactions.get(emoji, []) if one > after)[:limit]
    return [chat.world.bot if one == chat.world.bot.id else chat.world.members[one] for one in found]


def clear(chat: Chat, message: Message, emoji: str | None = None) -> None:
    """All reactions go, or all of one emoji."""
    if emoji is None:
        message.reactions.clear()
        chat.world.emit("MESSAGE_REACTION_REMOVE_ALL", chat.place(message), message.guild_id)
    else:
        message.reactions.pop(emoji, None)
        data = {**chat.place(message), "emoji": emoji_payload(emoji)}
        chat.world.emit("MESSAGE_REACTION_REMOVE_EMOJI", data, message.guild_id)


def _event(chat: Chat, message: Message, emoji: str, user_id: int) -> dict[str, object]:
    return {
        **chat.place(message), "user_id": str(user_id), "emoji": emoji_payload(emoji), "burst": False, "type": 0,
    }  # fmt: skip
